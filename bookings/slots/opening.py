"""Opening hours: weekly rules and exceptions, laid out over real days as instants in UTC.

Hours are put together and cut on the wall clock, as people say them, and become instants last. On the two nights when
the clocks change

- the hour that is skipped in spring does not exist, and is never open;
- the hour that comes twice in autumn is open once, the first time;
- an opening across the change becomes two, so that no session runs across it: "2.30 to 5.00" for 90 minutes would be
  correct, and everybody would read it as a mistake.
"""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from bookings.slots.wallclock import DAY, MIDNIGHT, Clock, days
from bookings.slots.weeks import Weeks
from tyonohjaus.lib.periods import Period


@dataclass(frozen=True, slots=True)
class WeeklyRule:
    """Open on this weekday (0 is Monday), from and until these days, both included. `ends` 00.00 is midnight after."""

    weekday: int
    starts: dt.time
    ends: dt.time
    place_type: str
    valid_from: dt.date
    valid_until: dt.date | None = None
    weeks: Weeks = Weeks.EVERY

    def __post_init__(self) -> None:
        if self.weekday not in range(7):
            raise ValueError(f"A weekday is 0 (Monday) to 6 (Sunday), not {self.weekday}")
        _require_order(self.starts, self.ends)

    def holds_on(self, day: dt.date) -> bool:
        valid = self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
        return valid and self.weeks.holds_on(day)


@dataclass(frozen=True, slots=True)
class ExtraOpening:
    """Open on this one day, beside the weekly rules."""

    date: dt.date
    starts: dt.time
    ends: dt.time
    place_type: str

    def __post_init__(self) -> None:
        _require_order(self.starts, self.ends)


@dataclass(frozen=True, slots=True)
class Closed:
    """Closed on each day from first to last, both included: between the two times, or all day without them.

    It wins over rules and extra openings, whichever was written first: a time that is wrongly not offered
    costs a telephone call, one that is wrongly offered costs a journey.
    """

    first_date: dt.date
    last_date: dt.date
    starts: dt.time | None = None
    ends: dt.time | None = None

    def __post_init__(self) -> None:
        if self.last_date < self.first_date:
            raise ValueError(f"The last day, {self.last_date}, is before the first, {self.first_date}")
        _require_order(self.starts or MIDNIGHT, self.ends or MIDNIGHT)


def closed_but_for_extra(days: Iterable[dt.date], exceptions: Iterable[ExtraOpening | Closed]) -> list[Closed]:
    """What closes each of these days around the extra hours on it: all of it, where there are none."""
    extra = [one for one in exceptions if isinstance(one, ExtraOpening)]
    return [closed for day in days for closed in _around_extra(day, [one for one in extra if one.date == day])]


def _around_extra(day: dt.date, extra: Iterable[ExtraOpening]) -> Iterator[Closed]:
    closed_from = MIDNIGHT
    for one in sorted(extra, key=attrgetter("starts")):
        if closed_from < one.starts:
            yield Closed(day, day, closed_from, one.starts)
        if one.ends == MIDNIGHT:
            return  # the midnight after
        closed_from = max(closed_from, one.ends)
    yield Closed(day, day, closed_from, MIDNIGHT)


class Opening(NamedTuple):
    """Time that is open for one kind of place.

    Starts are counted from `grid`, the instant at which the rule begins on the clock of this stretch, and from
    `start` where there is none: an opening from 9 that is closed until 9.40 goes on at 10.00, not at 10.10.
    """

    start: dt.datetime
    end: dt.datetime
    place_type: str
    grid: dt.datetime | None = None

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)


class _Hours(NamedTuple):
    """Open hours of some day, as time since midnight on the wall clock."""

    starts: dt.timedelta
    ends: dt.timedelta
    place_type: str
    grid: dt.timedelta


def expand(
    rules: Iterable[WeeklyRule], exceptions: Iterable[ExtraOpening | Closed], window: Period, tz: dt.tzinfo
) -> list[Opening]:
    """The openings within the window, in order of time.

    Hours of one place type that overlap or touch are one opening, whose grid is that of the earliest.
    """
    first, last = window.start.astimezone(tz).date(), window.end.astimezone(tz).date()
    weekly = _by_weekday(rules)
    extra, closed = _by_day(exceptions, first, last)
    openings: list[Opening] = []
    for midnight, clocks in days(first, last, tz):
        day = midnight.date()
        hours = [hours for rule, hours in weekly[day.weekday()] if rule.holds_on(day)]
        if day in extra:
            hours += extra[day]
        if len(hours) > 1:
            hours = _joined(hours)
        if day in closed:
            hours = _without(hours, closed[day])
        if hours:
            openings += _on_the_clock(hours, midnight, clocks)
    return sorted(_within(window, openings))


