"""Another place for one session."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bookings import places
from bookings.forms.rooms import PlaceForm
from bookings.models import Booking
from bookings.problems import NotBookable
from processes import parties
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted


@needs(Action.BOOKING_PLACE, on=Booking)
def place(request: HttpRequest, booking: Booking) -> HttpResponse:
    """GET: where else. POST: there, and its people are told."""
    parties.with_people([booking.process])
    posts = request.method == "POST"
    if not booking.can("move", now=clock.now()):
        return _too_late(request, booking, status=422 if posts else 200)
    form = PlaceForm(posted(request), booking=booking)
    if posts and form.is_valid():
        where, room = form.cleaned_data["place"], form.chosen_room()
        try:
            row = places.change_place(booking, place=where, room=room, by=request.user, now=clock.now())
        except TooLate as late:
            return _too_late(request, late.row, status=422)
        except NotBookable as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _told(booking, row))
            return see_other(row)
    return respond(request, "bookings/place.html", {"form": form, "booking": booking})


def _told(before: Booking, row: Booking) -> str:
    if row.sequence == before.sequence:
        return _("The place is as it was.")
    return _("The place was changed. Those who meet are told by e-mail; the time stays.")


def _too_late(request: HttpRequest, booking: Booking, *, status: int) -> HttpResponse:
    what = _("The session has begun or was changed in the meantime. Nothing was done now.")
    return render(request, "bookings/too_late.html", {"booking": booking, "what": what}, status=status)
