"""The supervisor's answer to a time that a supervisee booked, where they confirm each request themselves."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bookings import told, words
from bookings.approvals import read_token
from bookings.models import Acceptance, Booking, Status, Yes, missing
from processes import parties
from processes.waiting import waits
from tyonohjaus.access import Action, may, needs
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.ui.htmx import came_from, respond, see_other
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Link, Row
from tyonohjaus.ui.words import deadline, when_short

VERBS = {"yes": Booking.accept, "no": Booking.turn_down}


@needs(Action.BOOKING_ACCEPT, on=Booking)
def acceptance(request: HttpRequest, booking: Booking) -> HttpResponse:
    """Yes, no, or the way to another time; or how it stands, where it waits for this no more."""
    verb = VERBS.get(request.POST.get("answer", ""))
    asked = read_token(request.POST.get("shown", "")).get(booking.pk)
    if request.method != "POST" or verb is None or asked is None:
        return _show(request, booking, status=422 if request.method == "POST" else 200)
    try:
        row = verb(booking, by=request.user, shown=asked.times)
    except TooLate as late:
        return _show(request, late.row, status=422)
    messages.success(request, _said(row))
    return see_other(came_from(request) or row)


def asks(booking: Booking, user: Any) -> bool:
    """For the session's own page (bookings/_acceptance.html): does it wait for this person's yes as a supervisor?"""
    waits_still = booking.can("accept", now=clock.now()) and Yes.SUPERVISOR in missing(booking)
    return waits_still and may(user, Action.BOOKING_ACCEPT, booking)


def _show(request: HttpRequest, booking: Booking, *, status: int) -> HttpResponse:
    parties.with_people([booking.process])
    standing = parties.standing(booking.process, request.user)
    context = {
        "booking": booking,
        "accepts": asks(booking, request.user),
        "whom": words.title(booking.process, standing=standing, user=request.user, on=booking.day),
        "changed": status == 422,
        "state": told.status(booking, standing=standing),
    }
    return respond(request, "bookings/acceptance.html", context, status=status)


def _said(row: Booking) -> str:
    if row.status == Status.CONFIRMED:
        return _("You have confirmed the time. Its people have been told.")
    if row.status == Status.REQUESTED:
        return _("You have confirmed the time. It still waits for the manager's approval.")
    return _("The time is free again, and its people have been told.")


def _asked(user: Any, *, now: datetime) -> Any:
    asked = {"status": Status.REQUESTED, "acceptance__answer": Acceptance.Answer.NONE, "held_until__gt": now}
    return Booking.objects.where_user_may(user, Action.BOOKING_ACCEPT).filter(**asked)


@waits(lambda user: _asked(user, now=clock.day_bounds()[0]))
def times_to_confirm(user: Any) -> list[Row]:
    rows = []
    for booking in _asked(user, now=clock.now()).with_people().order_by("held_until", "starts_at", "pk"):
        path = reverse("bookings:acceptance", args=[booking.pk])
        time = when_short(booking.starts_at, end=booking.ends_at, language=spoken())
        until = _("held until %(until)s") % {"until": deadline(booking.held_until, language=spoken())}
        answer = Link(path, _("Look and answer"))
        standing = parties.standing(booking.process, user)
        whom = words.title(booking.process, standing=standing, user=user, on=booking.day)
        note = f"{whom}, {time} · {until}"
        rows.append(Row(title=_("A time waits for your confirmation"), url=path, note=note, act=answer))
    return rows
