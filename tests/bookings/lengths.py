"""Sessions of another length than agreed: short ways into the middle of a story."""

from typing import Any

from django.urls import reverse

from bookings import lengths
from bookings.models import Booking, Series
from tests.bookings.several import dates
from tyonohjaus.lib import clock

LONG, SHORT = 120, 60


def minutes(series: Series) -> list[int]:
    return [one.minutes for one in dates(series)]


def url(booking: Booking, **query: Any) -> str:
    return reverse("bookings:length", args=[booking.pk], query=query or None)


def times(rows: list[Booking]) -> dict[Any, Any]:
    return {one.pk: one.times for one in rows}


def change(booking: Booking, by: Any, *, to: int = LONG) -> Booking:
    (row,) = lengths.change_length(booking, minutes=to, by=by, now=clock.now())
    return row
