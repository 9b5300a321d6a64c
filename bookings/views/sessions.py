"""The sessions of a person: what comes, what was, and where to book another. One row for everybody."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bookings import told, words
from bookings.models import Booking
from processes import parties
from processes.models import Process
from tyonohjaus.access import MAY, Action, capacities_of, needs
from tyonohjaus.lib import clock
from tyonohjaus.ui.parts import Row

COMING, EARLIER = 100, 20


@needs(Action.BOOKING_SEE)
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """What comes first, then what was, a page at a time."""
    now, page = clock.now(), _page(request)
    seen: Any = Booking.objects.visible_to(request.user).select_related("cancellation")
    seen = seen.with_people()
    # One more than is shown tells whether there is another page, without counting them all.
    earlier = list(seen.over(now)[page * EARLIER : (page + 1) * EARLIER + 1])
    context = {
        "coming": [] if page else _rows(seen.coming(now)[:COMING], request.user, now),
        "earlier": _rows(earlier[:EARLIER], request.user, now),
        "page": page,
        "older": page + 1 if len(earlier) > EARLIER else None,
        "newer": page - 1 if page else None,
        "leads": bool(capacities_of(request.user) & MAY[Action.BOOKING_MARK]),
    }
    return render(request, "bookings/list.html", context)


@needs(Action.BOOKING_CREATE)
@require_safe
def book(request: HttpRequest) -> HttpResponse:
    """The menu's "Book a time": straight to the times where there is no choice of process."""
    found = list(_bookable(request.user))
    if len(found) == 1:
        return redirect("bookings:slots", found[0].pk)
    rows = [_process_row(process, request.user) for process in found]
    return render(request, "bookings/book.html", {"rows": rows})


def _bookable(user: Any) -> list[Process]:
    """Processes going on in which this person's booking could be accepted at all."""
    processes: Any = Process.objects.where_user_may(user, Action.BOOKING_CREATE)
    found = list(processes.going_on().select_related("organisation").order_by("starts_on", "code")[:COMING])
    parties.with_people(found)
    return [process for process in found if not process.times_are_set or parties.standing(process, user).sets_times]


def _process_row(process: Process, user: Any) -> Row:
    standing = parties.standing(process, user)
    return Row(
        title=words.title(process, standing=standing, user=user),
        url=reverse("bookings:slots", args=[process.pk]),
        note=f"{words.minutes(process.length_minutes)}, {words.place(process.place)}",
    )


def _rows(bookings: Any, user: Any, now: datetime) -> list[Row]:
    return [told.row(booking, user=user, now=now) for booking in bookings]


def _page(request: HttpRequest) -> int:
    text = request.GET.get("page", "")
    return int(text) if text.isdecimal() and len(text) < 5 else 0
