"""Days with their hours beside each other, ready for a table: which columns each thing takes, and what lies between."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from tyonohjaus.lib import clock

from .parts import Gap, Slot

HOUR = 60
# Minutes of one column.
COLUMN = 30
DAY = 24 * HOUR
# The hours that are shown in any week.
FROM, UNTIL = 8 * HOUR, 16 * HOUR


@dataclass(frozen=True, kw_only=True)
class Part:
    """From and until when, and how it reads. `faint`: it gives way where a column is shared."""

    start: datetime
    end: datetime
    entry: Slot | Gap
    faint: bool = False


@dataclass(kw_only=True)
class Cell:
    """So many columns with what stands in them: nothing, or what shares a column."""

    span: int
    entries: list[Slot | Gap] = field(default_factory=list)
    faint: bool = False


def hours(days: Iterable[tuple[date, Sequence[Part]]]) -> range:
    """The hours that hold all of it, and those that are always shown."""
    found = [_minutes(day, part) for day, parts in days for part in parts]
    first = min([FROM, *(start for start, _end in found)])
    last = max([UNTIL, *(end for _start, end in found)])
    return range(first // HOUR, -(-last // HOUR))


def columns(shown: range) -> int:
    return len(shown) * HOUR // COLUMN


def cells(day: date, parts: Sequence[Part], shown: range) -> list[Cell]:
    """The row of one day."""
    begin = shown.start * HOUR
    at: list[Cell | None] = [None] * columns(shown)
    for part in sorted(parts, key=lambda part: (part.faint, part.start)):
        start, end = _minutes(day, part)
        mine = range((start - begin) // COLUMN, -(-(end - begin) // COLUMN))
        if part.faint:
            mine = _left_of(mine, at)
        if mine:
            _put(part, mine, at)
    return list(_row(at))


def _minutes(day: date, part: Part) -> tuple[int, int]:
    """Since midnight, as the wall clock shows them; what goes on after midnight ends there."""
    start, end = clock.local(part.start), clock.local(part.end)
    return start.hour * HOUR + start.minute, end.hour * HOUR + end.minute if end.date() == day else DAY


def _left_of(mine: range, at: list[Cell | None]) -> range:
    free = [column for column in mine if at[column] is None]
    return range(free[0], free[-1] + 1) if free and free[-1] - free[0] + 1 == len(free) else range(0)


def _put(part: Part, mine: range, at: list[Cell | None]) -> None:
    """Into a cell of its own, or into that with which it shares a column."""
    cell = next((at[column] for column in mine if at[column]), None) or Cell(span=0, faint=part.faint)
    cell.entries.append(part.entry)
    for column in mine:
        if at[column] is None:
            at[column] = cell
            cell.span += 1


def _row(at: list[Cell | None]) -> Iterable[Cell]:
    before: Cell | None = None
    empty: Cell | None = None
    for cell in at:
        if cell is None:
            if empty is None:
                empty = Cell(span=0)
                yield empty
            empty.span += 1
        elif cell is not before:
            yield cell
        if cell is not None:
            empty = None
        before = cell
