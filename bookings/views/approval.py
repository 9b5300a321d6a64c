"""A manager's answer to working time and cost: all that waits, and one at a time. Never a reason, never content."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bookings import approvals as asked
from bookings.approvals import APPROVE, DECLINE, Ask, Decided, read_token, told
from bookings.models import Booking, Series, Yes, missing
from tyonohjaus.access import Action, may, needs
from tyonohjaus.lib import clock
from tyonohjaus.ui.htmx import came_from, respond, see_other


@needs(Action.BOOKING_APPROVE)
def approvals(request: HttpRequest) -> HttpResponse:
    """All that waits for this manager; several may be answered at once."""
    if request.method != "POST":
        return _list(request)
    tokens, decision = request.POST.getlist("ask"), request.POST.get("decision", "")
    if decision == DECLINE and "sure" not in request.POST and (chosen := _chosen(request, tokens)):
        context = {"asks": chosen, "tokens": tokens, "next": _back(request)}
        return respond(request, "bookings/approvals_decline.html", context)
    decided = asked.decide(tokens, decision=decision, by=request.user) if decision in {APPROVE, DECLINE} else None
    if decided is None or not (decided.done or decided.late):
        return _list(request, fault=_("Choose at least one time."), status=422)
    _say(request, decided, decision)
    return see_other(_back(request))


@needs(Action.BOOKING_APPROVE, on=Booking)
def approval(request: HttpRequest, booking: Booking) -> HttpResponse:
    """One session: the form, or what became of it."""
    found = asked.ask(request.user, now=clock.now(), booking=booking)
    return _one(request, found, booking)


@needs(Action.BOOKING_APPROVE, on=Series)
def series_approval(request: HttpRequest, series: Series) -> HttpResponse:
    """A series at once."""
    found = asked.ask_series(request.user, now=clock.now(), series=series)
    return _one(request, found, series)


def section(request: HttpRequest, booking: Booking) -> dict[str, Any] | None:
    """For the session's own page (bookings/_approval.html): the manager's step, or the office's record of it."""
    now = clock.now()
    if not booking.can("approve", now=now):
        return None
    if found := asked.ask(request.user, now=now, booking=booking):
        return {"ask": found, "record": False}
    if Yes.MANAGER not in missing(booking):
        return None
    return {"ask": None, "record": True} if may(request.user, Action.BOOKING_RECORD_APPROVAL, booking) else None


def _list(request: HttpRequest, *, fault: str = "", status: int = 200) -> HttpResponse:
    asks = asked.waiting(request.user, now=clock.now())
    context = {"asks": asks, "total": asked.total(asks), "fault": fault}
    return respond(request, "bookings/approvals.html", context, status=status)


def _chosen(request: HttpRequest, tokens: list[str]) -> list[Ask]:
    """What of the tokens waits still; what of it is not as they say is told once they are answered."""
    keys = {(token.rpartition(";")[0], key) for token in tokens for key in read_token(token.rpartition(";")[2])}
    return [ask for ask in asked.waiting(request.user, now=clock.now()) if ask.keys & keys]


def _one(request: HttpRequest, found: Ask | None, row: Booking | Series) -> HttpResponse:
    decided = Decided([], [])
    if request.method == "POST":
        decided = _decide_shown(request)
        if decided.done:
            _say(request, decided, request.POST["decision"])
            return see_other(_back(request))
    context: dict[str, Any] = {"ask": found, "row": row}
    if decided.late or found is None:
        how: Any = {
            "count": row.bookings.count() if isinstance(row, Series) else 1,
            "answer": request.POST.get("decision", ""),
        }
        late = decided.late
        context["became"] = told.missed(late, **how) if late else told.what_became(_became(request, row), **how)
    return respond(request, "bookings/approval.html", context, status=422 if request.method == "POST" else 200)


def _decide_shown(request: HttpRequest) -> Decided:
    decision = request.POST.get("decision", "")
    if decision not in {APPROVE, DECLINE}:
        return Decided([], [])
    return asked.decide([request.POST.get("ask", "")], decision=decision, by=request.user)


def _became(request: HttpRequest, row: Booking | Series) -> Any:
    now = clock.now()
    if isinstance(row, Series):
        return asked.outcome_of_series(row, request.user, now=now)
    return asked.outcome(row, request.user, asked=row.times, now=now)


def _say(request: HttpRequest, decided: Decided, decision: str) -> None:
    """What was done, and what was too late and why."""
    for sentence in told.done(decided, decision):
        messages.success(request, sentence)
    for line in told.too_late(decided, decision):
        messages.warning(request, line)


def _back(request: HttpRequest) -> str:
    """Where the form stood: home, the list or the session's own page."""
    return came_from(request) or reverse("bookings:approvals")
