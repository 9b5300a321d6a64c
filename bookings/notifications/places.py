"""Another place for a session, or for several of a series: those who meet there are told once, and read where on the
session's page (C1)."""

from bookings.models import Booking, Series
from tyonohjaus.events.models import Event
from tyonohjaus.events.record import on

from .telling import PLACE, in_calendars, state_of, tell_participants


@on("booking.place_changed")
def tell_of_another_place(event: Event, booking: Booking) -> None:
    """With a file for the calendars that know the session. The managers, whose yes was to a time, hear nothing. One of
    a series tells of all its times at once."""
    if not event.facts.get("series"):
        invite = in_calendars([booking])
        tell_participants([booking], PLACE, about=booking, once=state_of(booking), invite=invite, but=event.actor)


@on("series.place_changed")
def tell_of_other_places(event: Event, series: Series) -> None:
    """All of them in one mail, with a file for each."""
    rows = Booking.objects.filter(pk__in=event.facts["bookings"]).order_by("starts_at")
    bookings = list(rows.select_related("process", "process__organisation"))
    invite = in_calendars(bookings)
    tell_participants(bookings, PLACE, about=series, once=str(event.pk), invite=invite, but=event.actor)
