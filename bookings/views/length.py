"""Another length for a session, for those of its series after it too, or for all. Every date is shown before anything
is saved, and all is saved or nothing (C1–C5)."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings import lengths, words
from bookings.forms.length import NewLength, NewLengths
from bookings.forms.series_changes import shown
from bookings.models import Booking, Status
from bookings.problems import NoPrice, NotBookable
from processes import parties
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock, money
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Link

from . import twice


@needs(Action.BOOKING_PLAN, on=Booking)
@twice.done_already(twice.lasts_so_long)
def length(request: HttpRequest, booking: Booking) -> HttpResponse:
    """GET: how long and how far, and with that in the address every date with what becomes of it. POST: save."""
    parties.with_people([booking.process])
    posts = request.method == "POST"
    if not booking.can("move", now=clock.now()):
        return _too_late(request, booking, status=422 if posts else 200)
    form = NewLength(
        request.GET if "minutes" in request.GET else None, booking=booking, several=_several(booking, request.user)
    )
    rows = _rows(form, booking, request.user) if form.is_valid() else []
    if not rows:
        return _show(request, form, status=422 if posts else None)
    if posts and request.POST.get("shown") != shown(rows):
        return _show(request, form, rows=rows, refused=[_changed()], status=422)
    choice = _choice(form, rows, posted(request))
    if not choice.is_valid():
        return _show(request, form, rows=rows, choice=choice)
    chosen = choice.chosen(choice.cleaned_data)
    how: Any = {"minutes": form.cleaned_data["minutes"], "by": request.user, "now": clock.now()}
    try:
        changed = lengths.change_length(booking, shown={row.pk: row.times for row in chosen}, **how)
    except TooLate:
        return _show(request, form, rows=_rows(form, booking, request.user), refused=[_changed()], status=422)
    except NotBookable as refusal:
        refused = [problem.sentence() for problem in refusal.problems]
        return _show(request, form, rows=rows, refused=refused, status=422)
    messages.success(request, _told(changed))
    return see_other(booking.series if len(changed) > 1 and booking.series else booking)


def _several(booking: Booking, user: Any) -> bool:
    """Is there more of its series ahead?"""
    return booking.series is not None and booking.series.ahead(by=user, now=clock.now()).count() > 1


def _rows(form: NewLength, booking: Booking, user: Any) -> list[Booking]:
    """Those of the chosen sessions that do not last so long yet."""
    series, now = booking.series, clock.now()
    reached = series.reached(booking, form.how_far, by=user, now=now) if series else [booking]
    minutes = form.cleaned_data["minutes"]
    rows = [row for row in reached if row.minutes != minutes]
    if not rows:
        form.refuse(_("This is the present length. Choose another."))
    if lengths.lacks_price(rows, minutes=minutes):
        form.refuse(NoPrice(minutes).sentence())
    return rows if form.is_valid() else []


def _choice(form: NewLength, rows: list[Booking], data: Any = None) -> NewLengths:
    minutes = form.cleaned_data["minutes"]
    outcomes = lengths.fits(form.booking.process, rows, minutes=minutes, now=clock.now())
    return NewLengths(data, outcomes={row: outcomes[row] for row in rows}, minutes=minutes)


def _show(
    request: HttpRequest,
    form: NewLength,
    *,
    rows: list[Booking] | None = None,
    choice: NewLengths | None = None,
    refused: Any = (),
    status: int | None = None,
) -> HttpResponse:
    booking = form.booking
    if rows and choice is None:
        choice = _choice(form, rows)
    standing = parties.standing(booking.process, request.user)
    context = {
        "booking": booking,
        "title": words.title(booking.process, standing=standing, user=request.user, on=booking.day),
        "way_back": Link(booking.get_absolute_url(), _("Session")),
        "form": form,
        "choice": choice,
        "shown": shown(rows or []),
        "refused": refused,
        "approval": booking.process.asks_manager,
        "price": _price(rows[0], form.cleaned_data["minutes"]) if rows and standing.office else "",
    }
    return respond(request, "bookings/length.html", context, status=status)


def _price(booking: Booking, minutes: int) -> str:
    """Of one session, for the office, which keeps the prices."""
    price = lengths.price_for(booking, minutes=minutes)
    if price is None or booking.price is None:
        return ""
    before, now = (money.euros(one, spoken()) for one in (booking.price or Decimal(), price))
    return _("Price of a session: %(before)s, then %(now)s, without VAT.") % {"before": before, "now": now}


def _told(changed: list[Booking]) -> str:
    count = len(changed)
    text = ngettext(
        "The length of %(count)d session was changed.", "The length of %(count)d sessions was changed.", count
    )
    text %= {"count": count}
    if any(row.status == Status.REQUESTED for row in changed):
        return f"{text} {_('The request went to the manager.')}"
    return f"{text} {_('New calendar invitations come by e-mail.')}"


def _changed() -> str:
    return _("The sessions have changed in the meantime. Nothing was done now; the dates below are as they are now.")


def _too_late(request: HttpRequest, booking: Booking, *, status: int) -> HttpResponse:
    what = _("The session has begun or was changed in the meantime. Nothing was done now.")
    return render(request, "bookings/too_late.html", {"booking": booking, "what": what}, status=status)
