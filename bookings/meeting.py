"""The address of the remote room of a session."""

from datetime import datetime, timedelta
from typing import Any

from processes.models import MeetingLink, Place
from tyonohjaus.access import Action

from .models import Booking, Status

# The room stays open this long after, so that nobody who is late finds it gone.
LATE = timedelta(minutes=30)


def url(booking: Booking, *, by: Any, now: datetime) -> str:
    """For the parties, of a confirmed remote session, until it is over; "" otherwise (S0-6)."""
    if booking.status != Status.CONFIRMED or booking.place != Place.REMOTE or now >= booking.ends_at + LATE:
        return ""
    link = MeetingLink.objects.where_user_may(by, Action.BOOKING_JOIN).filter(process=booking.process_id).first()
    found = link.read(by=by) if link else ""
    return found if found.startswith("https://") else ""
