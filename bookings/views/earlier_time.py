"""An earlier time: the wish for one, and the answer to one that is held."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bookings import costs, words
from bookings.earlier_times import Ways, take, ways
from bookings.forms.earlier_time import EarlierTimeForm
from bookings.models import Booking, TimeOffer, TimeWish
from bookings.problems import NotBookable, sentences
from bookings.rules import leads_to_booking
from processes import parties
from processes.models import Process
from processes.parties import Standing
from processes.sections import Page, offers_by
from processes.waiting import waits
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import ChangedMeanwhile, TooLate
from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Fact, Row
from tyonohjaus.ui.words import deadline, when_short

from .sheet import approval, as_offered, booked, changed_meanwhile, gives_up


@needs(Action.EARLIER_TIME_ASK, on=Process)
def earlier_time(request: HttpRequest, process: Process) -> HttpResponse:
    """Ask for one, change what was asked, or take it back."""
    parties.with_people([process])
    wish = TimeWish.objects.waiting().filter(process=process).first()
    context = {"process": process, "wish": wish, "form": None, "seen": TimeWish.seen(process), "changed": False}
    if request.method == "POST" and "take_back" in request.POST:
        context["changed"] = wish is not None and request.POST["take_back"] != str(wish.pk)
        if not context["changed"]:
            return _take_back(request, process, wish)
    if not leads_to_booking(process, request.user):
        return respond(request, "bookings/earlier_time.html", context, status=422 if request.method == "POST" else 200)
    form = EarlierTimeForm(None if context["changed"] else posted(request), wish=wish)
    tell(form.fields["from_on"], who=Who(_("The supervisors, the manager and the office do not see what you wish.")))
    if form.is_valid():
        try:
            TimeWish.ask(process, by=request.user, seen=request.POST.get("seen"), **form.cleaned_data)
        except ChangedMeanwhile:
            context["changed"] = True
        else:
            messages.success(request, _("Saved. We write to you as soon as an earlier time becomes free."))
            return see_other("bookings:earlier_time", process.pk)
    status = 422 if context["changed"] else None
    return respond(request, "bookings/earlier_time.html", context | {"form": form}, status=status)


def _take_back(request: HttpRequest, process: Process, wish: TimeWish | None) -> HttpResponse:
    if wish:
        wish.take_back(by=request.user)
    messages.success(request, _("No earlier time is offered to you any more."))
    return see_other("bookings:earlier_time", process.pk)


@needs(Action.EARLIER_TIME_ASK, on=TimeOffer)
def offered(request: HttpRequest, offer: TimeOffer) -> HttpResponse:
    """A time that is held: take it instead of the later one, or beside it, or let it go."""
    parties.with_people([offer.process])
    answer = request.POST.get("answer", "")
    if request.method == "POST" and answer == "decline":
        return _decline(request, offer)
    if request.method == "POST" and answer in {"move", "book"}:
        return _take(request, offer, answer)
    return _show(request, offer, status=422 if request.method == "POST" else 200)


def _decline(request: HttpRequest, offer: TimeOffer) -> HttpResponse:
    try:
        offer.decline(by=request.user, now=clock.now())
    except TooLate as late:
        return _show(request, late.row, status=422)
    messages.success(request, _("The time was let go. Your wish for an earlier time stands."))
    return see_other("bookings:earlier_time", offer.process.pk)


def _take(request: HttpRequest, offer: TimeOffer, answer: str) -> HttpResponse:
    now = clock.now()
    later = ways(offer.process, starts_at=offer.starts_at, by=request.user, now=now).instead_of
    if answer == "move" and (later is None or request.POST.get("later", _mark(later)) != _mark(later)):
        return _show(request, offer, status=422, changed=True)
    try:
        booking = take(offer, by=request.user, now=now, instead_of=later if answer == "move" else None)
    except TooLate as late:
        row = late.row if isinstance(late.row, TimeOffer) else offer
        return _show(request, row, status=422)
    except NotBookable as refusal:
        return _show(request, offer, refused=refusal.problems, status=422)
    messages.success(request, booked(booking))
    return see_other(booking)


def _mark(later: Booking | None) -> str:
    """The session that the page says is moved: another one is not."""
    return later.shown if later else ""


def _show(
    request: HttpRequest, offer: TimeOffer, *, status: int, refused: Any = (), changed: bool = False
) -> HttpResponse:
    now, process = clock.now(), offer.process
    open_now = offer.can("take", now=now)
    found = ways(process, starts_at=offer.starts_at, by=request.user, now=now) if open_now else None
    standing = parties.standing(process, request.user)
    agreed = as_offered(process, offer.starts_at, moving=found.instead_of if found else None)
    context = {
        "offer": offer,
        "open": open_now,
        "state": TimeOffer.Status(offer.status).label if offer.status != "open" else TimeOffer.Status.LAPSED.label,
        "ways": found,
        "later": _mark(found.instead_of) if found else "",
        "gives_up": gives_up(found.instead_of, standing=standing) if found and found.instead_of else "",
        "refused": sentences(refused) + ([changed_meanwhile()] if changed and open_now else []),
        "facts": [
            Fact(_("Held for you until"), deadline(offer.held_until, language=spoken())),
            Fact(_("Supervision"), words.title(process, standing=standing, user=request.user)),
            Fact(_("Place"), words.place(offer.place)),
            Fact(_("Price"), costs.payer(process, standing=standing, at=offer.starts_at, price=agreed.price)),
            *_beside(process, offer.starts_at, found, standing=standing),
            Fact(_("Approval"), approval(agreed, standing=standing, now=now)),
            Fact(_("Cancelling"), costs.cancelling(agreed, standing=standing, now=now)),
        ],
    }
    return respond(request, "bookings/offered.html", context, status=status)


def _beside(process: Process, starts_at: datetime, found: Ways | None, *, standing: Standing) -> list[Fact]:
    """What it costs beside the session that may be moved there, where that keeps another price."""
    if not found or found.problems or found.instead_of is None:
        return []
    how: dict[str, Any] = {"standing": standing, "at": starts_at}
    beside, moved = (costs.payer(process, price=price, **how) for price in (process.price, found.instead_of.price))
    return [Fact(_("Price, booked as well"), beside)] if beside != moved else []


def asks_url(booking: Booking, user: Any) -> str:
    """From a session that lies ahead to the wish for an earlier time; empty for whom it is not."""
    standing = parties.standing(booking.process, user)
    asks = standing.supervisee and leads_to_booking(booking.process, user) and booking.can("move", now=clock.now())
    return reverse("bookings:earlier_time", args=[booking.process_id]) if asks else ""


@offers_by
def another_time(page: Page) -> Iterator[Row]:
    if page.standing.supervisee and leads_to_booking(page.process, page.user):
        yield Row(title=_("I would like an earlier time"), url=reverse("bookings:earlier_time", args=[page.process.pk]))


def _held(user: Any, *, now: datetime) -> Any:
    return TimeOffer.objects.visible_to(user).open().filter(held_until__gt=now)


@waits(lambda user: _held(user, now=clock.day_bounds()[0]))
def times_held(user: Any) -> list[Row]:
    return [
        Row(
            title=_("An earlier time is held for you"),
            url=reverse("bookings:offered", args=[offer.pk]),
            note=when_short(offer.starts_at, end=offer.ends_at, language=spoken()),
        )
        for offer in _held(user, now=clock.now()).order_by("held_until", "pk")
    ]
