"""Sessions that are over and that nobody has marked: on no invoice until their supervisor says what became of them."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from bookings.models import Booking
from processes.parties import people_of, supervisors
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Practice, User


def unmarked(practice: Practice, *, until: date, now: datetime) -> Any:
    """Those that could be invoiced, up to that day, in order of time."""
    found = Booking.objects.unmarked(now).billable(practice, until=until)
    return found.select_related("process").prefetch_related(people_of("process__"))


def marker(booking: Booking) -> User | None:
    """Who led it, where they lead there still; else who does today, for nobody else can mark it."""
    today, then = supervisors(booking.process), supervisors(booking.process, booking.day)
    still = [one for one in today if one.user_id in {was.user_id for was in then}]
    return next((one.user for one in still or today or then), None)


def remind(supervisor: User, *, by: Any, now: datetime) -> int:
    """Ask this supervisor to mark theirs; how many there are. Once a day, whoever asks again."""
    practice = Practice.objects.get()
    over = unmarked(practice, until=clock.day_of(now), now=now)
    own = [one for one in over if marker(one) == supervisor]
    if own:
        times = [{"start": one.starts_at.isoformat(), "end": one.ends_at.isoformat()} for one in own]
        with transaction.atomic():
            record("marks.asked", subject=supervisor, by=by, times=times)
    return len(own)
