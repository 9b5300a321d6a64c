"""Another place for a session, for those of its series after it too, or for all: all of them, or none."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bookings import places, words
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
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Row
from tyonohjaus.ui.words import when


@needs(Action.BOOKING_PLACE, on=Booking)
def place(request: HttpRequest, booking: Booking) -> HttpResponse:
    """GET: where else. POST: there, and its people are told; of several the dates first, and saved when these have been
    seen."""
    parties.with_people([booking.process])
    posts = request.method == "POST"
    if not booking.can("move", now=clock.now()):
        return _too_late(request, booking, status=422 if posts else 200)
    ahead = _ahead(booking, request.user)
    form = PlaceForm(posted(request), booking=booking, shown=shown(ahead), several=len(ahead) > 1)
    context: dict[str, Any] = {"form": form, "booking": booking}
    if posts and form.is_valid():
        try:
            rows = _reached(booking, form, ahead)
            if len(rows) > 1 and request.POST.get("seen") != _seen(form, rows):
                dates = {"dates": [_date(row) for row in rows], "seen": _seen(form, rows)}
                return render(request, "bookings/place.html", context | dates)
            changed = _change(request, booking, form, rows)
        except TooLate as late:
            return _too_late(request, late.row, status=422)
        except NotBookable as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _told(changed))
            return see_other(booking.series if len(changed) > 1 and booking.series else booking)
    return respond(request, "bookings/place.html", context)


def _ahead(booking: Booking, user: Any) -> list[Booking]:
    return booking.series.reached(booking, Reach.ALL, by=user, now=clock.now()) if booking.series else [booking]


def _reached(booking: Booking, form: PlaceForm, ahead: list[Booking]) -> list[Booking]:
    """Those whose place becomes another. Raises TooLate where others are ahead than were shown."""
    if form.is_stale:
        raise TooLate(booking)
    reach = form.cleaned_data.get("reach", Reach.THIS)
    chosen = [booking] if reach == Reach.THIS else ahead
    if reach == Reach.FOLLOWING:
        chosen = [row for row in ahead if row.starts_at >= booking.starts_at]
    place, room = form.cleaned_data["place"], form.chosen_room()
    return [row for row in chosen if not places.is_there(row, place=place, room=room)]


def _change(request: HttpRequest, booking: Booking, form: PlaceForm, rows: list[Booking]) -> list[Booking]:
    """Those whose place is another now."""
    how: Any = {"place": form.cleaned_data["place"], "room": form.chosen_room()}
    how |= {"by": request.user, "now": clock.now()}
    if booking.series and len(rows) > 1:
        return places.change_places(booking.series, shown={row.pk: row.times for row in rows}, **how)
    return [places.change_place(row, **how) for row in rows]


def _seen(form: PlaceForm, rows: list[Booking]) -> str:
    """What is to be saved, and of which sessions."""
    room = form.chosen_room()
    return f"{form.cleaned_data['place']} {room.pk if room else ''} {shown(rows)}"


def _date(row: Booking) -> Row:
    where = _("Now %(place)s") % {"place": words.where(row)}
    return Row(title=when(row.starts_at, end=row.ends_at, language=spoken()), note=where)


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
