"""The month's end in Laura's browser: what the page shows is what the button does."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from invoicing.models import Invoice, Line, NumberSeries
from processes.models import Process
from tests import factories
from tests.factories import client_of, helsinki
from tests.invoicing.month import (
    JANUARY,
    draft,
    held,
    open_month,
    press,
    print_all,
)
from tyonohjaus.people.models import Organisation, Practice, User

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_laura_drafts_looks_and_sends(framed: Process, office: Client, lehtola: Organisation) -> None:
    held(framed)
    page = open_month(office)
    assert page.status_code == 200
    assert page.context["month"].undrafted == 1

    assert office.post(reverse("invoicing:drafts", args=[JANUARY])).status_code == 303
    page = open_month(office)
    [row] = page.context["rows"]
    assert (row.title, row.count, row.net, row.gross) == (lehtola.name, 1, Decimal("175.00"), Decimal("219.63"))
    assert "20270001" in page.content.decode()

    sent = office.post(reverse("invoicing:issue", args=[JANUARY]), {"shown": page.context["month"].token})
    assert (sent.status_code, sent.url) == (303, "/billing/2027-01/")
    assert Invoice.objects.get().number == "20270001"

    page = office.get(sent.url)
    assert page.context["progress"].is_under_way
    print_all()
    assert office.get(sent.url).context["progress"].printed == 1


def test_what_changed_under_her_eyes_is_not_sent(framed: Process, office: Client, laura: User) -> None:
    session = held(framed)
    draft()
    token = open_month(office).context["month"].token
    session.reprice(by=laura, price=Decimal(200))

    page = office.post(reverse("invoicing:issue", args=[JANUARY]), {"shown": token})

    assert page.status_code == 422
    assert page.context["stale"]
    assert not Invoice.objects.issued().exists()
    assert Line.objects.get().price == 200  # drafted anew


def test_a_second_press_of_the_button_is_told(framed: Process, office: Client) -> None:
    held(framed)
    draft()
    token = open_month(office).context["month"].token
    office.post(reverse("invoicing:issue", args=[JANUARY]), {"shown": token})

    assert office.post(reverse("invoicing:issue", args=[JANUARY]), {"shown": token}).status_code == 422
    assert Invoice.objects.issued().count() == 1


def test_a_month_that_goes_on_offers_no_button(framed: Process, office: Client) -> None:
    held(framed, "2027-02-01 07:00")
    page = office.get("/billing/2027-02/")
    assert page.status_code == 200
    assert b'<form class="acts"' not in page.content

    assert office.post("/billing/2027-02/drafts/").status_code == 303
    assert not Invoice.objects.exists()


def test_what_is_no_month_is_not_there(office: Client, kuuloke: Practice) -> None:
    for path in ["/billing/2027-13/", "/billing/1999-01/", "/billing/x/", "/billing/2027-1/"]:
        assert office.get(path).status_code == 404, path


def test_opening_the_month_changes_nothing(framed: Process, office: Client) -> None:
    held(framed)
    open_month(office)
    assert not Line.objects.exists()
    assert not Invoice.objects.exists()


def test_only_the_office_opens_the_month(framed: Process, maija: User, sami: User, aino: User, outi: User) -> None:
    for person in (maija, sami, aino, outi):
        client = client_of(person)
        assert client.get("/billing/").status_code == 404
        assert client.post("/billing/2027-01/issue/").status_code == 404
        assert client.get(reverse("invoicing:numbers")).status_code == 404
        assert client.get(reverse("outbox:unsent")).status_code == 404


def test_the_page_asks_the_database_as_often_for_one_payer_as_for_three(
    framed: Process, office: Client, kuuloke: Practice, sami: User
) -> None:
    def payer(number: int) -> None:
        person = factories.make_person(name=f"Maksaja {number}", street="Katu 1", postcode="33100", city="Tampere")
        process = factories.make_process(supervisor=sami, supervisees=[person])
        held(process, f"2027-01-0{number + 1} 09:00")
        factories.make_booking(process=process, starts_at=helsinki(f"2027-01-1{number} 12:00"))

    def count() -> int:
        open_month(office)
        with CaptureQueriesContext(connection) as queries:
            open_month(office)
        return len(queries)

    payer(1)
    draft()
    one = count()
    payer(2), payer(3), payer(4)
    draft()
    assert count() == one


def test_laura_sets_the_years_first_number_until_one_is_given(framed: Process, office: Client) -> None:
    url = reverse("invoicing:numbers")
    assert b"20270001" in office.get(url).content
    assert office.post(url, {"number": "abc"}).status_code == 422
    assert office.post(url, {"number": "17"}).status_code == 303
    assert NumberSeries.objects.get().next == 17
    held(framed)
    draft()
    press(User.objects.get(name="Laura Salmi"))

    page = office.post(url, {"number": "30"})
    assert page.status_code == 422
    assert NumberSeries.objects.get().next == 18
