"""Who is to be reminded of which session, and when: once per person, session, start and distance in days (D1–D3).

A reminder is due in the morning so many days before: for most sessions while cancelling is still free. It is missed,
and never sent stale, when nobody ran this for `GRACE`; it is not for one who booked, moved or was confirmed after it
was due. People whom the office has not invited yet are told nothing.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from processes import parties
from tyonohjaus.events.models import Event
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock

from .models import Booking, Reminder

MORNING = time(8)
GRACE = timedelta(hours=6)
TOLD_BY = ["booking.confirmed", "booking.moved"]


def remind(*, now: datetime) -> None:
    """Write down, and queue, every reminder that is due and was not yet."""
    for days in settings.REMINDER_DAYS:
        # Days of the calendar: the morning of the first may be almost a day more than 24 hours each before the start.
        soon = Booking.objects.confirmed().filter(starts_at__gt=now, starts_at__lte=now + timedelta(days=days + 1))
        bookings = [booking for booking in soon.with_people() if due_at(booking, days) <= now]
        told, done = _told_at(bookings), _done(bookings, days)
        for booking in bookings:
            timely = now - due_at(booking, days) <= GRACE and told[booking.pk] < due_at(booking, days)
            for user in _people(booking):
                if (booking.pk, user.pk, booking.starts_at) not in done:
                    _remind(booking, user, days=days, timely=timely)


def due_at(booking: Booking, days: int) -> datetime:
    return clock.at(booking.day - timedelta(days=days), MORNING)


def _remind(booking: Booking, user: Any, *, days: int, timely: bool) -> None:
    outcome = Reminder.Outcome.QUEUED if timely else Reminder.Outcome.MISSED
    with transaction.atomic():
        _row, first = Reminder.objects.get_or_create(
            booking=booking, user=user, starts_at=booking.starts_at, days_before=days, defaults={"outcome": outcome}
        )
        if first and timely:
            record("booking.reminded", subject=booking, user=user.pk, days=days)


def _people(booking: Booking) -> list[Any]:
    everybody = parties.meeting(booking.process, booking.day) + parties.supervisees(booking.process, booking.day)
    return [person.user for person in everybody if person.user.is_active and person.user.invited_at]


def _told_at(bookings: Iterable[Booking]) -> dict[uuid.UUID, datetime]:
    """When its people were last told of each session: booked, confirmed or moved."""
    told = {booking.pk: booking.created_at for booking in bookings}
    events = Event.objects.filter(subject_type=Booking._meta.label_lower, subject_id__in=told, name__in=TOLD_BY)
    for pk, at in events.values_list("subject_id").annotate(last=Max("at")):
        told[pk] = max(told[pk], at)
    return told


def _done(bookings: Iterable[Booking], days: int) -> set[tuple[uuid.UUID, uuid.UUID, datetime]]:
    rows = Reminder.objects.filter(booking__in=list(bookings), days_before=days)
    return set(rows.values_list("booking", "user", "starts_at"))
