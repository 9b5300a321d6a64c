"""The signed link of an approver's mail: GET shows (scanners follow links), POST answers once, as that person (E1).

No sign-in, and no way on from here: the page knows this one question and what became of it (C6).
"""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bookings import approvals as asked
from bookings.approvals import APPROVE, DECLINE, Ask, Outcome
from bookings.approvals.told import what_became
from bookings.models import Booking, Series, Times
from tyonohjaus.access import public
from tyonohjaus.lib import clock
from tyonohjaus.links.models import Link, State
from tyonohjaus.links.pages import opened, spend
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
    if decision in {APPROVE, DECLINE} and _answer(link, request.POST.get("ask", ""), decision):
        return see_other(request.path)
    ask = _ask(link)
    context: dict[str, Any] = {"ask": ask, "person": link.user}
    if ask is None or decision:
        outcome = _became(link) if ask is None else Outcome.MOVED
        context |= {"became": what_became(outcome, count=_count(link), answer=decision)} | _asked_time(link)
    return respond(request, "bookings/link_approval.html", context, status=422 if request.method == "POST" else 200)


def _forwarded(request: HttpRequest, link: Link) -> HttpResponse:
    """A letter was passed on to one who is signed in: nobody says yes in another's name, least of all to their own
    time (E1, E3). What is asked is not shown either."""
    became = (
        _("This link was mailed to somebody else."),
        _("You are signed in, and this is not asked of you. If the link is yours, sign out and open it again."),
    )
    context = {"ask": None, "person": link.user, "became": became, "signed_in": True}
    return respond(request, "bookings/link_approval.html", context, status=422 if request.method == "POST" else 200)


def _answer(link: Link, token: str, decision: str) -> bool:
    ask = _ask(link)
    if ask is None or token.rpartition(";")[0] != ask.token.rpartition(";")[0]:
        return False
    if not set(asked.read_token(token.rpartition(";")[2])) <= {booking.pk for booking in ask.bookings}:
        return False
    return spend(link, lambda: bool(asked.decide([token], decision=decision, by=link.user, via="link").done))


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
    """The time that was asked: what makes the link void when the session has another. A link that was mailed before
    lengths changed says the start alone."""
    start, _sign, minutes = link.mark.partition("/")[0].partition("~")
    starts_at = datetime.fromisoformat(start)
    return starts_at, starts_at + timedelta(minutes=int(minutes or booking.minutes))


def _place(link: Link) -> Any:
    """The manager in whose place the link asks, if in anybody's."""
    key = link.mark.partition("/")[2]
    return User.objects.get(pk=key) if key else None
