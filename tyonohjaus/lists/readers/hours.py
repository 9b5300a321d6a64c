"""tyoajat: weekly hours. Key: supervisor, weekday, start, from when."""

from tyonohjaus.lists import cells, vocabulary
from tyonohjaus.lists.kinds import Kind
from tyonohjaus.lists.known import Known, Lists
from tyonohjaus.lists.lines import Column, Line

from . import people

NAME = "tyoajat"
COLUMNS = [
    Column("työnohjaaja", cells.address, needed=True),
    Column("viikonpäivä", cells.word(vocabulary.WEEKDAYS), needed=True),
    Column("alkaa", cells.clock_time, needed=True),
    Column("päättyy", cells.clock_time, needed=True),
    Column("paikka", cells.word(vocabulary.PLACES), needed=True),
    Column("voimassa_alkaen", cells.day, needed=True),
]
_KEY = ("työnohjaaja", "viikonpäivä", "alkaa", "voimassa_alkaen")


def key(line: Line) -> str:
    return " ".join(str(cells.plain(line[column])) for column in _KEY)


def check(lists: Lists, known: Known) -> None:
    """Overlaps are sought among rows that are new; those imported before may have been changed in the portal since."""
    rows: dict[str, int] = {}
    sound: list[Line] = []
    for line in lists[NAME]:
        people.supervisor(line, "työnohjaaja", lists, known)
        if line["alkaa"] and line["päättyy"] and line["päättyy"] <= line["alkaa"]:
            line.fault("päättyy", Kind.ENDS_TOO_EARLY, more=line.said["alkaa"])
        if not line.sound:
            continue
        if (other := rows.setdefault(key(line), line.number)) != line.number:
            line.fault("alkaa", Kind.TWICE, other=str(other))
        elif (NAME, key(line)) not in known.imported:
            if clash := next((before for before in sound if _overlap(before, line)), None):
                line.fault("alkaa", Kind.OVERLAPS_ROW, other=str(clash.number))
            sound.append(line)


def _overlap(one: Line, other: Line) -> bool:
    """Hours go on until somebody ends them in the portal, so two that begin on different days overlap as well."""
    same = all(one[column] == other[column] for column in ("työnohjaaja", "viikonpäivä"))
    return same and one["alkaa"] < other["päättyy"] and other["alkaa"] < one["päättyy"]
