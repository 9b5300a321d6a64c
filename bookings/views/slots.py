"""Find a free time and book it: one page for everybody who may (DESIGN section 2)."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bookings import clashes, costs, diary, frames, rules, who_sees, words
from bookings.forms.times import ChosenTime, TimeByHand
from bookings.models import Booking, Status
from bookings.problems import CountReached, NotBookable, NotOffered, sentences
from processes import parties
from processes.models import Process
from processes.parties import Standing
from tyonohjaus.access import Action, may, needs
from tyonohjaus.lib import clock
from tyonohjaus.lib.periods import Period
from tyonohjaus.people.models.organisation import ApprovalMode
from tyonohjaus.ui.htmx import respond, see_other, wants_fragment
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Fact, Item
from tyonohjaus.ui.words import deadline, when

from .offer import Offer, Wish, offer
from .path import managers


@needs(Action.BOOKING_CREATE, on=Process)
def slots(request: HttpRequest, process: Process) -> HttpResponse:
    """A month's free times; GET chooses, POST books."""
    parties.with_people([process])
    if request.method == "POST":
        return _book(request, process)
    return _show(request, process, wish=Wish.read(request.GET.dict()))


def _book(request: HttpRequest, process: Process) -> HttpResponse:
    by_hand = "by_hand" in request.POST
    form = TimeByHand(request.POST) if by_hand else ChosenTime(request.POST)
    wish = Wish.read(request.GET.dict())
    if not form.is_valid():
        return _show(request, process, wish=wish, refused=[] if by_hand else [NotOffered()], form=form, status=422)
    starts_at: datetime = form.cleaned_data["starts_at"]
    try:
        booking = diary.book(
            process,
            starts_at=starts_at,
            by=request.user,
            now=clock.now(),
            request_key=form.cleaned_data["request_key"],
            outside_hours=by_hand,
        )
    except NotBookable as refusal:
        wish = Wish.around(starts_at)
        return _show(request, process, wish=wish, refused=refusal.problems, form=form, status=422)
    messages.success(request, told(booking))
    if by_hand and (said := does_not_suit(process, Period(booking.starts_at, booking.ends_at))):
        messages.warning(request, said)
    beyond_the_frame(request, process)
    return see_other(booking)


def beyond_the_frame(request: HttpRequest, process: Process) -> None:
    """To the office, who decides: a ceiling stops nobody."""
    if may(request.user, Action.FRAME_EDIT) and (said := frames.warning(process)):
        messages.warning(request, said)


def told(booking: Booking) -> str:
    """What has happened, and what happens next."""
    if booking.status == Status.REQUESTED:
        return _("The time is booked. The request went to the manager.")
    return _("The time is booked and confirmed. The calendar invitation comes by e-mail.")


def does_not_suit(process: Process, time: Period) -> str:
    """To one who plans for several: a member meets elsewhere then; it may be chosen all the same."""
    if not clashes.unsuitable(process, [time], now=clock.now()):
        return ""
    return _("This time does not suit every member. You can choose it all the same; whoever it concerns is told.")


def _show(
    request: HttpRequest,
    process: Process,
    *,
    wish: Wish,
    refused: Any = (),
    form: Any = None,
    status: int | None = None,
) -> HttpResponse:
    now = clock.now()
    standing = parties.standing(process, request.user)
    tally = rules.Tally.of(process, now)
    closed = rules.problems(process, by=request.user, now=now, tally=tally)
    context: dict[str, Any] = {
        "process": process,
        "standing": standing,
        "items": _items(process, standing, request.user),
        "closed": sentences(closed),
        # The way on from there is to agree on it.
        "used_up": any(isinstance(problem, CountReached) for problem in closed),
        "refused": sentences([problem for problem in refused if problem not in closed]),
        "back": process if standing.sets_times else None,
        "part": wants_fragment(request),
        "wish": wish,
    }
    if not closed:
        found = offer(process, wish, path=request.path, now=now, last=tally.last)
        context |= {"offer": found, "by_hand": _by_hand(standing, form)}
        if standing.sets_times:
            context["series_url"] = reverse("bookings:series_new", args=[process.pk])
        if found.choice:
            context |= choice(process, found, standing=standing, now=now)
    return respond(request, "bookings/slots.html", context, partial=part_of(request), status=status)


def part_of(request: Any) -> str:
    """The day's times alone where the day stays, else the month with them."""
    return "times" if getattr(request, "htmx", None) and request.htmx.target == "times" else "slots"


def choice(process: Process, found: Offer, *, standing: Standing, now: datetime) -> dict[str, Any]:
    """What stands on the sheet before the button: who pays, whose yes, what cancelling means, who sees."""
    slot: Any = found.choice
    offered = Booking.agreed(process, starts_at=slot.start)
    return {
        "facts": [
            Fact(_("Price"), costs.payer(process, standing=standing, at=slot.start, price=process.price)),
            Fact(_("Approval"), approval(offered, standing=standing, now=now)),
            Fact(_("Cancelling"), costs.cancelling(offered, standing=standing, now=now)),
        ],
        "unsuitable": does_not_suit(process, Period(slot.start, slot.end)) if standing.sets_times else "",
        "choice_form": ChosenTime(initial={"starts_at": slot.start.isoformat(), "request_key": uuid.uuid4()}),
        "who": who_sees.of_time(process),
    }


def gives_up(booking: Booking) -> str:
    """Where the new time must be approved anew: what one who moves may lose."""
    if not booking.process.asks_manager:
        return ""
    when_now = when(booking.starts_at, end=booking.ends_at, language=spoken())
    lost = _("Your present time, %(when)s, is free for others at once.") % {"when": when_now}
    return f"{lost} {_('If the new time is not approved, you have neither.')}"


def approval(offered: Booking, *, standing: Standing, now: datetime) -> str:
    process = offered.process
    _status, until = rules.first_state(process, starts_at=offered.starts_at, now=now)
    if until:
        names = {"managers": managers(offered), "until": deadline(until, language=spoken())}
        if standing.supervisee:
            return _("%(managers)s. The time is held for you until %(until)s.") % names
        return _("%(managers)s. The time is held until %(until)s.") % names
    if process.bills_employer and process.approval == ApprovalMode.FRAME:
        return _("Approved in advance: the time is confirmed at once.")
    return _("Not needed: the time is confirmed at once.")


def _items(process: Process, standing: Standing, user: Any) -> list[Item]:
    return [
        Item("users" if process.is_shared else "user-round", words.title(process, standing=standing, user=user)),
        Item("clock", words.minutes(process.length_minutes)),
        Item(words.place_icon(process.place), words.place(process.place)),
    ]


def _by_hand(standing: Standing, form: Any) -> TimeByHand | None:
    if not standing.sets_times:
        return None
    return form if isinstance(form, TimeByHand) else TimeByHand(initial={"request_key": uuid.uuid4()})
