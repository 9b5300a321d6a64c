"""Who comes into a process is invited to what is booked, and who goes is taken out of it: they alone, the others have
it in their calendars as it is (RFC 5546; docs/decisions/0035)."""

from datetime import date, datetime
from typing import Any

from bookings.models import Booking, CalendarFeed
from bookings.models.queries import BookingQuerySet
from bookings.substitutes import free_who_left
from processes import parties
from processes.models import Process
from tyonohjaus.events.models import Event
from tyonohjaus.events.record import on
from tyonohjaus.lib import clock
from tyonohjaus.people.models import User

from .telling import CONFIRMED, in_calendars, tell_participants, tell_who_is_out


@on("process.changed")
def invite_who_has_joined(event: Event, process: Process) -> None:
    """To what is confirmed already: the others have it in their calendars."""
    if joined := set(map(str, event.facts["joined"])):
        _invite_to_what_is_booked(event, process, _coming(process).confirmed(), only=joined)


@on("process.changed")
def take_out_who_has_left(event: Event, process: Process) -> None:
    """Nobody's time stays taken by sessions at which they are no more (C25), nor their calendar."""
    if not event.facts["left"]:
        return
    free_who_left(process, now=clock.now())
    rows = process.participants.filter(user__in=event.facts["left"]).select_related("user").order_by("-starts_on")
    for first in {row.user_id: row for row in rows}.values():
        booked = _coming(process).filter(starts_at__gte=clock.day_bounds(first.starts_on)[0])
        _take_out(event, process, booked, user=first.user)


@on("process.substitute_named")
def invite_the_substitute(event: Event, process: Process) -> None:
    """To what is confirmed in their days; whom they stand for has these days free."""
    booked = _coming(process, *_days(event))
    _invite_to_what_is_booked(event, process, booked.confirmed(), only={event.facts["person"]})
    substitute = process.participants.filter(user=event.facts["person"], stands_for__isnull=False)
    for row in substitute.filter(starts_on=event.facts["first_on"]).select_related("stands_for"):
        _take_out(event, process, booked, user=row.stands_for)


@on("process.substitute_withdrawn")
def take_out_the_substitute(event: Event, process: Process) -> None:
    booked = _coming(process, *_days(event))
    _take_out(event, process, booked, user=User.objects.get(pk=event.facts["person"]))
    _invite_to_what_is_booked(event, process, booked.confirmed(), only={event.facts["stands_for"]})


def let_go(event: Event, bookings: list[Booking], before: dict[str, datetime]) -> None:
    """Out of the calendars of those who took part on the earlier day and do not on the new one."""
    gone: dict[User, list[Any]] = {}
    for booking in bookings:
        earlier = Booking(process=booking.process, starts_at=before[str(booking.pk)])
        for person in earlier.people():
            if not booking.includes(person.user_id):
                gone.setdefault(person.user, []).append(booking.pk)
    for user, keys in gone.items():
        _take_out(event, bookings[0].process, Booking.objects.filter(pk__in=keys), user=user)


# --- private


@on("person.account_closed", "person.address_changed")
def close_the_calendar(event: Event, person: User) -> None:
    """Not where they change their own address: whoever set up the calendar is still they."""
    if event.actor != person.pk:
        CalendarFeed.close(person, by=User.objects.filter(pk=event.actor).first())


def _coming(process: Process, first_on: date | None = None, last_on: date | None = None) -> BookingQuerySet:
    """Of these days, both included."""
    coming = Booking.objects.coming(clock.now()).filter(process=process)
    if first_on:
        begin, end = clock.day_bounds(first_on, last_on)
        coming = coming.filter(starts_at__gte=begin, starts_at__lt=end)
    return coming.select_related("process")


def _days(event: Event) -> tuple[date, date]:
    return date.fromisoformat(event.facts["first_on"]), date.fromisoformat(event.facts["last_on"])


def _invite_to_what_is_booked(event: Event, process: Process, booked: BookingQuerySet, *, only: set[Any]) -> None:
    """Those who come, or come back: a calendar that was told CANCEL once takes it anew by a higher SEQUENCE."""
    if bookings := list(booked):
        booked.revise()
        tell_participants(bookings, CONFIRMED, about=process, once=str(event.pk), invite=True, only=set(map(str, only)))


def _take_out(event: Event, process: Process, booked: BookingQuerySet, *, user: Any) -> None:
    """CANCEL to this one alone, of what a mail has put into calendars and is not theirs any more (RFC 5546, 3.2.5)."""
    parties.with_people([process])
    out = []
    for booking in booked:
        booking.process = process
        known = in_calendars([booking])
        if known and not booking.includes(user.pk):
            out.append(booking)
    if out:
        Booking.objects.filter(pk__in=[booking.pk for booking in out]).revise()
        tell_who_is_out(user, out, about=process, once=str(event.pk))
