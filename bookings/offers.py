"""Free times to offer: of a month, near the rhythm's day, or for a whole series. Reads only; `diary` books them."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from functools import reduce
from typing import Any, NamedTuple

from processes.models import Process
from tyonohjaus.lib import clock
from tyonohjaus.lib.periods import Period, merge
from tyonohjaus.lib.working_days import holidays_between
from tyonohjaus.people.models import Supervisor

from .models import Booking
from .opening_hours import openings
from .slots.opening import common
from .slots.rhythm import Due, Monthly, Rhythm, Weekly, dates, due
from .slots.search import Slot
from .slots.series import Occurrence, look, plan
from .timetable import Timetable, timetables

# Near the rhythm's day: this far on both sides.
AROUND = timedelta(weeks=2)
# Alternatives to a date of a series lie at most half an interval from it.
BESIDE = timedelta(weeks=5)


def open_slots(process: Process, *, window: Period, now: datetime, moving: Booking | None = None) -> list[Slot]:
    """Free times in the window that suit every supervisor (and the supervisee of an individual process).

    `moving` is a booking whose own time counts as free for another start, and is itself not offered.
    """
    return _common(process, timetables(process, window, now=now, moving=moving), moving=moving)


class Month(NamedTuple):
    """The free times of a month, and the last day for which any may be booked."""

    slots: list[Slot]
    until: date


def month(process: Process, *, first: date, now: datetime, moving: Booking | None = None) -> Month:
    """What may be booked from `first` to the end of its month."""
    window = Period(clock.day_bounds(first)[0], clock.day_bounds(clock.months_on(first, 1))[0])
    found = timetables(process, window, now=now, moving=moving)
    horizon = min((one.horizon for part in found for one in part.supervisors), default=timedelta())
    until = min(filter(None, [clock.day_of(now + horizon), process.ends_on]))
    return Month(_common(process, found, moving=moving), until)


def rhythm_of(process: Process) -> Rhythm:
    return Weekly(process.every_weeks, process.every_weeks_most) if process.every_weeks else Monthly()


def next_due(process: Process, *, last: datetime | None) -> Due | None:
    """The days on which a session is due after the last one; None before the first."""
    return due(clock.day_of(last), rhythm_of(process)) if last else None


def start_before(booking: Booking) -> datetime | None:
    """The start of the session that was or will be before this one: its rhythm counts from there."""
    sessions = booking.process.bookings.counted().filter(starts_at__lt=booking.starts_at)
    return sessions.order_by("-starts_at").values_list("starts_at", flat=True).first()


def suggestions(process: Process, *, last: datetime | None, now: datetime, count: int = 3) -> list[Slot]:
    """Free times nearest to the rhythm's day, in order of time, at most one a day: the one nearest to the hour at
    which they met last."""
    today = clock.day_of(now)
    wished = next_due(process, last=last) or Due(today, today)
    near = Due(max(wished.first, today), max(wished.last, today))
    window = Period(*clock.day_bounds(max(near.first - AROUND, today), near.last + AROUND))
    by_day: dict[date, list[Slot]] = {}
    for slot in open_slots(process, window=window, now=now):
        by_day.setdefault(clock.day_of(slot.start), []).append(slot)
    days = sorted(by_day, key=lambda day: (near.away(day), day))[:count]
    return sorted(min(by_day[day], key=lambda slot: _from_habit(slot, last)) for day in days)


def plan_series(process: Process, *, first: datetime, every: Rhythm, times: int, now: datetime) -> list[Occurrence]:
    """Every date of a series with its outcome and alternatives. ValueError where its sessions overlap (C6)."""
    days = dates(clock.day_of(first), every, times)
    asked = _asked_of_all(process, days[0], days[-1], now=now)
    return plan(first, every, times, **asked) if asked else []


def plan_moves(process: Process, *, walls: dict[Booking, datetime], now: datetime) -> dict[Booking, Occurrence]:
    """What becomes of each of these sessions at the time that the clock is to show, with alternatives; the time that
    they take now counts as free."""
    rows = sorted(walls, key=lambda row: walls[row])
    first, last = (walls[row].date() for row in (rows[0], rows[-1]))
    asked = _asked_of_all(process, first, last, now=now, besides=rows)
    if not asked:
        return {}
    lengths = {row.ends_at - row.starts_at for row in rows}
    found: dict[Booking, Occurrence] = {}
    for length in lengths:  # each lasts as long as it did
        alike = [row for row in rows if row.ends_at - row.starts_at == length]
        found |= zip(alike, look([walls[row] for row in alike], **asked | {"length": length}), strict=True)
    return {row: found[row] for row in rows}


def _asked_of_all(
    process: Process, first: date, last: date, *, now: datetime, besides: Collection[Booking] = ()
) -> dict[str, Any]:
    """What the engine is told of everybody who meets, planned by one who sets times; empty where nobody keeps hours."""
    window = Period(*clock.day_bounds(first - BESIDE, last + BESIDE))
    found = [part for part in timetables(process, window, now=now, planned=True, besides=besides) if part.supervisors]
    if not found:
        return {}
    opening = [stretch for part in found for stretch in reduce(common, part.openings.values())]
    # One that all have opened is a day like any other.
    holidays = {*holidays_between(first - BESIDE, last + BESIDE)} - {clock.day_of(stretch.start) for stretch in opening}
    busy = [taken for part in found for one in part.supervisors for taken in part.busy(one)]
    everybody = [one for part in found for one in part.supervisors]
    terms = found[0].terms(*everybody)
    if part := next((part for part in found if part.takes_rooms), None):
        terms["rooms"] = part.rooms(window)
    step = everybody[0].step
    return {
        "opening": opening,
        "busy": busy,
        "tz": clock.HELSINKI,
        "step": step,
        "holidays": holidays,
        **terms,
    }


def open_hours(supervisor: Supervisor, *, window: Period) -> list[Period]:
    """When the supervisor is open at all, wherever; what is booked is not taken away."""
    return merge(opening.period for opening in openings([supervisor], window)[supervisor.pk])


def _common(process: Process, found: list[Timetable], *, moving: Booking | None) -> list[Slot]:
    """What suits all who give their time on the day, from the process's first day to its last."""
    free = [[set(part.free(supervisor)) for supervisor in part.supervisors] for part in found]
    slots = sorted(slot for each in free if each for slot in set.intersection(*each))
    now_at = moving.starts_at if moving else None
    return [slot for slot in slots if slot.start != now_at and process.holds_on(clock.day_of(slot.start))]


def _from_habit(slot: Slot, last: datetime | None) -> tuple[int, Slot]:
    usual = _minute_of_day(last) if last else 0
    return abs(_minute_of_day(slot.start) - usual), slot


def _minute_of_day(instant: datetime) -> int:
    wall = clock.local(instant)
    return wall.hour * 60 + wall.minute
