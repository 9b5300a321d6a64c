"""The address of the remote room of a session, and where its people find each other elsewhere: its own, where one was
given for it alone, else that of each session of its process."""

from datetime import datetime, timedelta
from typing import Any

from processes.models import MeetingLink, Place
from tyonohjaus.access import Action
from tyonohjaus.sealed.models import SealedModel

from .models import OPEN, Booking, Status, Whereabouts

# The room stays open this long after, so that nobody who is late finds it gone.
LATE = timedelta(minutes=30)


def url(booking: Booking, *, by: Any, now: datetime) -> str:
    """For the parties, of a confirmed remote session, until it is over; "" otherwise (S0-6)."""
    if not _meets_remotely(booking, now):
        return ""
    found = _told(booking, "url_sealed", by=by)
    return found if found.startswith("https://") else ""


def is_missing(booking: Booking, *, by: Any, now: datetime, url: str) -> bool:
    """Would they meet remotely, and nobody has said where?"""
    return not url and _meets_remotely(booking, now) and bool(by.content_open)


def point_is_missing(booking: Booking, *, by: Any, now: datetime, point: str) -> bool:
    """Would they meet outdoors, and nobody has said at which gate or jetty? (S1-6)"""
    confirmed = booking.status == Status.CONFIRMED and now < booking.ends_at
    return not point and confirmed and booking.place == Place.OUTDOORS and bool(by.content_open)


def point(booking: Booking, *, by: Any, now: datetime) -> str:
    """For the parties, of a coming session that is not remote; "" otherwise (S1-6)."""
    if booking.place == Place.REMOTE or booking.status not in OPEN or now >= booking.ends_at + LATE:
        return ""
    return _told(booking, "point_sealed", by=by)


def is_closed(booking: Booking, *, by: Any, now: datetime) -> bool:
    """Must this person first show that it is they, and not their employer's mailbox, who would enter? (C6)"""
    return _meets_remotely(booking, now) and not by.content_open


def _told(booking: Booking, column: str, *, by: Any) -> str:
    own = Whereabouts.objects.where_user_may(by, Action.BOOKING_JOIN).filter(booking=booking)
    each = MeetingLink.objects.where_user_may(by, Action.BOOKING_JOIN).filter(process=booking.process_id)
    rows: list[SealedModel] = [*own, *each]
    return next((text for row in rows if (text := row.open_text(column, by=by))), "")


def _meets_remotely(booking: Booking, now: datetime) -> bool:
    return booking.status == Status.CONFIRMED and booking.place == Place.REMOTE and now < booking.ends_at + LATE
