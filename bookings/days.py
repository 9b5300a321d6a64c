"""A supervisor's days as they lie: sessions, moving between places, what else is taken, and the hours left free."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any

from processes import parties
from tyonohjaus.access import Action
from tyonohjaus.lib import clock
from tyonohjaus.lib.periods import Period, merge, subtract
from tyonohjaus.people.models import Supervisor

from .models import Allocation, Booking, BusyTime
from .models.queries import during
from .models.states import TAKES_TIME
from .offers import open_hours
from .timetable import where

ONE_DAY = timedelta(days=1)
# Shorter than any session: not worth telling.
WORTH_TELLING = timedelta(minutes=45)


class What(StrEnum):
    SESSION = "session"
    MOVING = "moving"
    HELD = "held"
    BUSY = "busy"
    FREE = "free"


@dataclass(frozen=True, kw_only=True)
class Stretch:
    start: datetime
    end: datetime
    what: What
    booking: Booking | None = None


def supervisor_of(user: Any) -> Supervisor | None:
    """None for a guest, who leads sessions and has no hours here."""
    return Supervisor.objects.filter(user=user.pk).first()


def of(user: Any, *, first: date, last: date, now: datetime) -> dict[date, list[Stretch]]:
    """The days from first to last, both included, in a fixed number of queries; free hours only from now on."""
    window = Period(*clock.day_bounds(first, last))
    sessions = list(_sessions(user, window))
    supervisor = supervisor_of(user)
    stretches = [Stretch(start=one.starts_at, end=one.ends_at, what=What.SESSION, booking=one) for one in sessions]
    if supervisor:
        stretches += _moving(sessions, supervisor.travel)
        stretches += _beside_sessions(supervisor, window, stretches, now)
    days: dict[date, list[Stretch]] = {first + ONE_DAY * n: [] for n in range((last - first).days + 1)}
    for one in sorted(stretches, key=lambda one: one.start):
        days[clock.day_of(one.start)].append(one)
    return days


def sessions(user: Any, *, first: date, last: date) -> dict[date, list[Booking]]:
    """The sessions alone, of days that have any."""
    days: dict[date, list[Booking]] = defaultdict(list)
    for session in _sessions(user, Period(*clock.day_bounds(first, last))):
        days[session.day].append(session)
    return days


def _sessions(user: Any, window: Period) -> Iterator[Booking]:
    """Those that this person leads: not of a day on which a substitute does."""
    own: Any = Booking.objects.where_user_may(user, Action.BOOKING_MARK)
    within = own.filter(status__in=TAKES_TIME, starts_at__lt=window.end, starts_at__gte=window.start)
    for session in within.with_people().order_by("starts_at"):
        if any(one.user_id == user.pk for one in parties.meeting(session.process, session.day)):
            yield session


def _moving(sessions: list[Booking], travel: timedelta) -> Iterator[Stretch]:
    """Between two sessions of a day at different places; remote is nowhere."""
    by_day: dict[date, list[Booking]] = defaultdict(list)
    for session in sessions:
        by_day[session.day].append(session)
    for day in by_day.values():
        for before, after in pairwise(day):
            here, there = (where(one.place, one.process.organisation_id) for one in (before, after))
            gap = after.starts_at - before.ends_at
            if travel and here and there and here != there and gap > timedelta():
                yield Stretch(start=after.starts_at - min(travel, gap), end=after.starts_at, what=What.MOVING)


def _beside_sessions(supervisor: Supervisor, window: Period, known: list[Stretch], now: datetime) -> Iterator[Stretch]:
    """What else is taken of the hours, and what is left of them. Elsewhere one is busy only where one is open: what
    lies outside takes nothing (decision 0030)."""
    opening = open_hours(supervisor, window=window)
    held = list(_held(supervisor, window, now))
    taken = [Period(one.start - supervisor.buffer_before, one.end + supervisor.buffer) for one in known] + held
    elsewhere = _both(opening, _elsewhere(supervisor, window))
    busy = subtract(elsewhere, [Period(one.start, one.end) for one in known] + held)
    yield from (Stretch(start=one.start, end=one.end, what=What.HELD) for one in held)
    yield from (Stretch(start=one.start, end=one.end, what=What.BUSY) for one in busy)
    for period in subtract(opening, taken + busy):
        start = max(period.start, now)
        if period.end - start >= WORTH_TELLING:
            yield Stretch(start=start, end=period.end, what=What.FREE)


def _held(supervisor: Supervisor, window: Period, now: datetime) -> Iterator[Period]:
    """Times that are offered to one who asked for an earlier one, until they answer."""
    rows = Allocation.objects.filter(
        calendar__user=supervisor.user_id,
        offer__held_until__gt=now,
        offer__starts_at__gte=window.start,
        offer__starts_at__lt=window.end,
    )
    return (Period(start, end) for start, end in rows.values_list("offer__starts_at", "offer__ends_at"))


def _elsewhere(supervisor: Supervisor, window: Period) -> list[Period]:
    rows = BusyTime.objects.filter(during(window.start, window.end), calendar__supervisor=supervisor)
    return merge(Period(start, end) for start, end in rows.values_list("starts_at", "ends_at"))


def _both(periods: list[Period], others: list[Period]) -> list[Period]:
    return subtract(periods, subtract(periods, others))
