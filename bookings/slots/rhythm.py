"""The rhythm of a process, in plain days: every n weeks, every n to m weeks, or monthly.

Monthly keeps the weekday of the month: who meets on the second Tuesday goes on meeting on second Tuesdays. A session on
day 29, 30 or 31 stands on a fifth weekday, which most months lack; it is read as *the last* such weekday, which every
month has. So no month is ever skipped, and none has two.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from heapq import nsmallest
from typing import NamedTuple

from bookings.slots.search import Slot
from tyonohjaus.lib.periods import ZERO

WEEK = timedelta(weeks=1)
FIFTH = 4


@dataclass(frozen=True, slots=True)
class Weekly:
    """Every so many weeks; with `up_to`, from so many up to so many ("3–4 weeks")."""

    weeks: int
    up_to: int | None = None

    def __post_init__(self) -> None:
        if self.weeks < 1 or (self.up_to is not None and self.up_to < self.weeks):
            raise ValueError(f"No rhythm: every {self.weeks} to {self.up_to or self.weeks} weeks")


@dataclass(frozen=True, slots=True)
class Monthly:
    """The same weekday of each month: the second Tuesday, the last Friday."""


Rhythm = Weekly | Monthly


class Due(NamedTuple):
    """The days from first to last, both included, on which a session is next due; often they are one."""

    first: date
    last: date

    def away(self, day: date) -> timedelta:
        """How far a day lies from these, before or after."""
        return max(self.first - day, day - self.last, timedelta())


def dates(first: date, every: Rhythm, times: int) -> list[date]:
    """The days of a series, the first included. A rhythm of n to m weeks is planned at n."""
    if times < 1:
        raise ValueError(f"A series has at least one session, not {times}")
    return [_later(first, every, n) for n in range(times)]


def place_in_month(day: date) -> int | None:
    """In a monthly rhythm from this day: which of the month's such weekdays each is, 1 to 4; None for the last one."""
    place = (day.day - 1) // 7
    return None if place == FIFTH else place + 1


def due(last: date, every: Rhythm) -> Due:
    """When a session is due after the one on this day."""
    earliest = _later(last, every, 1)
    if isinstance(every, Weekly) and every.up_to:
        return Due(earliest, last + every.up_to * WEEK)
    return Due(earliest, earliest)


def nearest(slots: Iterable[Slot], target: datetime, count: int, *, until: datetime | None = None) -> list[Slot]:
    """The slots that start nearest to the target, nearest first and the earlier of two as near.

    With `until`, all between target and until are as near as can be: any day that is due will do.
    """

    def distance(slot: Slot) -> tuple[timedelta, Slot]:
        return max(target - slot.start, slot.start - (until or target), ZERO), slot

    return nsmallest(count, slots, key=distance)


def _later(first: date, every: Rhythm, n: int) -> date:
    """The nth day after the first: counted from the first each time, so that a short month shifts no other."""
    if isinstance(every, Weekly):
        return first + n * every.weeks * WEEK
    year, month = divmod(first.year * 12 + first.month - 1 + n, 12)
    weekdays = _weekdays(year, month + 1, first.weekday())
    place = place_in_month(first)
    return weekdays[place - 1] if place else weekdays[-1]


def _weekdays(year: int, month: int, weekday: int) -> Sequence[date]:
    """The four or five days of the month that fall on this weekday."""
    first = date(year, month, 1)
    first += timedelta(days=(weekday - first.weekday()) % 7)
    return [day for day in (first + n * WEEK for n in range(5)) if day.month == month]
