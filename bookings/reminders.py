"""Who is to be reminded of which session, and when: once per person, session, start and distance in days (D1–D3).

Each person chooses the distances; who has not, is told as the practice has it. A reminder is due in the morning so many
days before, for most sessions while cancelling is still free, or an hour before the start; what falls into the quiet
hours waits for the morning, and is not sent where the session begins before. It is missed, and never sent stale, when
nobody ran this for `GRACE`; it is not for one who booked, moved, was confirmed, or chose this distance after it was
due. People whom the office has not invited yet are told nothing.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from django.conf import settings

from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.rounds import each

from . import since
from .models import AN_HOUR, Booking, MailChoice, Reminder

MORNING = time(8)
GRACE = timedelta(hours=6)


class _Due(NamedTuple):
    booking: Booking
    user: Any
    days: int
    timely: bool


def remind(*, now: datetime) -> None:
    """Write down, and queue, every reminder that is due and was not yet."""
    if clock.is_quiet(now):
        return
    # Days of the calendar: the morning of the first may be almost a day more than 24 hours each before the start.
    farthest = timedelta(days=max(*MailChoice.DISTANCES, *settings.REMINDER_DAYS) + 1)
    soon = Booking.objects.confirmed().filter(starts_at__gt=now, starts_at__lte=now + farthest)
    people = {booking: _people(booking) for booking in soon.with_people()}
    told, done = since.told(people), _done(people)
    chosen = MailChoice.of_each(user for users in people.values() for user in users)
    waits: list[_Due] = []
    for booking, users in people.items():
        for user in users:
            for days in chosen[user.pk].days:
                due = due_at(booking, days)
                if due <= now and (booking.pk, user.pk, booking.starts_at, days) not in done:
                    known = max(filter(None, [told[booking.pk], chosen[user.pk].since(days)]))
                    waits.append(_Due(booking, user, days, timely=now - due <= GRACE and known < due))
    each(waits, _remind, of="reminders")


def due_at(booking: Booking, days: int) -> datetime:
    if days == AN_HOUR:
        return clock.waking(booking.starts_at - timedelta(hours=1))
    return clock.at(booking.day - timedelta(days=days), MORNING)


def _remind(due: _Due) -> None:
    booking, user = due.booking, due.user
    outcome = Reminder.Outcome.QUEUED if due.timely else Reminder.Outcome.MISSED
    which = {"booking": booking, "user": user, "starts_at": booking.starts_at, "days_before": due.days}
    _row, first = Reminder.objects.get_or_create(**which, defaults={"outcome": outcome})
    if first and due.timely:
        record("booking.reminded", subject=booking, user=user.pk, days=due.days)


def _people(booking: Booking) -> list[Any]:
    """Who comes: not a member who has said that they do not."""
    coming = [person.user for person in booking.people() if person.user_id not in booking.not_coming]
    return [user for user in coming if user.is_active and user.was_reached]


def _done(bookings: Iterable[Booking]) -> set[tuple[uuid.UUID, uuid.UUID, datetime, int]]:
    rows = Reminder.objects.filter(booking__in=list(bookings))
    return set(rows.values_list("booking", "user", "starts_at", "days_before"))
