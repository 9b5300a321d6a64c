"""Find a free time and book it: one page for everybody who may (DESIGN section 2)."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from bookings import diary, rules, words
from bookings.forms.times import ChosenTime, TimeByHand
from bookings.problems import CountReached, NotBookable, NotOffered, sentences
from processes import parties
from processes.models import Process
from processes.parties import Standing
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.lib.periods import Period
from tyonohjaus.ui.htmx import respond, wants_fragment
from tyonohjaus.ui.parts import Item

from .offer import Wish, offer
from .sheet import beyond_the_frame, booked, choice, does_not_suit, to_page_of


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
    messages.success(request, booked(booking))
    if by_hand and (said := does_not_suit(process, Period(booking.starts_at, booking.ends_at))):
        messages.warning(request, said)
    beyond_the_frame(request, process)
    return to_page_of(booking, request.user)


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
        last = rules.counts_from(process, tally.last, by=request.user)
        found = offer(process, wish, path=request.path, now=now, last=last)
        context |= {"offer": found, "by_hand": _by_hand(standing, form)}
        if standing.sets_times:
            context["series_url"] = reverse("bookings:series_new", args=[process.pk])
        if found.choice:
            context |= choice(process, found, standing=standing, now=now)
    return respond(request, "bookings/slots.html", context, partial=part_of(request), status=status)


def part_of(request: Any) -> str:
    """The day's times alone where the day stays, else the month with them."""
    return "times" if getattr(request, "htmx", None) and request.htmx.target == "times" else "slots"


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
