"""The signed link of an approver's mail: GET shows (scanners follow links), POST answers once, as that person (E1).

No sign-in, and no way on from here: the page knows this one question and what became of it (C6).
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bookings import approvals as asked
from bookings.approvals import APPROVE, DECLINE, Ask, Decided, Outcome, read_token, told
from bookings.approvals.marks import read
from bookings.models import Booking, Series, Times
from tyonohjaus.access import public
from tyonohjaus.lib import clock
from tyonohjaus.links.models import Link, State
from tyonohjaus.links.pages import opened
from tyonohjaus.people.models import User
from tyonohjaus.ui.htmx import respond, see_other


@public
def approval(request: HttpRequest, token: str) -> HttpResponse:
    """One session."""
    return _page(request, opened(request, token=token, action="approval"))


@public
def series(request: HttpRequest, token: str) -> HttpResponse:
    """A series at once."""
    return _page(request, opened(request, token=token, action="series"))


def _page(request: HttpRequest, link: Link) -> HttpResponse:
    if request.user.is_authenticated and request.user.pk != link.user_id:
        return _forwarded(request, link)
    decision = request.POST.get("decision", "")
    decided = Decided([], [])
    if decision in {APPROVE, DECLINE}:
        decided = _answer(link, request.POST.get("ask", ""), decision)
        if decided.done and not decided.repriced:
            return see_other(request.path)
    ask = _ask(link)
    context: dict[str, Any] = {"ask": ask, "person": link.user, "said": told.done(decided, decision)}
    if ask is None or decision:
        context |= {"became": _told(link, ask, decided, decision)} | _asked_time(link)
    elif (mark := read(link.mark)).is_repriced(ask.card):
        changed = _("The price has changed since the message was sent: look at it before you answer.")
        context["became"] = changed, told.prices(mark.price, ask.card.price)
    return respond(request, "bookings/link_approval.html", context, status=422 if request.method == "POST" else 200)


def _told(link: Link, ask: Ask | None, decided: Decided, decision: str) -> tuple[str, str]:
    """Why there is nothing to answer, or the answer just now reached nothing, or not all."""
    how: Any = {"count": _count(link), "answer": decision}
    if ask and decided.late:
        return told.missed(decided.repriced or decided.late, **how)
    return told.what_became(Outcome.MOVED if ask else _became(link), **how)


def _forwarded(request: HttpRequest, link: Link) -> HttpResponse:
    """A letter was passed on to one who is signed in: nobody says yes in another's name, least of all to their own
    time (E1, E3). What is asked is not shown either."""
    became = (
        _("This link was mailed to somebody else."),
        _("You are signed in, and this is not asked of you. If the link is yours, sign out and open it again."),
    )
    context = {"ask": None, "person": link.user, "became": became, "signed_in": True}
    return respond(request, "bookings/link_approval.html", context, status=422 if request.method == "POST" else 200)


def _answer(link: Link, token: str, decision: str) -> Decided:
    """The link is spent with the answer, or neither counts; but what costs something else by now it asks still."""
    ask, (place, _sign, asked_for) = _ask(link), token.rpartition(";")
    if ask is None or place != ask.token.rpartition(";")[0]:
        return Decided([], [])
    if not set(read_token(asked_for)) <= {booking.pk for booking in ask.bookings}:
        return Decided([], [])
    with transaction.atomic():
        decided = asked.decide([token], decision=decision, by=link.user, via="link")
        counts = bool(decided.done) and (bool(decided.repriced) or link.use(now=clock.now()))
        transaction.set_rollback(not counts)
    return decided if counts else Decided([], decided.late)


def _ask(link: Link) -> Ask | None:
    """What the link still asks: nothing once it is used, expired, or made void by a change."""
    now = clock.now()
    if link.state(now=now) != State.OPEN:
        return None
    if link.action == "series":
        return asked.ask_series(
            link.user, now=now, series=Series.objects.get(pk=link.subject_id), instead_of=_place(link)
        )
    booking = Booking.objects.get(pk=link.subject_id)
    if booking.times != _asked(link, booking):
        return None
    return asked.ask(link.user, now=now, booking=booking, instead_of=_place(link))


def _became(link: Link) -> Outcome:
    now = clock.now()
    if link.action == "series":
        found = asked.outcome_of_series(Series.objects.get(pk=link.subject_id), link.user, now=now)
    else:
        booking = Booking.objects.get(pk=link.subject_id)
        found = asked.outcome(booking, link.user, asked=_asked(link, booking), now=now)
    expired = link.state(now=now) == State.EXPIRED
    return Outcome.LAPSED if found == Outcome.NOT_ASKED and expired else found


def _asked_time(link: Link) -> dict[str, datetime]:
    """The time that the mail told; nothing for a series."""
    if link.action == "series":
        return {}
    start, end = _asked(link, Booking.objects.get(pk=link.subject_id))
    return {"start": start, "end": end}


def _count(link: Link) -> int:
    return Booking.objects.filter(series=link.subject_id).count() if link.action == "series" else 1


def _asked(link: Link, booking: Booking) -> Times:
    """The time that was asked: what makes the link void when the session has another."""
    return read(link.mark).times(booking)


def _place(link: Link) -> Any:
    """The manager in whose place the link asks, if in anybody's."""
    key = read(link.mark).instead_of
    return User.objects.get(pk=key) if key else None
