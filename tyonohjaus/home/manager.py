"""The manager's home: what waits for my decision? Then where the costs are, and what comes.

The step of approval says whose time it is; the rest names people only where the agreement does (DOMAIN 4.3).
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from bookings import approvals, frames, told, words
from bookings.budget import budgets
from bookings.models import Absence, Booking
from invoicing.monthly_run import hours_waiting
from processes import parties
from processes.models import FrameAgreement, Payer, Process
from processes.own_part import OwnPart
from processes.waiting import waiting_for
from tyonohjaus.access import Action
from tyonohjaus.lib import clock
from tyonohjaus.ui.htmx import respond
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Row
from tyonohjaus.ui.words import when_short

from .hello import hello

COMING = 5


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Net euros of one process: what its sessions have cost, of what was agreed."""

    title: str
    spent: Decimal
    agreed: Decimal


def page(request: HttpRequest) -> HttpResponse:
    user, now = request.user, clock.now()
    asks = approvals.waiting(user, now=now)
    context = {
        "hello": hello(user, now=now),
        "waiting": waiting_for(user),
        "asks": asks,
        "total": approvals.total(asks),
        "count": sum(len(ask.bookings) for ask in asks),
        "costs": _costs(user),
        "frames": _frames(user),
        "coming": _coming(user, now),
        "own": _own(user, now),
        "hours": len(hours_waiting(user)),
    }
    return respond(request, "home/manager.html", context)


def _coming(user: Any, now: datetime) -> list[Row]:
    """Not those to which they said no."""
    seen: Any = Booking.objects.where_user_may(user, Action.BUDGET_SEE)
    refused = Absence.objects.filter(booking=OuterRef("pk"), refused_by=user)
    return [_row(booking, user) for booking in seen.coming(now).exclude(Exists(refused)).with_people()[:COMING]]


def _own(user: Any, now: datetime) -> list[Row]:
    """The manager's own next session, where they are supervised themselves; what they pay for is not their employer's
    to know (C6)."""
    seen: Any = Booking.objects.visible_to(user)
    return [told.row(one, user=user, now=now) for one in seen.coming(now).met_by(user).with_people()[:1]]


def _row(booking: Booking, user: Any) -> Row:
    where = words.place_for_payer(booking.place)
    return Row(
        title=when_short(booking.starts_at, end=booking.ends_at, language=spoken()),
        url=reverse("bookings:detail", args=[booking.pk]),
        note=f"{_title(booking.process, user, booking.day)}, {where}",
        badge=told.status(booking, standing=parties.standing(booking.process, user)),
    )


def _costs(user: Any) -> list[Cost]:
    """Of each process that goes on and that the employer pays: its sessions since they are its manager (C12)."""
    rows: Any = Process.objects.where_user_may(user, Action.BUDGET_SEE)
    processes = list(rows.going_on().filter(payer=Payer.EMPLOYER, price__isnull=False))
    parties.with_people(processes)
    used = budgets(user, processes, OwnPart.read(user, processes))
    costs = [
        Cost(title=_title(process, user), spent=budget.spent, agreed=budget.agreed)
        for process in processes
        if (budget := used[process.pk]).spent is not None and budget.agreed is not None
    ]
    return sorted(costs, key=attrgetter("title"))


def _frames(user: Any) -> list[Row]:
    """How much of their organisation's framework agreements is used: numbers only."""
    limited = FrameAgreement.objects.visible_to(user).limited().with_prices().order_by("number")
    return [
        Row(title=use.frame.number, url=reverse("bookings:frame", args=[use.frame.pk]), note=" · ".join(use.told()))
        for use in frames.uses(limited)
    ]


def _title(process: Process, user: Any, on: date | None = None) -> str:
    return f"{words.form(process)}, {words.whose(process, manager=user, on=on)}"
