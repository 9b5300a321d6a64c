"""A supervisor's days as they lie: sessions, moving between places, and the hours left free."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any

from tyonohjaus.access import Action
from tyonohjaus.lib import clock
from tyonohjaus.lib.periods import Period, subtract
from tyonohjaus.people.models import Supervisor

from .models import Booking
from .models.states import TAKES_TIME
from .offers import open_hours
from .timetable import where

ONE_DAY = timedelta(days=1)
# Shorter than any session: not worth telling.
WORTH_TELLING = timedelta(minutes=45)


class What(StrEnum):
    SESSION = "session"
    MOVING = "moving"
    FREE = "free"


@dataclass(frozen=True, kw_only=True)
class Stretch:
    start: datetime
    end: datetime
    what: What
    booking: Booking | None = None


def of(user: Any, *, monday: date, now: datetime) -> dict[date, list[Stretch]]:
    """The seven days of the week in a fixed number of queries; free hours only from now on."""
    window = Period(*clock.day_bounds(monday, monday + ONE_DAY * 6))
    sessions = list(_sessions(user, window))
    supervisor = Supervisor.objects.filter(user=user.pk).first()
    opening = open_hours(supervisor, window=window) if supervisor else []
    travel = supervisor.travel if supervisor else timedelta()
    buffer = supervisor.buffer if supervisor else timedelta()
    stretches = [Stretch(start=one.starts_at, end=one.ends_at, what=What.SESSION, booking=one) for one in sessions]
    stretches += _moving(sessions, travel)
    busy = [Period(one.start, one.end + buffer) for one in stretches]
    stretches += _free(opening, busy, now)
    days: dict[date, list[Stretch]] = {monday + ONE_DAY * n: [] for n in range(7)}
    for one in sorted(stretches, key=lambda one: one.start):
        days[clock.day_of(one.start)].append(one)
    return days


def _sessions(user: Any, window: Period) -> Iterable[Booking]:
    own: Any = Booking.objects.where_user_may(user, Action.BOOKING_MARK)
    within = own.filter(status__in=TAKES_TIME, starts_at__lt=window.end, starts_at__gte=window.start)
    return within.with_people().order_by("starts_at")


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


def _free(opening: list[Period], busy: list[Period], now: datetime) -> Iterator[Stretch]:
    for period in subtract(opening, busy):
        start = max(period.start, now)
        if period.end - start >= WORTH_TELLING:
            yield Stretch(start=start, end=period.end, what=What.FREE)
