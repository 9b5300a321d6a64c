"""A supervisor has fallen ill: the days, every session in them, and what becomes of each, on one page."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings import words
from bookings.forms.illness import IllnessDays
from bookings.illness import CANCEL, STAYS, Concerned, Done, concerned, fall_ill
from bookings.models import Booking
from processes import parties
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Supervisor
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.words import when

from .own_hours import mine


@needs(Action.AVAILABILITY_EDIT)
def illness(request: HttpRequest) -> HttpResponse:
    """GET chooses the days and shows their sessions, POST does what was chosen."""
    supervisor = mine(request)
    if supervisor is None:
        return render(request, "bookings/hours_none.html")
    asked = request.POST if request.method == "POST" else request.GET if "first_on" in request.GET else None
    form = IllnessDays(asked)
    if asked is None or not form.is_valid():
        context = {"form": form, "chosen": False}
        return respond(request, "bookings/illness.html", context, status=422 if asked is not None else 200)
    found = concerned(supervisor, **form.cleaned_data, now=clock.now())
    choices = _choices(request, found)
    if request.method != "POST" or choices is None:
        return _show(request, form, found, status=422 if request.method == "POST" else 200)
    return _act(request, supervisor, form, choices)


def _act(
    request: HttpRequest, supervisor: Supervisor, form: IllnessDays, choices: dict[Booking, str | datetime]
) -> HttpResponse:
    done = fall_ill(supervisor, choices, by=request.user, now=clock.now(), **form.cleaned_data)
    messages.success(request, _told(done))
    if done.left:
        messages.warning(request, _left(len(done.left)))
        return see_other(page_of(form.cleaned_data))
    return see_other("bookings:hours")


def _choices(request: HttpRequest, found: list[Concerned]) -> dict[Booking, str | datetime] | None:
    """None where a session has no choice, or one that was not offered, or is at another time than it was shown with:
    it may have come, or been moved, meanwhile."""
    chosen: dict[Booking, str | datetime] = {}
    for one in found:
        said = request.POST.get(f"session-{one.booking.pk}", "")
        moves = {slot.start.isoformat(): slot.start for slot in one.moves}
        if said not in {*moves, CANCEL, STAYS} or request.POST.get(f"shown-{one.booking.pk}") != one.booking.shown:
            return None
        chosen[one.booking] = moves.get(said, said)
    return chosen


def _show(request: HttpRequest, form: IllnessDays, found: list[Concerned], *, status: int) -> HttpResponse:
    sessions = [_session(one, request, form.cleaned_data) for one in found]
    context = {"form": form, "chosen": True, "sessions": sessions, "again": status == 422, **form.cleaned_data}
    return respond(request, "bookings/illness.html", context, status=status)


def page_of(days: dict[str, date]) -> str:
    """The page with the sessions of these days."""
    return f"{reverse('bookings:illness')}?{_query(days)}"


def _query(days: dict[str, date]) -> str:
    return urlencode({name: day.isoformat() for name, day in days.items()})


def _substitute_url(booking: Booking, days: dict[str, date]) -> str:
    """Where somebody is named for these days, and which leads back here."""
    return f"{reverse('bookings:substitute', args=[booking.process_id])}?{_query(days)}"


def _session(one: Concerned, request: HttpRequest, days: dict[str, date]) -> dict[str, Any]:
    booking, name = one.booking, f"session-{one.booking.pk}"
    standing = parties.standing(booking.process, request.user)
    moves = [
        (slot.start.isoformat(), _("Move to %(when)s") % {"when": when(slot.start, end=slot.end, language=spoken())})
        for slot in one.moves
    ]
    stays = _("%(names)s leads it") % {"names": one.substitute} if one.substitute else _("Leave it as it is")
    said = request.POST.get(name) or (STAYS if one.substitute else CANCEL)
    return {
        "booking": booking,
        "name": name,
        "title": words.title(booking.process, standing=standing, user=request.user, on=booking.day),
        "substitute_url": "" if one.substitute else _substitute_url(booking, days),
        "choices": [(CANCEL, _("Cancel, not charged")), *moves, (STAYS, stays)],
        "said": said,
    }


def _told(done: Done) -> str:
    closed = _("The days are closed.")
    cancelled, moved = len(done.cancelled), len(done.moved)
    parts = [closed]
    if cancelled:
        count = {"count": cancelled}
        parts.append(ngettext("%(count)d session cancelled.", "%(count)d sessions cancelled.", cancelled) % count)
    if moved:
        parts.append(ngettext("%(count)d session moved.", "%(count)d sessions moved.", moved) % {"count": moved})
    if cancelled or moved:
        parts.append(_("Everybody concerned gets a message."))
    return " ".join(parts)


def _left(count: int) -> str:
    return ngettext(
        "%(count)d session is as it was: its new time was just taken, or it was changed elsewhere. Choose again.",
        "%(count)d sessions are as they were: their new times were just taken, or they were changed elsewhere. "
        "Choose again.",
        count,
    ) % {"count": count}
