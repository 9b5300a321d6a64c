"""Another time for a session, or none: the rule stands in words before the button. Why is never asked (C10)."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bookings import costs, diary, offers, rules, told, words
from bookings.forms.times import ChosenTime, TimeByHand
from bookings.models import Booking, Status
from bookings.problems import NotBookable, NotOffered, sentences
from processes import parties
from processes.parties import Standing
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.lib.periods import Period
from tyonohjaus.ui.htmx import respond, see_other, wants_fragment
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Item
from tyonohjaus.ui.words import when

from . import twice
from .offer import Wish, offer
from .sheet import changed_meanwhile, choice, does_not_suit, gives_up, to_page_of, went_to
from .slots import part_of


@needs(Action.BOOKING_MOVE, on=Booking)
def rescheduling(request: HttpRequest, booking: Booking) -> HttpResponse:
    """The month again, with this session's own time free."""
    standing = _standing(request, booking)
    if request.method == "POST":
        return _move(request, booking, standing)
    return _show(request, booking, standing, wish=Wish.read(request.GET.dict()))


@needs(Action.BOOKING_CANCEL, on=Booking)
@twice.done_already(twice.called_off)
def cancellation(request: HttpRequest, booking: Booking) -> HttpResponse:
    standing, now = _standing(request, booking), clock.now()
    if request.method != "POST":
        return _show_cancellation(request, booking, standing, now=now)
    try:
        row = booking.cancel(by=request.user, now=now, shown=request.POST.get("shown", ""))
    except TooLate as late:
        late.row.process = booking.process
        return _show_cancellation(request, late.row, standing, now=now, status=422)
    messages.success(request, _cancelled(row, standing))
    return see_other(row)


def _show_cancellation(
    request: HttpRequest, booking: Booking, standing: Standing, *, now: datetime, status: int = 200
) -> HttpResponse:
    """422: it is at another time than it was on the page, or costs what was not said there."""
    if not booking.can("cancel", now=now):
        return _too_late(request, booking, standing, status=status)
    context = {
        "booking": booking,
        "rule": costs.change_rule(booking, standing=standing, now=now),
        "shown": booking.as_shown(now=now, by=request.user),
        "changed": status == 422,
    }
    return render(request, "bookings/cancellation.html", context, status=status)


def _standing(request: HttpRequest, booking: Booking) -> Standing:
    """Who one is here; 403 where one's own change would be everybody's (E4), or where it is not theirs any more: that
    of a pair stands for the other."""
    parties.with_people([booking.process])
    standing = parties.standing(booking.process, request.user)
    theirs = standing.sets_times or not told.is_not_theirs(booking, request.user, standing=standing)
    if not theirs or not rules.changes_for_all(booking.process, standing):
        raise PermissionDenied
    return standing


def _move(request: HttpRequest, booking: Booking, standing: Standing) -> HttpResponse:
    by_hand = "by_hand" in request.POST
    form: Any = TimeByHand(request.POST) if by_hand else ChosenTime(request.POST)
    if not form.is_valid():
        refused = [] if by_hand else [NotOffered()]
        wish = Wish.read(request.GET.dict())
        return _show(request, booking, standing, wish=wish, refused=refused, form=form, status=422)
    starts_at: datetime = form.cleaned_data["starts_at"]
    try:
        row = _moved_to(starts_at, booking, request, by_hand=by_hand)
    except TooLate as late:
        late.row.process = booking.process
        return _show(request, late.row, standing, wish=Wish.around(starts_at), changed=True, status=422)
    except NotBookable as refusal:
        wish = Wish.around(starts_at)
        return _show(request, booking, standing, wish=wish, refused=refusal.problems, form=form, status=422)
    messages.success(request, _moved(row))
    if (where := words.where(row)) != words.where(booking):
        messages.warning(request, _elsewhere(where))
    if by_hand and (said := does_not_suit(row.process, Period(row.starts_at, row.ends_at))):
        messages.warning(request, said)
    return to_page_of(row, request.user)


def _moved_to(starts_at: datetime, booking: Booking, request: HttpRequest, *, by_hand: bool) -> Booking:
    """A second click finds it there. Raises NotBookable, and TooLate where the page showed it at another time."""
    stands = request.POST.get("shown", booking.shown) == booking.shown
    if not stands and booking.starts_at != starts_at:
        raise TooLate(booking)
    how: dict[str, Any] = {"by": request.user, "now": clock.now(), "outside_hours": by_hand}
    return diary.move(booking, starts_at=starts_at, shown=booking.times, **how)


def _show(
    request: HttpRequest,
    booking: Booking,
    standing: Standing,
    *,
    wish: Wish,
    refused: Any = (),
    changed: bool = False,
    form: Any = None,
    status: int | None = None,
) -> HttpResponse:
    now, process = clock.now(), booking.process
    if not booking.can("move", now=now):
        return _too_late(request, booking, standing, status=status or 200)
    closed = rules.change_problems(booking, by=request.user, now=now)
    context: dict[str, Any] = {
        "booking": booking,
        "items": [Item("calendar-days", _now_at(booking)), Item("clock", words.minutes(booking.minutes))],
        "rule": costs.change_rule(booking, standing=standing, now=now),
        "gives_up": gives_up(booking, standing=standing),
        "closed": sentences(closed),
        "refused": [
            *([changed_meanwhile()] if changed else []),
            *sentences([problem for problem in refused if problem not in closed]),
        ],
        "shown": booking.shown,
        "part": wants_fragment(request),
        "wish": wish,
    }
    if not closed:
        last = rules.counts_from(booking.process, offers.start_before(booking), by=request.user)
        found = offer(process, wish, path=request.path, now=now, last=last, moving=booking)
        context["offer"] = found
        if standing.sets_times:
            context["by_hand"] = form if isinstance(form, TimeByHand) else TimeByHand()
        if found.choice:
            context |= choice(process, found, standing=standing, now=now, moving=booking)
            if found.choice.place_type != booking.place:
                context["elsewhere"] = _elsewhere(words.place(found.choice.place_type))
    return respond(request, "bookings/rescheduling.html", context, partial=part_of(request), status=status)


def _now_at(booking: Booking) -> str:
    return _("Now %(when)s") % {"when": when(booking.starts_at, end=booking.ends_at, language=spoken())}


def _too_late(request: HttpRequest, booking: Booking, standing: Standing, *, status: int = 422) -> HttpResponse:
    """It has begun, or somebody else decided: what has happened, and where to look."""
    if booking.status in {Status.REQUESTED, Status.CONFIRMED}:
        what = _("The session has already begun, so it can no longer be moved or cancelled here.")
    else:
        state = told.status(booking, standing=standing).text
        changed = _("This session has changed in the meantime: %(state)s. Nothing was done now.")
        what = changed % {"state": state.lower()}
    return render(request, "bookings/too_late.html", {"booking": booking, "what": what}, status=status)


def _elsewhere(place: str) -> str:
    return _("The place is another than before: %(place)s.") % {"place": place}


def _moved(row: Booking) -> str:
    if row.status == Status.REQUESTED:
        return f"{_('The session was moved.')} {went_to(row)}"
    return _("The session was moved. A new calendar invitation comes by e-mail.")


def _cancelled(row: Booking, standing: Standing) -> str:
    return f"{_('The session is cancelled.')} {costs.charged(row, row.charged_percent, standing=standing)}"
