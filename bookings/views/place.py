"""Another place for a session, for those of its series after it too, or for all: all of them, or none."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bookings import places
from bookings.forms.rooms import PlaceForm
from bookings.forms.series_changes import shown
from bookings.models import Booking, Reach
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
    ahead = _ahead(booking, request.user)
    form = PlaceForm(posted(request), booking=booking, shown=shown(ahead), several=len(ahead) > 1)
    if posts and form.is_valid():
        try:
            changed = _change(request, booking, form, ahead)
        except TooLate as late:
            return _too_late(request, late.row, status=422)
        except NotBookable as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _told(changed))
            return see_other(booking.series if len(changed) > 1 and booking.series else booking)
    return respond(request, "bookings/place.html", {"form": form, "booking": booking})


def _ahead(booking: Booking, user: Any) -> list[Booking]:
    return booking.series.reached(booking, Reach.ALL, by=user, now=clock.now()) if booking.series else [booking]


def _change(request: HttpRequest, booking: Booking, form: PlaceForm, ahead: list[Booking]) -> list[Booking]:
    """Those whose place is another now."""
    if form.is_stale:
        raise TooLate(booking)
    where, reach = form.cleaned_data["place"], form.cleaned_data.get("reach", Reach.THIS)
    how: Any = {"place": where, "room": form.chosen_room(), "by": request.user, "now": clock.now()}
    if reach == Reach.THIS or booking.series is None:
        row = places.change_place(booking, **how)
        return [row] if row.sequence != booking.sequence else []
    times = {row.pk: row.times for row in ahead if reach == Reach.ALL or row.starts_at >= booking.starts_at}
    return places.change_places(booking.series, shown=times, **how)


def _told(changed: list[Booking]) -> str:
    if not changed:
        return _("The place is as it was.")
    if len(changed) == 1:
        return _("The place was changed. Those who meet are told by e-mail; the time stays.")
    told = _("The place of %(count)d sessions was changed. Those who meet are told by e-mail; the times stay.")
    return told % {"count": len(changed)}


def _too_late(request: HttpRequest, booking: Booking, *, status: int) -> HttpResponse:
    what = _("The session has begun or was changed in the meantime. Nothing was done now.")
    return render(request, "bookings/too_late.html", {"booking": booking, "what": what}, status=status)
