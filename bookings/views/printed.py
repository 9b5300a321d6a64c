"""Dates on paper: one sheet that may lie on a desk, so nobody's name stands on it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bookings import told, words
from bookings.models import Booking, Series
from processes import parties
from processes.models import Process
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Badge
from tyonohjaus.ui.words import at, day


@dataclass(frozen=True, kw_only=True)
class Line:
    day: str
    time: str
    place: str
    badge: Badge | None


@needs(Action.BOOKING_SEE, on=Series)
@require_safe
def series_print(request: HttpRequest, series: Series) -> HttpResponse:
    """What of a series stands, also what is over."""
    rows: Any = Booking.objects.visible_to(request.user).filter(series=series)
    return _sheet(request, series.process, rows.counted().order_by("starts_at"), back=series.get_absolute_url())


@needs(Action.BOOKING_SEE, on=Process)
@require_safe
def dates(request: HttpRequest, process: Process) -> HttpResponse:
    """All that is coming."""
    rows: Any = Booking.objects.visible_to(request.user).filter(process=process)
    return _sheet(request, process, rows.coming(clock.now()), back=reverse("processes:detail", args=[process.pk]))


def _sheet(request: HttpRequest, process: Process, rows: Any, *, back: str) -> HttpResponse:
    """Of these sessions those that are the reader's."""
    parties.with_people([process])
    standing = parties.standing(process, request.user)
    rows = rows.with_yeses().prefetch_related("absences")
    for booking in rows:
        booking.process = process  # whose people are read
    place = words.place_for_payer if standing.reads_as_payer else words.place
    lines = [
        Line(
            day=day(booking.starts_at, language=spoken()),
            time=at(booking.starts_at, end=booking.ends_at, language=spoken()),
            place=words.sentence(place(booking.place)),
            badge=told.status(booking, standing=standing) if booking.held_until else None,
        )
        for booking in rows
        if not told.is_not_theirs(booking, request.user, standing=standing)
    ]
    context = {"what": f"{words.form(process)} {process.code}", "lines": lines, "today": clock.today(), "back": back}
    return render(request, "bookings/printed.html", context)
