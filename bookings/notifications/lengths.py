"""Another length for a session, or for several of a series: told once, the calendars' files with it; and where a yes is
agreed on, the managers are asked anew, since their yes was to less or more of the working time."""

from datetime import datetime
from typing import Any

from bookings.models import Booking, Series, Status
from tyonohjaus.events.models import Event
from tyonohjaus.events.record import on
from tyonohjaus.outbox.models import Message

from .telling import LENGTH, PASSING, ask, in_calendars, state_of, tell_participants


@on("booking.length_changed")
def tell_of_another_length(event: Event, booking: Booking) -> None:
    """One of a series tells of all its times at once."""
    if event.facts.get("series"):
        return
    once, before = state_of(booking), event.facts["before"]
    _tell(event, [booking], about=booking, befores={str(booking.pk): before}, once=once)
    if booking.status == Status.REQUESTED:
        ask(booking.managers_asked(), [booking], before_until=before)


@on("series.length_changed")
def tell_of_other_lengths(event: Event, series: Series) -> None:
    rows = Booking.objects.filter(pk__in=event.facts["bookings"]).order_by("starts_at")
    bookings, once = list(rows.select_related("process", "process__organisation")), str(event.pk)
    _tell(event, bookings, about=series, befores=event.facts["before"], once=once)
    if bookings[0].status == Status.REQUESTED:
        ask(bookings[0].managers_asked(), bookings, series=series, once=once)


def _tell(
    event: Event, bookings: list[Booking], *, about: Booking | Series, befores: dict[str, datetime], once: str
) -> None:
    for booking in bookings:
        Message.objects.drop_waiting(booking, templates=PASSING)
    waits = bookings[0].status == Status.REQUESTED
    told: dict[str, Any] = {"invite": not waits or in_calendars(bookings), "waits": waits, "befores": befores}
    told["elsewhere"] = event.facts.get("elsewhere", False)
    tell_participants(bookings, LENGTH, about=about, once=once, **told)
