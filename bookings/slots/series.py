"""A series of sessions, planned so that every date can be shown with its outcome before anything is saved (C1).

It decides nothing, keeps nothing and skips nothing. Saving all or nothing is the diary's.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import Unpack

from bookings.slots.opening import Opening
from bookings.slots.rhythm import Rhythm, dates, nearest
from bookings.slots.search import FAR_AHEAD, LONG_AGO, Busy, Outcome, Slot, Stretch, Terms, ask, find
from bookings.slots.wallclock import is_skipped
from tyonohjaus.lib.clock import at

ALTERNATIVES = 3


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a series: the time that was wished for, what stands in its way, and free times near it."""

    number: int
    start: datetime
    end: datetime
    outcome: Outcome
    place_type: str | None = None
    alternatives: tuple[Slot, ...] = ()

    @property
    def is_free(self) -> bool:
        return self.outcome is Outcome.FREE


def plan(
    first: datetime,
    every: Rhythm,
    times: int,
    opening: Iterable[Opening],
    busy: Iterable[Busy],
    *,
    tz: tzinfo,
    step: timedelta,
    holidays: Container[date] = (),
    **terms: Unpack[Terms],
) -> list[Occurrence]:
    """All `times` occurrences, the first included, each of the same length at the same time by the clock of `tz`.

    An occurrence need not start on the grid of `step`; its alternatives do, and none falls on a holiday. Openings
    and busy time must reach as far as the series or the horizon, whichever comes first; `terms` are those of `find`.
    ValueError where sessions of the series would overlap one another (C6).
    """
    wall = first.astimezone(tz).time()
    walls = [datetime.combine(day, wall) for day in dates(first.astimezone(tz).date(), every, times)]
    _require_apart([_instant(wall, tz) for wall in walls], terms["length"])
    return look(walls, opening, busy, tz=tz, step=step, holidays=holidays, **terms)


def look(
    walls: Sequence[datetime],
    opening: Iterable[Opening],
    busy: Iterable[Busy],
    *,
    tz: tzinfo,
    step: timedelta,
    holidays: Container[date] = (),
    **terms: Unpack[Terms],
) -> list[Occurrence]:
    """What becomes of each of these times, which the clock of `tz` shows, in order; else as `plan`."""
    opening, busy = list(opening), list(busy)
    starts = [_instant(wall, tz) for wall in walls]
    length = terms["length"]
    free = find(opening, busy, step=step, **terms)

    occurrences = []
    for number, (wall, start, stretch) in enumerate(zip(walls, starts, _stretches(starts), strict=True), 1):
        outcome, place_type = ask(start, opening, busy, **terms)
        if outcome not in {Outcome.TOO_SOON, Outcome.BEYOND_HORIZON}:
            if wall.date() in holidays:
                outcome = Outcome.HOLIDAY
            elif is_skipped(wall.date(), wall.time(), tz):
                outcome = Outcome.CLOSED
        if outcome is Outcome.FREE:
            occurrences.append(Occurrence(number, start, start + length, outcome, place_type))
        else:
            workdays = (slot for slot in _inside(stretch, free) if slot.start.astimezone(tz).date() not in holidays)
            near = tuple(nearest(workdays, start, ALTERNATIVES))
            occurrences.append(Occurrence(number, start, start + length, outcome, alternatives=near))
    return occurrences


def _instant(wall: datetime, tz: tzinfo) -> datetime:
    return at(wall.date(), wall.time(), tz=tz)


def _require_apart(starts: Sequence[datetime], length: timedelta) -> None:
    if any(later < earlier + length for earlier, later in pairwise(starts)):
        raise ValueError(f"Sessions of {length} overlap in this rhythm")


def _stretches(starts: Sequence[datetime]) -> list[Stretch]:
    """For each start the time that is nearer to it than to its neighbours.

    Alternatives come from there, so that those of two dates never overlap, whichever are chosen.
    """
    if len(starts) == 1:
        return [(LONG_AGO, FAR_AHEAD)]
    halves = [(later - earlier) / 2 for earlier, later in pairwise(starts)]
    around = zip(starts, [halves[0], *halves], [*halves, halves[-1]], strict=True)
    return [(start - before, start + after) for start, before, after in around]


def _inside(stretch: Stretch, slots: Iterable[Slot]) -> Iterator[Slot]:
    start, end = stretch
    return (slot for slot in slots if start <= slot.start and slot.end <= end)
