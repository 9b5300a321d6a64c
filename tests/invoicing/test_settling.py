"""Laura and a payer agree on a line: at a price, or it is let go."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from bookings.models import Booking
from invoicing.models import Invoice, Line
from invoicing.monthly_run import issue_all
from processes.models import Process
from tests.factories import NOW
from tests.invoicing.month import (
    JANUARY,
    draft,
    held,
    sessions,
    state,
)
from tyonohjaus.people.models import User

pytestmark = pytest.mark.django_db


def test_laura_settles_a_returned_line_at_the_price_agreed(
    group_with_sami: Process, office: Client, maija: User
) -> None:
    session = held(group_with_sami)
    draft()
    line = Line.objects.get()
    line.give_back(by=maija, returned_as="price")
    url = reverse("invoicing:line_settle", args=[line.pk])

    faulty = office.post(url, {"price": "sata"})
    assert faulty.status_code == 422
    assert b"sata" in faulty.content

    assert office.post(url, {"price": "150,00"}).status_code == 303
    invoice = Invoice.objects.get()
    assert sessions(invoice) == [session]
    assert invoice.lines.get().net == Decimal("150.00")
    assert office.post(url, {"price": "160,00"}).status_code == 422  # too late: it was settled


def test_laura_lets_a_returned_line_go(group_with_sami: Process, office: Client, maija: User) -> None:
    held(group_with_sami)
    draft()
    line = Line.objects.get()
    line.give_back(by=maija, returned_as="not_held")

    assert office.post(reverse("invoicing:line_settle", args=[line.pk]), {"decision": "let_go"}).status_code == 303
    assert not Line.objects.exists()
    assert draft() == []


def test_laura_writes_down_a_yes_given_by_phone(group_with_sami: Process, office: Client) -> None:
    session = held(group_with_sami)
    draft()
    office.post(reverse("invoicing:line_settle", args=[Line.objects.get().pk]), {"price": "175,00"})

    assert state(session) == Line.State.READY
    assert sessions(Invoice.objects.get()) == [session]


def test_laura_gives_a_session_its_price(framed: Process, office: Client, laura: User) -> None:
    session = held(framed, price=None)
    url = reverse("invoicing:session_price", args=[session.pk])
    assert office.get(url).status_code == 200

    office.post(url, {"price": "175"})

    assert sessions(Invoice.objects.get()) == [session]
    issue_all(JANUARY, by=laura, now=NOW)
    assert office.post(url, {"price": "200"}).status_code == 422
    assert Booking.objects.get().price == 175
