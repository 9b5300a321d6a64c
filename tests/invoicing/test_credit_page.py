"""Laura credits an invoice on its page; the payer gets a note by mail, Maija and Pekka have no such page."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from invoicing.models import Invoice, Line
from tests.factories import client_of
from tests.invoicing.month import draft, issue, print_all
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import User

pytestmark = pytest.mark.django_db


def page(invoice: Invoice) -> str:
    return reverse("invoicing:credit", args=[invoice.pk])


def chosen(invoice: Invoice, **more: Any) -> dict[str, Any]:
    return {"lines": [str(line.pk) for line in invoice.lines.all()], "then": "again"} | more


def test_laura_credits_and_the_payer_gets_the_note(office: Client, sent: Invoice, laura: User) -> None:
    assert "175,00" in office.get(page(sent)).content.decode()

    answer = office.post(page(sent), chosen(sent))
    note = Invoice.objects.get(credits=sent)
    assert (answer.status_code, answer["Location"]) == (303, reverse("invoicing:detail", args=[note.pk]))
    shown = office.get(answer["Location"]).content.decode()
    assert "Hyvityslasku 20270002" in shown
    assert "20270001" in shown

    print_all()
    mail = Message.objects.get(about_id=note.pk)
    assert mail.facts["credited"] == "20270001"
    assert mail.address == sent.address
    assert [row.period_first_on for row in draft()] == [sent.period_first_on], "its session waits on a new draft"


def test_nobody_is_charged_where_she_says_so(office: Client, sent: Invoice) -> None:
    office.post(page(sent), chosen(sent, then="never"))

    assert draft() == []


@pytest.mark.parametrize("wrong", [{"lines": []}, {"then": ""}, {"then": "perhaps"}])
def test_what_is_missing_is_said_and_nothing_is_issued(office: Client, sent: Invoice, wrong: dict[str, Any]) -> None:
    answer = office.post(page(sent), chosen(sent, **wrong))

    assert answer.status_code == 422
    assert not Invoice.objects.exclude(credits=None).exists()


def test_a_double_click_issues_one_note(office: Client, sent: Invoice) -> None:
    form = chosen(sent)
    office.post(page(sent), form)
    answer = office.post(page(sent), form)

    assert answer.status_code == 422
    assert "Laskulla ei ole hyvitettävää" in answer.content.decode()
    assert Invoice.objects.exclude(credits=None).count() == 1


def test_another_invoices_line_is_not_credited(office: Client, sent: Invoice, private: Any, laura: User) -> None:
    from tests.invoicing.month import FEBRUARY, MARCH_FIRST, held

    held(private, "2027-02-03 09:00")
    [other] = issue(laura, FEBRUARY, now=MARCH_FIRST)
    answer = office.post(page(sent), chosen(other))

    assert answer.status_code == 422
    assert Line.objects.billed().count() == 2


@pytest.mark.parametrize("who", ["maija", "pekka", "sami", "outi"])
def test_only_the_office_credits(who: str, sent: Invoice, request: pytest.FixtureRequest) -> None:
    client = client_of(request.getfixturevalue(who))
    before = Invoice.objects.count()
    assert client.get(page(sent)).status_code in {403, 404}
    assert client.post(page(sent), chosen(sent)).status_code in {403, 404}
    assert Invoice.objects.count() == before
