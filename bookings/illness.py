"""A supervisor falls ill: what is booked in some days, what may become of each session, and all of it done at once.

That somebody is ill is kept nowhere: days are closed, sessions cancelled or moved.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from processes import parties
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.lib.periods import Period
from tyonohjaus.people.models import Supervisor

from . import diary
from .models import AvailabilityException, Booking
from .offers import open_slots
from .problems import NotBookable
from .slots.search import Slot

CANCEL, STAYS = "cancel", "stays"
# How many other times are proposed, on as many days, and how far ahead they are looked for.
PROPOSED, AHEAD = 3, timedelta(weeks=6)


@dataclass(frozen=True, kw_only=True)
class Concerned:
    """A session of these days; `substitute` who leads it then, and `moves` the nearest free times for it."""

    booking: Booking
    substitute: str
    moves: list[Slot]


@dataclass(frozen=True, kw_only=True)
class Done:
    cancelled: list[Booking]
    moved: list[Booking]
    # Whose time was just taken, or which somebody else changed meanwhile: as they were.
    left: list[Booking]


def concerned(supervisor: Supervisor, *, first_on: date, last_on: date, now: datetime) -> list[Concerned]:
    """All that lies ahead in these days where this person supervises; no time is proposed twice."""
    found: list[Concerned] = []
    proposed: list[Slot] = []
    for booking in _booked(supervisor, first_on, last_on, now):
        led_by = parties.meeting(booking.process, booking.day)
        if supervisor.user_id in {one.user_id for one in led_by}:
            moves = _nearest(booking, after=last_on, besides=proposed, now=now)
            proposed += moves
            found.append(Concerned(booking=booking, substitute="", moves=moves))
        else:
            found.append(Concerned(booking=booking, substitute=parties.names(led_by), moves=[]))
    return found


def fall_ill(
    supervisor: Supervisor,
    choices: Mapping[Booking, str | datetime],
    *,
    first_on: date,
    last_on: date,
    by: Any,
    now: datetime,
) -> Done:
    """Close the days first, so that nobody books what becomes free there; then each session in a transaction of its
    own, with its mails: cancelled (never charged), moved, or left as it is. What is at another time by now than these
    bookings say stays as it is."""
    _close(supervisor, first_on, last_on, by=by)
    done = Done(cancelled=[], moved=[], left=[])
    for booking, choice in choices.items():
        try:
            if isinstance(choice, datetime):
                done.moved.append(diary.move(booking, starts_at=choice, by=by, now=now, shown=booking.times))
            elif choice == CANCEL:
                shown = booking.as_shown(now=now, by=by)  # not what was moved to a day on which they are well
                done.cancelled.append(booking.cancel(by=by, now=now, shown=shown))
        except (TooLate, NotBookable):
            done.left.append(booking)
    return done


def _close(supervisor: Supervisor, first_on: date, last_on: date, *, by: Any) -> None:
    """Twice is once."""
    with transaction.atomic():
        Supervisor.objects.select_for_update().get(pk=supervisor.pk)
        closed = supervisor.exceptions.filter(kind=AvailabilityException.Kind.CLOSED, starts=None)
        if not closed.filter(first_on__lte=first_on, last_on__gte=last_on).exists():
            AvailabilityException.enter(by=by, supervisor=supervisor, first_on=first_on, last_on=last_on)


def _booked(supervisor: Supervisor, first_on: date, last_on: date, now: datetime) -> list[Booking]:
    begin, end = clock.day_bounds(first_on, last_on)
    rows = Booking.objects.open().filter(starts_at__gt=max(begin - timedelta(microseconds=1), now), starts_at__lt=end)
    rows = rows.filter(process__participants__user=supervisor.user_id).distinct().with_people().order_by("starts_at")
    user = supervisor.user_id
    return [one for one in rows if user in {who.user_id for who in parties.supervisors(one.process, one.day)}]


def _nearest(booking: Booking, *, after: date, besides: list[Slot], now: datetime) -> list[Slot]:
    """The first free times on different days after these, at the hour nearest to its own."""
    first = after + timedelta(days=1)
    window = Period(*clock.day_bounds(first, first + AHEAD))
    by_day: dict[date, list[Slot]] = {}
    for slot in open_slots(booking.process, window=window, now=now, moving=booking):
        if not any(slot.start < other.end and other.start < slot.end for other in besides):
            by_day.setdefault(clock.day_of(slot.start), []).append(slot)
    usual = clock.local(booking.starts_at)
    days = sorted(by_day)[:PROPOSED]
    return [min(by_day[day], key=lambda slot: (_away(slot, usual), slot)) for day in days]


def _away(slot: Slot, usual: datetime) -> int:
    wall = clock.local(slot.start)
    return abs((wall.hour - usual.hour) * 60 + wall.minute - usual.minute)
