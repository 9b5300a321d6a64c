"""A series of three Tuesdays as tests look at it: its sessions, its walls, the pages that change several."""

from typing import Any

from django.forms.models import model_to_dict
from django.urls import reverse

from bookings.models import Booking, Series
from tyonohjaus.lib import clock


def dates(series: Series) -> list[Booking]:
    return list(series.bookings.order_by("starts_at"))


def walls(series: Series) -> list[str]:
    return [f"{clock.local(one.starts_at):%m-%d %H:%M}" for one in dates(series)]


def asis(booking: Booking) -> dict[str, Any]:
    return model_to_dict(Booking.objects.get(pk=booking.pk), fields=[f.name for f in Booking._meta.concrete_fields])


def move_url(series: Series, booking: Booking, *, reach: str, day: str, time: str) -> str:
    query = {"of": str(booking.pk), "reach": reach, "day": day, "time": time}
    return reverse("bookings:series_move", args=[series.pk], query=query)


def cancel_url(series: Series, booking: Booking, *, reach: str) -> str:
    return reverse("bookings:series_cancel", args=[series.pk], query={"of": str(booking.pk), "reach": reach})
