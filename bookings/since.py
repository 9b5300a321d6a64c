"""When something last happened to sessions, as their events say."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max, Model

from tyonohjaus.events.models import Event

from .models import Assignment, Booking

TOLD = ["booking.confirmed", "booking.moved", "booking.place_changed", "booking.length_changed"]
ASKED = ["booking.requested", "booking.moved", "booking.length_changed"]


def told(bookings: Iterable[Booking]) -> dict[uuid.UUID, datetime]:
    """When its people were last told of each: booked, confirmed, moved in time or place."""
    return _last(bookings, TOLD)


def asked(bookings: Iterable[Booking]) -> dict[uuid.UUID, datetime]:
    """Since when each waits: booked, or moved to this time."""
    return _last(bookings, ASKED)


def written(assignments: Iterable[Assignment]) -> dict[uuid.UUID, datetime]:
    """When each was last written."""
    by_session = {row.pk: row.booking.starts_at for row in assignments}
    return _latest(Assignment, by_session, ["assignment.written"])


def _last(bookings: Iterable[Booking], names: list[str]) -> dict[uuid.UUID, datetime]:
    return _latest(Booking, {booking.pk: booking.created_at for booking in bookings}, names)


def _latest(model: type[Model], found: dict[uuid.UUID, datetime], names: list[str]) -> dict[uuid.UUID, datetime]:
    if not found:
        return found
    events = Event.objects.filter(subject_type=model._meta.label_lower, subject_id__in=found, name__in=names)
    for pk, at in events.values_list("subject_id").annotate(last=Max("at")):
        found[pk] = max(found[pk], at)
    return found
