"""The month of free times, its day and its choice: one component for booking and for moving."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from bookings import offers
from bookings.models import Booking
from bookings.slots.rhythm import Due
from bookings.slots.search import Slot
from bookings.words import time_url
from processes.models import Process
from tyonohjaus.lib import clock
from tyonohjaus.ui import month as calendar
from tyonohjaus.ui import words
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Chip, Month

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What the address asks for: `?month=2027-02`, `?day=2027-02-09`, `?day=2027-02-09&time=10.00`."""

    month: date | None
    day: date | None
    start: datetime | None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Wish":
        day = _day(query.get("day", ""))
        wall = _wall(query.get("time", ""))
        start = clock.at(day, wall) if day and wall else None
        month = _day(f"{query.get('month', '')}-01") or (day.replace(day=1) if day else None)
        return cls(month=month, day=day, start=start)

    @classmethod
    def around(cls, start: datetime) -> "Wish":
        """The day of a time that could not be had."""
        day = clock.day_of(start)
        return cls(month=day.replace(day=1), day=day, start=None)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Ready for bookings/_slots.html. `gone`: the time asked for is not free (any more)."""

    month: Month
    day: date | None
    chips: list[Chip]
    choice: Slot | None
    gone: bool
    due: Due | None


def offer(
    process: Process, wish: Wish, *, path: str, now: datetime, last: datetime | None, moving: Booking | None = None
) -> Offer:
    """`last`: the start of the session from which the rhythm counts. What moves is sought around its own day."""
    today = clock.day_of(now)
    due = offers.next_due(process, last=last)
    near = _own_day(moving) if moving else due or Due(today, today)
    first = max(today, wish.month or near.first.replace(day=1))
    found = offers.month(process, first=first, now=now, moving=moving)
    if not found.slots and not wish.month:  # nothing left of this month: begin with the next; too far ahead: with today
        first = clock.months_on(first, 1) if first < found.until else today
        found = offers.month(process, first=first, now=now, moving=moving)
    by_day = {day: list(slots) for day, slots in groupby(found.slots, key=_day_of)}
    day = wish.day if wish.day in by_day else _nearest(by_day, near)
    choice = next((slot for slot in found.slots if slot.start == wish.start), None)
    return Offer(
        month=_month(first, by_day, path=path, today=today, due=due, day=day, until=found.until),
        day=day,
        chips=[_chip(slot, path=path, chosen=slot == choice) for slot in by_day.get(day, [])] if day else [],
        choice=choice,
        gone=wish.start is not None and choice is None,
        due=due,
    )


def _month(
    first: date,
    by_day: Mapping[date, list[Slot]],
    *,
    path: str,
    today: date,
    due: Due | None,
    day: date | None,
    until: date,
) -> Month:
    start, after = first.replace(day=1), clock.months_on(first, 1)
    return calendar.free_times(
        start,
        counts={day: len(slots) for day, slots in by_day.items()},
        today=today,
        day_url=lambda on: f"{path}?day={on}#times",
        rhythm=_days(due) if due else (),
        chosen=day,
        previous_url=f"{path}?month={start - ONE_DAY:%Y-%m}" if start > today else "",
        next_url=f"{path}?month={after:%Y-%m}" if after <= until else "",
    )


def _chip(slot: Slot, *, path: str, chosen: bool) -> Chip:
    text = words.times(slot.start, end=slot.end, language=spoken())
    return Chip(url=time_url(slot, path=path), text=text, chosen=chosen)


def _own_day(booking: Booking) -> Due:
    day = clock.day_of(booking.starts_at)
    return Due(day, day)


def _nearest(days: Mapping[date, list[Slot]], near: Due) -> date | None:
    return min(days, key=lambda day: (near.away(day), day), default=None)


def _days(due: Due) -> set[date]:
    return {due.first + ONE_DAY * n for n in range((due.last - due.first).days + 1)}


def _day_of(slot: Slot) -> date:
    return clock.day_of(slot.start)


def _day(text: str) -> date | None:
    """A day of this century; what else an address may hold is no day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 < day.year < 2100 else None


def _wall(text: str) -> time | None:
    try:
        return time.fromisoformat(text.replace(".", ":"))
    except ValueError:
        return None
