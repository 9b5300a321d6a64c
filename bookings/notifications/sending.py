"""What is asked and made only when a mail is sent: is it still so, and the calendar file of the session as it is."""

import uuid
from collections.abc import Callable
from datetime import datetime

from django.conf import settings

from bookings import ical
from bookings.models import Booking, Status
from bookings.models.queries import BookingQuerySet
from bookings.models.states import OPEN, TAKES_TIME
from tyonohjaus.lib import clock
from tyonohjaus.outbox.compose import Attachment, attachment, still_so
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import Practice, User

from .telling import (
    BOOKED_FOR,
    CONFIRMED,
    INVITATION,
    LENGTH,
    MOVED,
    OUT,
    PLACE,
    REFUSED,
    REMINDER,
    REQUEST,
    SERIES_MOVED,
    WAITS,
)


@still_so(REQUEST, WAITS)
def the_manager_is_still_asked(message: Message) -> bool:
    """Or who answers in their place, while they do."""
    if not (place := message.facts.get("instead_of")):
        return _any_as_told(message, Booking.objects.waiting_for(message.user, clock.now()))
    waiting = Booking.objects.waiting_for(User.objects.get(pk=place), clock.now(), deputy=message.user)
    return _any_as_told(message, waiting)


@still_so(BOOKED_FOR)
def the_time_still_waits(message: Message) -> bool:
    return _any_of_theirs(message, lambda booking: booking.status == Status.REQUESTED)


@still_so(CONFIRMED, REMINDER)
def the_session_is_still_to_come(message: Message) -> bool:
    now = clock.now()
    return _any_of_theirs(message, lambda booking: booking.status == Status.CONFIRMED and booking.starts_at > now)


@still_so(MOVED, SERIES_MOVED, PLACE, LENGTH)
def the_session_was_not_moved_again(message: Message) -> bool:
    return _any_of_theirs(message, lambda booking: booking.status in OPEN)


@still_so(OUT, REFUSED)
def they_are_still_out(message: Message) -> bool:
    now = clock.now()
    return any(one.starts_at > now and not one.includes(message.user_id) for one in _sessions(message))


@attachment(INVITATION)
def calendar_files(message: Message) -> list[Attachment]:
    """One file a session: a calendar takes one event from a file that asks something of it (RFC 5546, 3.2.2). It says
    what holds for this reader now: an invitation, or that it is off, for all or for them."""
    practice, now = message.practice, clock.now()
    told, files = _sessions(message), []
    for number, booking in enumerate(told, start=1):
        session = _session(booking, practice, theirs=booking.includes(message.user_id))
        content = ical.invitation(
            session,
            organiser=ical.Address(email=settings.DEFAULT_FROM_EMAIL, name=practice.mail_sender),
            attendee=ical.Address(email=message.address),
            stamp=now,
        )
        name = "calendar.ics" if len(told) == 1 else f"calendar-{number}.ics"
        files.append(Attachment(name, content, f"text/calendar; method={session.method}", alternative=len(told) == 1))
    return files


def _session(booking: Booking, practice: Practice, *, theirs: bool) -> ical.Session:
    return ical.Session(
        uid=booking.uid,
        sequence=booking.sequence,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        title=practice.calendar_title,
        url=settings.SITE_URL + booking.get_absolute_url(),
        tentative=booking.status == Status.REQUESTED,
        cancelled=booking.status not in TAKES_TIME or not theirs,
    )


def _any_as_told(message: Message, still: BookingQuerySet) -> bool:
    """Is any of the message's times among `still`, at the start that the message tells?"""
    told = _told(message)
    starts = dict(still.filter(pk__in=dict(told)).values_list("pk", "starts_at"))
    return any(starts.get(pk) == start for pk, start in told)


def _any_of_theirs(message: Message, still: Callable[[Booking], bool]) -> bool:
    """The same, of those in which the reader takes part."""
    told = dict(_told(message))
    return any(
        still(booking) and booking.starts_at == told[booking.pk] and booking.includes(message.user_id)
        for booking in _sessions(message)
    )


def _sessions(message: Message) -> list[Booking]:
    """Of which it tells, as they are now, with who takes part: read once, for the question and for the files."""
    if message.read is None:
        rows = Booking.objects.filter(pk__in=dict(_told(message))).select_related("process").order_by("starts_at")
        message.read = list(rows.prefetch_related("process__participants", "absences"))
    return message.read


def _told(message: Message) -> list[tuple[uuid.UUID, datetime]]:
    return [(uuid.UUID(time["id"]), datetime.fromisoformat(time["start"])) for time in message.facts["times"]]