def common(opening: Iterable[Opening], other: Iterable[Opening]) -> list[Opening]:
    """Where two supervisors are open for the same place type, on the grid of the first. In order of time."""
    theirs_by_type: dict[str, list[Opening]] = defaultdict(list)
    for theirs in sorted(other):
        theirs_by_type[theirs.place_type].append(theirs)
    shared: list[Opening] = []
    for mine in sorted(opening):
        candidates = theirs_by_type[mine.place_type]
        for theirs in candidates[bisect_right(candidates, mine.start, key=attrgetter("end")) :]:
            if mine.end <= theirs.start:
                break
            both = mine._replace(start=max(mine.start, theirs.start), end=min(mine.end, theirs.end))
            shared.append(both._replace(grid=mine.grid or mine.start))
    return shared


def _require_order(starts: dt.time, ends: dt.time) -> None:
    if _end_of_day_or(ends) <= _since_midnight(starts):
        raise ValueError(f"Hours end after they start: {starts:%H:%M} to {ends:%H:%M}")


def _since_midnight(clock: dt.time) -> dt.timedelta:
    return dt.timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)


def _end_of_day_or(clock: dt.time) -> dt.timedelta:
    return _since_midnight(clock) or DAY


def _hours(opens: WeeklyRule | ExtraOpening) -> _Hours:
    starts = _since_midnight(opens.starts)
    return _Hours(starts, _end_of_day_or(opens.ends), opens.place_type, grid=starts)


def _by_weekday(rules: Iterable[WeeklyRule]) -> list[list[tuple[WeeklyRule, _Hours]]]:
    weekly: list[list[tuple[WeeklyRule, _Hours]]] = [[] for _ in range(7)]
    for rule in rules:
        weekly[rule.weekday].append((rule, _hours(rule)))
    return weekly


def _by_day(
    exceptions: Iterable[ExtraOpening | Closed], first: dt.date, last: dt.date
) -> tuple[dict[dt.date, list[_Hours]], dict[dt.date, list[tuple[dt.timedelta, dt.timedelta]]]]:
    """Extra and closed hours of each day between first and last."""
    extra: dict[dt.date, list[_Hours]] = defaultdict(list)
    closed: dict[dt.date, list[tuple[dt.timedelta, dt.timedelta]]] = defaultdict(list)
    for exception in exceptions:
        if isinstance(exception, ExtraOpening):
            extra[exception.date].append(_hours(exception))
            continue
        starts = _since_midnight(exception.starts or MIDNIGHT)
        ends = _end_of_day_or(exception.ends or MIDNIGHT)
        day = max(first, exception.first_date)
        while day <= min(last, exception.last_date):
            closed[day].append((starts, ends))
            day += DAY
    return extra, closed


def _joined(hours: Sequence[_Hours]) -> list[_Hours]:
    joined: list[_Hours] = []
    for piece in sorted(hours, key=lambda piece: (piece.place_type, piece.starts)):
        before = joined[-1] if joined else None
        if before and before.place_type == piece.place_type and piece.starts <= before.ends:
            joined[-1] = before._replace(ends=max(before.ends, piece.ends))
        else:
            joined.append(piece)
    return joined


def _without(hours: list[_Hours], closed: Iterable[tuple[dt.timedelta, dt.timedelta]]) -> list[_Hours]:
    for starts, ends in closed:
        hours = [piece for whole in hours for piece in _around(whole, starts, ends)]
    return hours


def _around(hours: _Hours, starts: dt.timedelta, ends: dt.timedelta) -> Iterator[_Hours]:
    """What is left of these hours before and after the closed ones."""
    if hours.starts < min(hours.ends, starts):
        yield hours._replace(ends=min(hours.ends, starts))
    if max(hours.starts, ends) < hours.ends:
        yield hours._replace(starts=max(hours.starts, ends))


def _on_the_clock(hours: Iterable[_Hours], midnight: dt.datetime, clocks: Sequence[Clock]) -> Iterator[Opening]:
    for starts, ends, place_type, grid in hours:
        for since, until, ahead in clocks:
            shown_from, shown_to = max(starts, since), min(ends, until)
            if shown_from < shown_to:
                base = midnight - ahead
                yield Opening(base + shown_from, base + shown_to, place_type, base + grid)


def _within(window: Period, openings: Iterable[Opening]) -> Iterator[Opening]:
    for opening in openings:
        if window.start <= opening.start and opening.end <= window.end:
            yield opening
        elif opening.start < window.end and window.start < opening.end:
            yield opening._replace(start=max(opening.start, window.start), end=min(opening.end, window.end))
