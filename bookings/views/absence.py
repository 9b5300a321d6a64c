"""A member's own "I cannot come", and what the supervisors make of it. Why is never asked (C10)."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bookings import absences, words
from bookings.models import Absence, Booking
from processes import parties
from processes.models import Participant
from processes.waiting import waits
from tyonohjaus.access import Action, may, needs
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models.dated import current
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Row
from tyonohjaus.ui.words import when_short


@needs(Action.ABSENCE_SAY, on=Booking)
def absence(request: HttpRequest, booking: Booking) -> HttpResponse:
    parties.with_people([booking.process])
    said = Absence.objects.filter(booking=booking, user=request.user.pk).exists()
    context = {"booking": booking, "said": said, "open": absences.may_say(booking, request.user, now=clock.now())}
    verb = {"say": absences.say, "back": absences.take_back}.get(request.POST.get("answer", ""))
    if request.method != "POST" or verb is None:
        status = 422 if request.method == "POST" else 200
        return respond(request, "bookings/absence.html", context, status=status)
    try:
        verb(booking, by=request.user, now=clock.now())
    except TooLate:
        return respond(request, "bookings/absence.html", context | {"open": False}, status=422)
    messages.success(request, _told(verb))
    return see_other(booking)


@needs(Action.BOOKING_MARK, on=Booking)
@require_POST
def hold_anyway(request: HttpRequest, booking: Booking) -> HttpResponse:
    try:
        absences.hold_anyway(booking, by=request.user, now=clock.now())
        messages.success(request, _("The session is held with those who come."))
    except TooLate:
        messages.warning(request, _("This session has changed in the meantime. See below how it stands."))
    return see_other(booking)


def section(booking: Booking, user: Any) -> dict[str, Any]:
    """For the session's own page: to a member their own word, to the supervisors everybody's."""
    now = clock.now()
    own = absences.may_say(booking, user, now=now)
    supervises = booking.process.several_meet and may(user, Action.BOOKING_MARK, booking)
    told_by = absences.told_by(booking) if supervises else []
    refused = absences.refused(booking) if supervises else []
    return {
        "may_say": own,
        "said": own and booking.absences.filter(user=user).exists(),
        "names": parties.names(told_by),
        "refused": parties.names(refused),
        "too_few": supervises and absences.too_few(booking, now=now),
        "coming": words.people(absences.coming(booking)) if told_by or refused else "",
    }


def _told(verb: Any) -> str:
    if verb is absences.say:
        return _("The supervisor is told that you are not coming. The session stands.")
    return _("The supervisor is told that you are coming after all.")


def _with_absent(user: Any, *, now: datetime) -> Any:
    own = Participant.objects.supervising().filter(current(), user=user)
    ahead = Booking.objects.open().filter(starts_at__gt=now, process__in=own.values("process"))
    return ahead.filter(pk__in=Absence.objects.values("booking"))


@waits(lambda user: _with_absent(user, now=clock.day_bounds()[0]))
def few_come(user: Any) -> list[Row]:
    """Neither who nor whose group: that stands on the session's page."""
    rows = _with_absent(user, now=clock.now()).with_people().order_by("starts_at", "pk")
    return [
        Row(
            title=_("Few are coming: hold, move or cancel?"),
            url=reverse("bookings:detail", args=[booking.pk]),
            note=when_short(booking.starts_at, end=booking.ends_at, language=spoken()),
        )
        for booking in rows
        if absences.too_few(booking, now=clock.now()) and may(user, Action.BOOKING_MARK, booking)
    ]
