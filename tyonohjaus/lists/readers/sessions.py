"""tapaamiset: sessions held and agreed. Key: process, day and start as first imported."""

from datetime import timedelta

from tyonohjaus.lib import clock
from tyonohjaus.lib.periods import Period
from tyonohjaus.lists import cells, vocabulary
from tyonohjaus.lists.kinds import Kind
from tyonohjaus.lists.known import Known, Lists, low
from tyonohjaus.lists.lines import Column, Line
from tyonohjaus.lists.notes import Note

from . import processes

NAME = "tapaamiset"
COLUMNS = [
    Column("prosessi", cells.text(most=40), needed=True),
    Column("päivä", cells.day, needed=True),
    Column("alkaa", cells.clock_time, needed=True),
    Column("tila", cells.word(vocabulary.STATUSES), needed=True),
]
_KEY = ("prosessi", "päivä", "alkaa")


def key(line: Line) -> str:
    return low(" ".join(str(cells.plain(line[column])) for column in _KEY))


def check(lists: Lists, known: Known) -> None:
    """Overlaps are sought among rows that are new; one imported before may have been moved in the portal since."""
    rows: dict[str, int] = {}
    taken: list[tuple[Line, Period, frozenset[str]]] = []
    for line in lists[NAME]:
        if line["prosessi"] and not _known(line, lists, known):
            line.fault("prosessi", Kind.UNKNOWN_PROCESS)
        if line["tila"] in {vocabulary.HELD, vocabulary.NO_SHOW} and line["päivä"] and line["päivä"] > known.today:
            line.remark("tila", Note.HELD_AHEAD)
        if not line.sound:
            continue
        if (other := rows.setdefault(key(line), line.number)) != line.number:
            line.fault("alkaa", Kind.TWICE, other=str(other))
        elif (NAME, key(line)) not in known.imported:
            _check_overlap(line, taken, lists, known)


def period(line: Line, minutes: int) -> Period:
    start = clock.at(line["päivä"], line["alkaa"])
    return Period(start, start + timedelta(minutes=minutes))


def _known(line: Line, lists: Lists, known: Known) -> bool:
    name = low(line["prosessi"])
    return processes.NAME in known.unread or name in known.processes or processes.find(name, lists) is not None


def _check_overlap(line: Line, taken: list[tuple[Line, Period, frozenset[str]]], lists: Lists, known: Known) -> None:
    seats = processes.seats(low(line["prosessi"]), lists, known)
    if seats is None or line["tila"] not in vocabulary.TAKES_TIME:
        return
    when = period(line, seats.minutes)
    for other, its, people in taken:
        if people & seats.people and its.overlaps(when):
            line.fault("alkaa", Kind.OVERLAPS_ROW, other=str(other.number))
            return
    taken.append((line, when, seats.people))
