"""Somebody stands in for the supervisor in some days: the sessions of these days take the substitute's time, not the
supervisor's (docs/decisions/0020)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from processes import parties
from processes.models import Participant, Process, State
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.people.models.dated import not_over

from .models import Allocation, Booking, Calendar
from .models.calendar import whose_time
from .problems import CannotStandIn
from .taking import give_time, refused_as_taken


def name_substitute(
    process: Process, *, user: Any, first_on: date, last_on: date, by: Any, now: datetime
) -> Participant:
    """For the supervisor, from day to day. Raises CannotStandIn; NotBookable where a session of these days overlaps
    with something in the substitute's calendar."""
    with refused_as_taken(), transaction.atomic():
        row = Process.locked(process.pk)
        stood_for = _refuse_what_does_not_fit(row, user, first_on, last_on)
        substitute = row.participants.create(
            user=user,
            capacity=Participant.As.CO_SUPERVISOR,
            stands_for=stood_for,
            starts_on=first_on,
            ends_on=last_on,
            joined_at=now if first_on == clock.day_of(now) else None,
        )
        _give_anew(row, _booked(row, first_on, last_on, now))
        record(
            "process.substitute_named", subject=row, by=by, person=user.pk, first_on=str(first_on), last_on=str(last_on)
        )
    return substitute


def withdraw_substitute(substitute: Participant, *, by: Any, now: datetime) -> None:
    """At once: what lies ahead is the supervisor's again. Once it is over nothing changes. Raises NotBookable where the
    supervisor has something else by now."""
    with refused_as_taken(), transaction.atomic():
        row = Process.locked(substitute.process_id)
        here = Participant.objects.select_for_update(of=("self",)).get(pk=substitute.pk)
        if here.stands_for_id is None or not Participant.objects.filter(not_over(), pk=here.pk).exists():
            return
        first_on, last_on = max(here.starts_on, clock.today()), here.ends_on
        assert last_on
        here.close(before=clock.today())
        _give_anew(row, _booked(row, clock.today(), last_on, now))
        facts: dict[str, Any] = {"first_on": str(first_on), "last_on": str(last_on), "stands_for": here.stands_for_id}
        record("process.substitute_withdrawn", subject=row, by=by, person=here.user_id, **facts)


def free_who_left(process: Process, *, now: datetime) -> None:
    """Nobody's time stays taken by sessions at which they are no more (C25)."""
    parties.with_people([process])
    for booking in process.bookings.coming(now):
        theirs = whose_time(process, booking.day)
        taken = Allocation.objects.filter(booking=booking, calendar__user__isnull=False)
        taken.exclude(calendar__user__in=theirs).delete()


def _refuse_what_does_not_fit(process: Process, user: Any, first_on: date, last_on: date) -> Any:
    """Hands back whom the substitute stands for."""
    if process.state == State.OVER or first_on < clock.today() or last_on < first_on:
        raise CannotStandIn("days")
    if not (process.holds_on(first_on) and process.holds_on(last_on)):
        raise CannotStandIn("days")
    these_days = process.participants.filter(not_over(first_on), starts_on__lte=last_on)
    if these_days.filter(user=user).exists():
        raise CannotStandIn("here")
    if these_days.filter(stands_for__isnull=False).exists():
        raise CannotStandIn("taken")
    if these_days.filter(manager=user).exists():
        raise CannotStandIn("manager")
    leads = these_days.filter(capacity=Participant.As.SUPERVISOR).select_related("user").first()
    if leads is None:
        raise CannotStandIn("days")
    return leads.user


def _booked(process: Process, first_on: date, last_on: date, now: datetime) -> list[Booking]:
    begin, end = clock.day_bounds(first_on, last_on)
    found = process.bookings.coming(now).filter(starts_at__gte=begin, starts_at__lt=end)
    return list(found.select_related("process"))


def _give_anew(process: Process, bookings: Iterable[Booking]) -> None:
    """Take the time of whoever meets now; not of what is called off meanwhile (A4). Raises IntegrityError, and
    NotBookable where no room is free."""
    bookings = list(bookings)
    parties.with_people([process])
    now = {user for booking in bookings for user in whose_time(process, booking.day)}
    wanted = Calendar.objects.of_users(now) | Calendar.objects.of_rooms_open_to(now)
    before = Calendar.objects.filter(allocations__booking__in=bookings)
    calendars = Calendar.objects.filter(pk__in=[one.pk for one in [*wanted, *before]]).locked()
    rows = Booking.objects.open().filter(pk__in=[booking.pk for booking in bookings])
    for booking in rows.select_for_update(of=("self",)).order_by("pk"):
        booking.process = process
        booking.allocations.all().delete()
        give_time(booking, calendars)
