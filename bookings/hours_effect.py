"""What hours, and a change of them before it is made, do to agreed sessions. Nothing is ever cancelled by them."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from tyonohjaus.lib import clock
from tyonohjaus.lib.periods import Period
from tyonohjaus.people.models import Supervisor

from .models import AvailabilityException, Booking
from .models.queries import during
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


def on_closed_days(supervisor: Supervisor, coming: Iterable[AvailabilityException], *, now: datetime) -> list[Booking]:
    """What is agreed where the supervisor has closed: it stays until they move or cancel it."""
    closed = [row for row in coming if row.kind == AvailabilityException.Kind.CLOSED]
    if not closed:
        return []
    first, end = clock.day_bounds(min(row.first_on for row in closed), max(row.last_on for row in closed))
    agreed = Booking.objects.open().filter(allocations__calendar__user=supervisor.user_id)
    within = agreed.filter(during(max(first, now), end)).distinct().with_people()
    return [one for one in within.order_by("starts_at") if any(_lies_in(one, row) for row in closed)]


def _lies_in(booking: Booking, closed: AvailabilityException) -> bool:
    if not closed.first_on <= booking.day <= closed.last_on:
        return False
    begins, ends = (clock.local(at).time() for at in (booking.starts_at, booking.ends_at))
    return closed.starts is None or closed.ends is None or (begins < closed.ends and ends > closed.starts)
