"""What waits is asked again: of a deputy from their first day on, of a manager who has not answered, and then of who
may answer in their place."""

from datetime import datetime
from typing import Any

from bookings.models import Booking
from tyonohjaus.events.models import Event
from tyonohjaus.events.record import on
from tyonohjaus.lib import clock
from tyonohjaus.lib.rounds import each
from tyonohjaus.people.models import Deputy, User
from tyonohjaus.people.models.dated import current

from .telling import REQUEST, WAITS, ask_again


@on("deputy.named")
def ask_the_deputy(_event: Event, row: Deputy) -> None:
    """Of one who begins later, `ask_who_begins_today` thinks of on that day."""
    if row.is_current:
        _ask(row)


def ask_who_begins_today(*, now: datetime) -> None:
    """In the daytime, as often as the beat comes by: what somebody was asked they are not asked again (the mail's
    key)."""
    if not clock.is_quiet(now):
        begins = Deputy.objects.filter(current(), starts_on=clock.day_of(now))
        each(begins.select_related("manager", "deputy"), _ask, of="deputies who begin today")


@on("approver.reminded", "approver.escalated")
def ask_what_still_waits(event: Event, _booking: Booking) -> None:
    manager = User.objects.get(pk=event.facts["manager"])
    deputy = User.objects.filter(pk=event.facts["deputy"]).first()
    bookings = Booking.objects.filter(pk__in=event.facts["bookings"]).order_by("starts_at")
    rows = list(bookings.select_related("process", "process__organisation", "series"))
    ask_again(manager, WAITS, rows, instead=deputy, again=str(event.pk))


def _ask(row: Deputy) -> None:
    for bookings in asked_together(Booking.objects.waiting_for(row.manager, clock.now(), deputy=row.deputy)):
        ask_again(row.manager, REQUEST, bookings, instead=row.deputy)


def asked_together(waiting: Any) -> list[list[Booking]]:
    """The sessions of a series are asked together, any other alone."""
    asks: dict[Any, list[Booking]] = {}
    for booking in waiting.select_related("process", "process__organisation", "series").order_by("starts_at"):
        asks.setdefault(booking.series or booking.pk, []).append(booking)
    return list(asks.values())
