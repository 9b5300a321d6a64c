"""What a change of hours would do to agreed sessions, before it is made. Nothing is ever cancelled by one."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from tyonohjaus.lib.periods import Period
from tyonohjaus.people.models import Supervisor

from .models import Booking
from .offers import open_hours


def left_outside(supervisor: Supervisor, change: Callable[[], Any], *, now: datetime) -> list[Booking]:
    """The agreed sessions that this change would leave outside the hours, by doing it and taking it back. Whatever the
    change raises, it raises."""
    already = {booking.pk for booking in outside(supervisor, now=now)}
    with transaction.atomic():
        change()
        after = outside(supervisor, now=now)
        transaction.set_rollback(True)
    return [booking for booking in after if booking.pk not in already]


def outside(supervisor: Supervisor, *, now: datetime) -> list[Booking]:
    """The supervisor's agreed sessions ahead that lie outside their hours, whatever the place, in order."""
    mine = Booking.objects.open().filter(allocations__calendar__user=supervisor.user_id, starts_at__gt=now)
    last = mine.aggregate(last=Max("ends_at"))["last"]
    if last is None:
        return []
    hours = open_hours(supervisor, window=Period(now, last))
    sessions = mine.distinct().with_people().order_by("starts_at")
    return [one for one in sessions if not any(open_.contains(Period(one.starts_at, one.ends_at)) for open_ in hours)]
