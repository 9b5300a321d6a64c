"""How long a requested time is held for the one who approves it."""

from datetime import datetime, time, timedelta

from tyonohjaus.lib import clock
from tyonohjaus.lib.working_days import add_working_days

APPROVAL_NOTICE = timedelta(hours=48)
"""A time that needs approval is offered only from this far ahead, so that there is time to approve it."""

WORKING_DAYS = 3
CLOSING_TIME = time(16)
BEFORE_START = timedelta(hours=24)


def hold_deadline(*, requested_at: datetime, starts_at: datetime) -> datetime:
    """In UTC: 16.00 in Helsinki on the third working day after the request, at latest 24 hours before the start.

    ValueError where the start is so near that nothing can be held.
    """
    day = add_working_days(clock.day_of(requested_at), WORKING_DAYS)
    deadline = min(clock.at(day, CLOSING_TIME), starts_at - BEFORE_START)
    if deadline <= requested_at:
        raise ValueError(f"Requested at {requested_at}, a start at {starts_at} leaves no time to approve it")
    return deadline
