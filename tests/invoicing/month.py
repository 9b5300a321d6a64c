"""Sessions of January 2027 as a month's run finds them, and what is done with them. Plain functions."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.test import Client
from django.urls import reverse

from bookings.models import Booking, Cancellation, Status
from bookings.models.approval import Approval
from invoicing.composing import House
from invoicing.drafts import drafts_of
from invoicing.models import Invoice, Line, NumberSeries, Paper, Payment, Reminder, pay
from invoicing.monthly_run import Issued, draft_month, issue_ordered, order
from processes.models import Process
from tests import factories
from tests.factories import NOW, helsinki
from tyonohjaus.lib import clock
from tyonohjaus.people.models import User

JANUARY = date(2027, 1, 1)
FEBRUARY = date(2027, 2, 1)
MARCH_FIRST = helsinki("2027-03-01 08:00")
TODAY = clock.day_of(NOW)
GROSS = Decimal("219.63")  # of the fixture `sent`


def held(process: Process, day: str = "2027-01-11 09:00", **fields: Any) -> Booking:
    return factories.make_booking(process=process, starts_at=helsinki(day), status=Status.HELD, **fields)


def cancelled(process: Process, day: str, *, by: User, share: int) -> Booking:
    """Called off; late where it has a share."""
    booking = factories.make_booking(process=process, starts_at=helsinki(day), status=Status.CANCELLED)
    hour = timedelta(hours=1)
    since = booking.starts_at - 24 * hour
    at = booking.starts_at - (hour if share else 48 * hour)
    Cancellation.objects.create(booking=booking, by=by, at=at, late_since=since, share=share)
    return booking


def approved(booking: Booking, *, by: User, price: Decimal | None = None) -> Booking:
    """`price`: to which it was said; None, as of a yes from before that was kept."""
    Approval.objects.create(
        booking=booking,
        manager=by,
        answer=Approval.Answer.APPROVED,
        for_starts_at=booking.starts_at,
        for_ends_at=booking.ends_at,
        for_price=price,
        via="portal",
    )
    return booking


def draft(first: date = JANUARY, *, now: Any = NOW) -> list[Invoice]:
    """The month's drafts, after a run."""
    draft_month(first, now=now)
    return list(Invoice.objects.drafts().of_month(first).order_by("organisation__name", "cost_centre"))


def issue(laura: User, first: date = JANUARY, now: Any = NOW) -> list[Invoice]:
    """All of the month's invoices, none refused."""
    draft(first, now=now)
    outcome = press(laura, first, now=now)
    assert not outcome.refused, outcome.refused
    return outcome.done


def order_ready(laura: User, first: date = JANUARY, *, now: Any = NOW) -> int:
    """The button: what the month's page shows as ready waits for a worker from here on. How many. The rest of that page
    is three quarters of its time, and nobody looks at it here."""
    today = clock.day_of(now)
    running, later = NumberSeries.peek(on=today), NumberSeries.later_than(today)
    drafts = drafts_of(first, house=House.read(), on=today, running=running, later=later)
    ready = [draft for draft in drafts if draft.is_ready and not draft.is_ordered]
    return order({draft.invoice.pk: draft.document.content for draft in ready}, by=laura, now=now)


def press(laura: User, first: date = JANUARY, *, now: Any = NOW) -> Issued:
    """The button, and the worker at once."""
    order_ready(laura, first, now=now)
    return issue_ordered(now=now)


def print_all() -> None:
    """What was issued has its paper. To draw one takes longer than the rest of a story: what it says is asked where
    one is drawn (documents/, test_papers.py)."""
    for row in [*Paper.objects.unmade().order_by("invoice__number"), *Reminder.objects.unmade().order_by("at")]:
        row.keep(f"%PDF-1.7 {row}".encode())


def open_month(office: Client) -> Any:
    return office.get(reverse("invoicing:month"))


def sessions(invoice: Invoice) -> list[Booking]:
    return [line.booking for line in invoice.lines.select_related("booking").order_by("booking__starts_at")]


def state(booking: Booking) -> str:
    return Line.objects.get(booking=booking).state


def paid(invoice: Invoice, laura: User, amount: str = str(GROSS), *, place: int = 0, on: date = TODAY) -> Payment:
    return pay(invoice, amount=Decimal(amount), paid_on=on, place=place, by=laura, now=NOW)
