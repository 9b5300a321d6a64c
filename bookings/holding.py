"""How long a requested time is held for the one who approves it."""

from collections.abc import Container
from datetime import date, datetime, time, timedelta

from tyonohjaus.lib import clock

APPROVAL_NOTICE = timedelta(hours=48)
"""A time that needs approval is offered only from this far ahead, so that there is time to approve it."""

WORKING_DAYS = 3
CLOSING_TIME = time(16)
BEFORE_START = timedelta(hours=24)

ONE_DAY = timedelta(days=1)
SATURDAY = 5


def hold_deadline(*, requested_at: datetime, starts_at: datetime, holidays: Container[date]) -> datetime:
    """In UTC: 16.00 in Helsinki on the third working day after the request, at latest 24 hours before the start.

    A working day is Monday to Friday and no holiday. ValueError where the start is so near that nothing can be held.
    """
    day = clock.local(requested_at).date()
    for _ in range(WORKING_DAYS):
        day = _working_day_after(day, holidays)
    deadline = min(clock.at(day, CLOSING_TIME), starts_at - BEFORE_START)
    if deadline <= requested_at:
        raise ValueError(f"Requested at {requested_at}, a start at {starts_at} leaves no time to approve it")
    return deadline


def _working_day_after(day: date, holidays: Container[date]) -> date:
    day += ONE_DAY
    while day.weekday() >= SATURDAY or day in holidays:
        day += ONE_DAY
    return day
