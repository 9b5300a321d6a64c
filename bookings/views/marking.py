"""After the session, beside its log: that it took place, and a charge let go. No content."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bookings.models import Booking
from processes.parties import supervisees
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.ui.htmx import came_from, respond, see_other


@needs(Action.BOOKING_MARK, on=Booking)
@require_POST
def attendance(request: HttpRequest, booking: Booking) -> HttpResponse:
    """It took place: one tap; in a group, `absent` names those who were not there."""
    members = {str(one.user_id): one.user_id for one in supervisees(booking.process, booking.day)}
    absent = frozenset(members[pk] for pk in request.POST.getlist("absent") if pk in members)
    if "as_told" in request.POST:
        absent = frozenset(booking.absences.values_list("user", flat=True))
    try:
        booking.mark_held(by=request.user, now=clock.now(), absent=absent, first_only=True)
    except TooLate:
        messages.warning(request, _("This session cannot be marked as held now. See below how it stands."))
        return see_other(booking)
    messages.success(request, _("Marked as held."))
    return see_other(came_from(request) or booking)


@needs(Action.BOOKING_WAIVE, on=Booking)
def waiver(request: HttpRequest, booking: Booking) -> HttpResponse:
    """Let the charge go. No reason is asked, and none is kept (C10)."""
    possible = chargeable(booking)
    if request.method != "POST" or not possible:
        status = 422 if request.method == "POST" else 200
        return respond(request, "bookings/waiver.html", {"booking": booking, "possible": possible}, status=status)
    try:
        booking.waive(by=request.user, now=clock.now())
    except TooLate:
        return respond(request, "bookings/waiver.html", {"booking": booking, "possible": False}, status=422)
    messages.success(request, _("This session is not charged."))
    return see_other(booking)


def chargeable(booking: Booking) -> bool:
    """Is there a charge to let go?"""
    return booking.can("waive", now=clock.now()) and booking.charged_percent > 0 and booking.price is not None
