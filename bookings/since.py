"""When something last happened to sessions, as their events say."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max

from tyonohjaus.events.models import Event

from .models import Booking

TOLD = ["booking.confirmed", "booking.moved", "booking.place_changed", "booking.length_changed"]
ASKED = ["booking.requested", "booking.moved", "booking.length_changed"]


def told(bookings: Iterable[Booking]) -> dict[uuid.UUID, datetime]:
    """When its people were last told of each: booked, confirmed, moved in time or place."""
    return _last(bookings, TOLD)


def asked(bookings: Iterable[Booking]) -> dict[uuid.UUID, datetime]:
    """Since when each waits: booked, or moved to this time."""
    return _last(bookings, ASKED)


def _last(bookings: Iterable[Booking], names: list[str]) -> dict[uuid.UUID, datetime]:
    found = {booking.pk: booking.created_at for booking in bookings}
    events = Event.objects.filter(subject_type=Booking._meta.label_lower, subject_id__in=found, name__in=names)
    for pk, at in events.values_list("subject_id").annotate(last=Max("at")):
        found[pk] = max(found[pk], at)
    return found
