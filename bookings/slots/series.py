"""A series of sessions, planned so that every date can be shown with its outcome before anything is saved (C1).

It decides nothing, keeps nothing and skips nothing. Saving all or nothing is the diary's.
"""

from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from operator import attrgetter
from typing import Any, Generic, Protocol, TypeVar, Unpack

from bookings.slots.opening import Opening
from bookings.slots.rhythm import Rhythm, dates, nearest
from bookings.slots.search import FAR_AHEAD, LONG_AGO, Buffer, Busy, Outcome, Slot, Stretch, Terms, ask, find
from bookings.slots.wallclock import is_skipped
from tyonohjaus.lib.clock import at
from tyonohjaus.lib.periods import ZERO

ALTERNATIVES = 3
_START = attrgetter("start")


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
    open_then, taken_then = _Timeline(opening), _Timeline(busy)
    starts = [_instant(wall, tz) for wall in walls]
    length, reach = terms["length"], _reach(taken_then.items, **terms)
    answers = []
    for wall, start in zip(walls, starts, strict=True):  # each is asked of what lies beside it, not of the whole year
        near = taken_then.during(start - reach, start + length + reach)
        answer = ask(start, open_then.during(start, start + length), near, **terms)
        answers.append(answer._replace(outcome=_of_the_day(answer.outcome, wall, holidays, tz)))
    wanted = any(answer.outcome is not Outcome.FREE for answer in answers)
    free = _Timeline(find(open_then.items, taken_then.items, step=step, **terms) if wanted else [])

    occurrences = []
    for number, (start, answer, stretch) in enumerate(zip(starts, answers, _stretches(starts), strict=True), 1):
        outcome, place_type = answer
        if outcome is Outcome.FREE:
            occurrences.append(Occurrence(number, start, start + length, outcome, place_type))
        else:
            workdays = _on_workdays(free.within(*stretch), holidays, tz)
            beside = tuple(nearest(workdays, start, ALTERNATIVES))
            occurrences.append(Occurrence(number, start, start + length, outcome, alternatives=beside))
    return occurrences


def _of_the_day(outcome: Outcome, wall: datetime, holidays: Container[date], tz: tzinfo) -> Outcome:
    """A holiday is told though it is closed or taken too; a time that the night skips is closed."""
    if outcome in {Outcome.TOO_SOON, Outcome.BEYOND_HORIZON}:
        return outcome
    if wall.date() in holidays:
        return Outcome.HOLIDAY
    return Outcome.CLOSED if is_skipped(wall.date(), wall.time(), tz) else outcome


class _Timed(Protocol):
    @property
    def start(self) -> datetime: ...
    @property
    def end(self) -> datetime: ...


Item = TypeVar("Item", bound=_Timed)


class _Timeline(Generic[Item]):
    """Things with a start and an end, of which a year holds thousands and a date asks for the few beside it."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items = sorted(items, key=_START)
        self._starts = [item.start for item in self.items]
        self._longest = max((item.end - item.start for item in self.items), default=ZERO)

    def during(self, start: datetime, end: datetime) -> list[Item]:
        """All that take some of this time, and perhaps some more before it."""
        first = bisect_left(self._starts, start - self._longest)
        return self.items[first : bisect_left(self._starts, end)]

    def within(self, start: datetime, end: datetime) -> list[Item]:
        found = self.items[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [item for item in found if item.end <= end]


def _reach(
    busy: Iterable[Busy], *, buffer: Buffer | timedelta = ZERO, travel: timedelta = ZERO, **_terms: Any
) -> timedelta:
    """How far from a session something else may lie and still stand in its way."""
    own = buffer.before + buffer.after if isinstance(buffer, Buffer) else buffer
    theirs = max((one.before + one.after for one in {item.buffer for item in busy}), default=ZERO)
    return own + theirs + travel


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


def _on_workdays(slots: list[Slot], holidays: Container[date], tz: tzinfo) -> list[Slot]:
    """Each day is looked at once."""
    if not slots:
        return []
    first, last = (slot.start.astimezone(tz).date() for slot in (slots[0], slots[-1]))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    off = [(_instant(datetime.combine(day, time()), tz), day) for day in days if day in holidays]
    bounds = [(start, _instant(datetime.combine(day + timedelta(days=1), time()), tz)) for start, day in off]
    return [slot for slot in slots if not any(start <= slot.start < end for start, end in bounds)]
