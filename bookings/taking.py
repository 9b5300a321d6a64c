"""Taking time: the one lock, the one guard, and what was held in vain. Every verb of `diary`, a substitute and an offer
of freed time take theirs here.

Each locks the process, then the calendars in primary-key order, lapses expired holds there, asks the engine again for
just this time, and inserts; the database refuses what slips through (docs/decisions/0004).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, OperationalError

from processes import parties
from processes.models import Process
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.lib.rounds import each
from tyonohjaus.people.models import Supervisor

from .free_rooms import give_room
from .models import Allocation, Booking, Calendar, TimeOffer
from .models.calendar import whose_time
from .models.states import TAKES_TIME
from .problems import NotBookable, SlotTaken

DEADLOCK = "40P01"


def lock(process: Process, now: datetime, *starts: datetime, place: str = "") -> tuple[Process, list[Calendar]]:
    """The process as it is now, and the calendars that sessions at these times take: in this order, so that a change of
    the agreement waits, or is seen. `place`: another kind of place than the agreement's."""
    row = Process.locked(process.pk)
    parties.with_people([row])
    calendars = Calendar.objects.for_sessions(row, *starts, place=place).locked()
    held = Booking.objects.expired(now).filter(allocations__calendar__in=calendars).select_related("series")
    for booking in held.distinct():
        _lapse(booking, now)
    for offer in TimeOffer.objects.expired(now).filter(allocations__calendar__in=calendars).distinct():
        _release(offer, now)
    return row, calendars


def give_time(booking: Booking | TimeOffer, calendars: list[Calendar]) -> None:
    """Take the time on those of the calendars that are of its day; a supervisor's with the free minutes around it; and
    on the premises that of a room. Raises IntegrityError, and NotBookable where no room is free."""
    give_room(booking, calendars)
    theirs = whose_time(booking.process, booking.day)
    calendars = [calendar for calendar in calendars if calendar.user_id in theirs]
    giving = Supervisor.objects.filter(user__in=[calendar.user_id for calendar in calendars])
    around: dict[Any, tuple[timedelta, timedelta]] = {one.user_id: (one.buffer_before, one.buffer) for one in giving}
    none = (timedelta(), timedelta())
    Allocation.objects.bulk_create(
        Allocation(
            calendar=calendar,
            starts_at=booking.starts_at - before,
            ends_at=booking.ends_at + after,
            **{booking.TAKES: booking},
        )
        for calendar in calendars
        for before, after in [around.get(calendar.user_id, none)]
    )


def take(booking: Booking) -> None:
    """Take the time of a booking that the practice's lists brought: agreed sessions may lie outside opening hours, but
    never over another. In which room is not said there. Raises IntegrityError."""
    if booking.status in TAKES_TIME:
        give_time(booking, list(Calendar.objects.of_users(whose_time(booking.process, booking.day))))


@contextmanager
def refused_as_taken() -> Iterator[None]:
    """What the database refuses is a time just taken: its overlap guard, or a deadlock (40P01) between two of them."""
    try:
        yield
    except IntegrityError as refusal:
        raise NotBookable(SlotTaken()) from refusal
    except OperationalError as refusal:
        if getattr(refusal.__cause__, "sqlstate", None) != DEADLOCK:
            raise
        raise NotBookable(SlotTaken()) from refusal


def lapse_expired(now: datetime) -> None:
    """Free every held time whose deadline has passed, and tell both sides."""
    held = Booking.objects.expired(now).select_related("series")
    each(held, lambda booking: _lapse(booking, now), of="held times that lapse")


def release_unanswered(now: datetime) -> None:
    """Free what was held for those who asked for an earlier time and have not answered."""
    each(TimeOffer.objects.expired(now), lambda offer: _release(offer, now), of="offers that lapse")


def _release(offer: TimeOffer, now: datetime) -> None:
    try:
        offer.lapse(now=now)
    except TooLate:
        pass  # answered in the meantime


def _lapse(booking: Booking, now: datetime) -> None:
    try:
        if booking.series:
            booking.series.lapse(now=now)
        else:
            booking.lapse()
    except TooLate:
        pass  # answered, cancelled or lapsed by another in the meantime
