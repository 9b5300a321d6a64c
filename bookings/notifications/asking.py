"""What waits is asked again: of a deputy who is named for today, of a manager who has not answered, and then of who
may answer in their place."""

from typing import Any

from bookings.models import Booking
from tyonohjaus.events.models import Event
from tyonohjaus.events.record import on
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Deputy, User

from .telling import REQUEST, WAITS, ask_again


@on("deputy.named")
def ask_the_deputy(_event: Event, row: Deputy) -> None:
    if row.is_current:
        for bookings in asked_together(Booking.objects.waiting_for(row.manager, clock.now(), deputy=row.deputy)):
            ask_again(row.manager, REQUEST, bookings, instead=row.deputy)


@on("approver.reminded", "approver.escalated")
def ask_what_still_waits(event: Event, _booking: Booking) -> None:
    manager = User.objects.get(pk=event.facts["manager"])
    deputy = User.objects.filter(pk=event.facts["deputy"]).first()
    bookings = Booking.objects.filter(pk__in=event.facts["bookings"]).order_by("starts_at")
    rows = list(bookings.select_related("process", "process__organisation", "series"))
    ask_again(manager, WAITS, rows, instead=deputy, again=str(event.pk))


def asked_together(waiting: Any) -> list[list[Booking]]:
    """The sessions of a series are asked together, any other alone."""
    asks: dict[Any, list[Booking]] = {}
    for booking in waiting.select_related("process", "process__organisation", "series").order_by("starts_at"):
        asks.setdefault(booking.series or booking.pk, []).append(booking)
    return list(asks.values())
