"""Laura's first page: how the month stands, and what could not be sent."""

import pytest
from django.test import Client
from django.urls import reverse

from invoicing.models import Invoice
from processes.models import Process
from tests.invoicing.month import draft, held, issue
from tyonohjaus.outbox.models import Message, State
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_the_offices_home_says_how_the_month_stands(framed: Process, office: Client) -> None:
    held(framed)
    draft()
    page = office.get("/")
    assert page.status_code == 200
    assert page.templates[0].name == "home/office.html"
    assert "219,63" in page.content.decode()


def test_what_came_after_the_invoice_is_told_until_the_next_one(framed: Process, office: Client, laura: User) -> None:
    held(framed)
    issue(laura)
    held(framed, "2027-01-25 09:00")

    assert "1 tapaaminen merkittiin laskun jälkeen" in office.get("/").content.decode()


def test_laura_sees_what_could_not_be_sent_and_sends_it_again(sent: Invoice, office: Client) -> None:
    message = Message.objects.get()
    Message.objects.update(state=State.FAILED, problem="SMTPRecipientsRefused 550")
    page = office.get(reverse("outbox:unsent"))
    text = page.content.decode()
    assert "laskut@lehtola.example" in text
    assert "20270001" in text
    assert "550" in text

    assert office.post(reverse("outbox:sending", args=[message.pk])).status_code == 303
    message.refresh_from_db()
    assert message.state == State.WAITING
