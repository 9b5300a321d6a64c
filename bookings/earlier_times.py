"""Freed time is offered to those who asked for an earlier one: in order of asking, to one at a time, with a hold that
ends (E5, docs/decisions/0033). The beat offers, each minute; what took the time only writes down that it is free."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction

from processes import parties
from processes.models import Process
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.lib.periods import Period
from tyonohjaus.lib.rounds import each

from . import diary, rules, taking
from .models import Allocation, Booking, FreedTime, TimeOffer, TimeWish
from .models.queries import during
from .offers import open_slots
from .problems import NotBookable, Problem
from .slots.search import Slot
from .timetable import Timetable
from .vacancy import place_for

# How long one may think: half of what is left until the time can no longer be booked, so that the next may think too.
MOST, LEAST = timedelta(hours=24), timedelta(hours=1)


class Ways(NamedTuple):
    """How an offered time may be taken: in the place of this later session, or beside what is booked; `problems` says
    why not beside it."""

    instead_of: Booking | None
    problems: list[Problem]

    @property
    def any(self) -> bool:
        return self.instead_of is not None or not self.problems


def free(process: Process, *, starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Write down that the time of who met then is free again. Inside the verb's transaction."""
    if ends_at > now:
        for one in parties.meeting(process, clock.day_of(starts_at)):
            FreedTime.objects.create(user=one.user, process=process, starts_at=starts_at, ends_at=ends_at)


def offer_freed(now: datetime) -> None:
    """Pass on what nobody answered, and offer what is free to whoever is next."""
    each(TimeWish.objects.waiting().of_one_who_left(), lambda wish: wish.take_back(by=None), of="wishes that end")
    taking.release_unanswered(now)
    FreedTime.objects.filter(ends_at__lte=now).delete()
    if TimeWish.objects.waiting().exists():
        times = FreedTime.objects.order_by("starts_at", "pk")
        each(times, lambda freed: _offer(freed, now), of="times that are free again")


def ways(process: Process, *, starts_at: datetime, by: Any, now: datetime) -> Ways:
    """Asked when it is offered, and again when it is taken. Only a session of their own gives way: not that of whoever
    comes in their place, nor one that stands for the other of a pair."""
    coming = process.bookings.open().filter(starts_at__gt=starts_at).with_people().order_by("starts_at")
    own = (one for one in coming if one.includes(by.pk))
    later = next((one for one in own if not rules.change_problems(one, by=by, now=now)), None)
    return Ways(later, rules.problems(process, by=by, now=now, starts_at=starts_at))


def take(offer: TimeOffer, *, by: Any, now: datetime, instead_of: Booking | None = None) -> Booking:
    """Book the held time, or move the later session there: with the end of the hold, all in one. Raises TooLate,
    NotBookable."""
    with taking.refused_as_taken(), transaction.atomic():
        taking.lock(offer.process, now, offer.starts_at)
        wish = TimeWish.objects.select_for_update(of=("self",)).get(pk=offer.wish_id)
        row = offer.locked()
        if not row.can("take", now=now):
            raise TooLate(row)
        row.move("take", by=by)
        if instead_of:
            booking = diary.move(instead_of, starts_at=row.starts_at, by=by, now=now, offered=True)
        else:
            booking = diary.book(row.process, starts_at=row.starts_at, by=by, now=now, offered=True)
        wish.end()
    return booking


def _offer(freed: FreedTime, now: datetime) -> None:
    held = Allocation.objects.filter(offer__isnull=False, calendar__user=freed.user_id)
    if held.filter(during(freed.starts_at, freed.ends_at)).exists():
        return
    for wish in _who_asked(freed):
        if _hold_for(wish, freed, now):
            return


def _who_asked(freed: FreedTime) -> Iterable[TimeWish]:
    """Before it was free: whoever asks later finds it among the free times."""
    theirs = Process.objects.filter(participants__user=freed.user_id)
    rows = TimeWish.objects.waiting().filter(asked_at__lte=freed.at, process__in=theirs)
    rows = rows.exclude(offers__status=TimeOffer.Status.OPEN).select_related("process", "user")
    return [wish for wish in rows if wish.process_id != freed.process_id and wish.user.is_active]


def _hold_for(wish: TimeWish, freed: FreedTime, now: datetime) -> bool:
    process = wish.process
    parties.with_people([process])
    if not rules.is_own(process, wish.user):
        return False
    slots = _suiting(wish, freed, now)
    for slot in sorted(slots, key=lambda slot: (abs(slot.start - freed.starts_at), slot.start)):
        until = _held_until(process, slot, now)
        if until and ways(process, starts_at=slot.start, by=wish.user, now=now).any and _hold(wish, slot, until, now):
            return True
    return False


def _suiting(wish: TimeWish, freed: FreedTime, now: datetime) -> list[Slot]:
    """What the freed time made possible, earlier than what is booked, and not offered to them before."""
    window = Period(*clock.day_bounds(clock.day_of(freed.starts_at), clock.day_of(freed.ends_at)))
    coming = wish.process.bookings.open().filter(starts_at__gt=now).order_by("starts_at").first()
    before = [Period(*times) for times in wish.offers.values_list("starts_at", "ends_at")]
    return [
        slot
        for slot in open_slots(wish.process, window=window, now=now)
        if slot.start < freed.ends_at
        and slot.end > freed.starts_at
        and wish.suits(slot.start)
        and not any(slot.period.overlaps(one) for one in before)
        and (coming is None or slot.start < coming.starts_at)
    ]


def _held_until(process: Process, slot: Slot, now: datetime) -> datetime | None:
    """None where too little is left to answer in."""
    timetable = Timetable(process, Period(slot.start, slot.end), now=now)
    notice = timetable.terms(*timetable.supervisors).get("notice", timedelta())
    time = min(MOST, (slot.start - notice - now) / 2)
    return now + time if time >= LEAST else None


def _hold(wish: TimeWish, slot: Slot, held_until: datetime, now: datetime) -> bool:
    """Under the diary's lock and the one guard, like every time that is taken. Is it held? Another may be faster."""
    try:
        with taking.refused_as_taken(), transaction.atomic():
            process, calendars = taking.lock(wish.process, now, slot.start)
            row = TimeWish.objects.select_for_update(of=("self",)).get(pk=wish.pk)
            if row.ended_at:
                return False
            row.process = process
            place = place_for(process, starts_at=slot.start, now=now, by=row.user, outside_hours=False)
            times = {"starts_at": slot.start, "ends_at": slot.end, "held_until": held_until}
            offer = TimeOffer.objects.create(wish=row, place=place, **times)
            taking.give_time(offer, calendars)
            record("time_offer.made", subject=offer)
    except NotBookable:
        return False
    return True
