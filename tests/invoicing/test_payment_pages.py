"""The office writes down on pages what came in for an invoice, and its payer reads how it stands."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from invoicing.models import Invoice, Payment, balance_of
from processes.models import Process
from tests import factories
from tests.factories import client_of, helsinki
from tests.forms import finnish
from tests.invoicing.month import FEBRUARY, GROSS, MARCH_FIRST, TODAY, draft, held, issue, paid
from tyonohjaus.people.models import Membership, Organisation, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(laura: User) -> Client:
    return finnish(laura, content=False)  # money needs no content (C35)


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def page(name: str, invoice: Any) -> str:
    return reverse(f"invoicing:{name}", args=[invoice.pk])


def test_laura_marks_it_paid_in_one_press_and_takes_it_back(sent: Invoice, office: Client) -> None:
    shown = office.get(page("detail", sent))
    assert "Merkitse maksetuksi" in text_of(shown)
    form = shown.context["form"]
    press = {name: str(form[name].value()) for name in ("amount", "paid_on", "place")}

    for _press in range(2):
        after = office.post(page("payment", sent), press, follow=True)
        assert "Lasku on maksettu" in text_of(after)
    row = Payment.objects.get()
    assert (row.amount, row.paid_on) == (GROSS, TODAY)

    after = office.post(page("mistake", row), follow=True)
    assert "219,63 € on maksamatta" in text_of(after)


def test_what_is_wrong_is_said_and_what_was_typed_stays(sent: Invoice, office: Client) -> None:
    right = {"amount": "219,63", "paid_on": str(TODAY), "place": "0"}
    for typed, said in [
        ({"amount": "-5"}, "Kirjoita nollaa suurempi summa"),
        ({"amount": "0"}, "Kirjoita nollaa suurempi summa"),
        ({"amount": "99999,99"}, "yli kaksi kertaa"),
        ({"paid_on": "31.12.2098"}, "ei ole vielä tullut"),
        ({"paid_on": "1.1.2027"}, "ei ollut vielä lähtenyt"),
    ]:
        answer = office.post(page("payment", sent), right | typed)
        assert answer.status_code == 422, typed
        assert said in text_of(answer)
        assert all(value in text_of(answer) for value in typed.values())
    assert not Payment.objects.exists()


def test_what_stood_otherwise_in_the_meantime_is_shown_anew(sent: Invoice, office: Client, laura: User) -> None:
    paid(sent, laura, "100.00")
    answer = office.post(page("payment", sent), {"amount": "219,63", "paid_on": str(TODAY), "place": "0"})

    assert answer.status_code == 422
    assert "119,63 € on maksamatta" in text_of(answer)
    assert answer.context["form"]["place"].value() == 1


def test_laura_hears_how_much_is_to_be_given_back_when_she_credits_a_paid_invoice(
    sent: Invoice, office: Client, laura: User
) -> None:
    paid(sent, laura)
    assert "on tullut 219,63 €" in text_of(office.get(page("credit", sent)))
    lines = [str(line.pk) for line in sent.lines.all()]
    after = office.post(page("credit", sent), {"lines": lines, "then": "never"}, follow=True)
    assert "maksajalle on palautettava 219,63 €" in text_of(after)

    assert "Merkitse palautetuksi" in text_of(office.get(page("detail", sent)))
    back = {"amount": "219,63", "paid_on": str(TODAY), "place": "1"}
    assert office.post(page("payback", sent), back).status_code == 303
    assert balance_of(sent).over == 0


def test_overdue_the_oldest_first_with_their_sum_and_as_many_queries_for_three(
    sent: Invoice, framed: Process, office: Client, laura: User
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert office.get(reverse("invoicing:overdue")).status_code == 200
        return len(queries)

    assert "Mikään lasku ei ole myöhässä" in text_of(office.get(reverse("invoicing:overdue")))
    held(framed, "2027-02-03 09:00")
    issue(laura, FEBRUARY, now=MARCH_FIRST)
    with time_machine.travel(MARCH_FIRST):
        office = finnish(laura, content=False)
        office.get(reverse("invoicing:overdue"))
        one = count()
    with time_machine.travel(MARCH_FIRST + timedelta(days=40)):
        office = finnish(laura, content=False)
        shown = office.get(reverse("invoicing:overdue"))
        assert [line.title for line in shown.context["lines"]] == ["20270001", "20270002"]
        assert "439,26 €" in text_of(shown)
        assert count() == one


def test_maija_sees_how_her_invoice_stands_and_writes_nothing(sent: Invoice, maija: User, laura: User) -> None:
    client = finnish(maija)
    assert "Avoinna" in text_of(client.get(page("detail", sent)))
    row = paid(sent, laura, "200.00")
    seen = text_of(client.get(page("detail", sent)))
    assert "Osa maksettu" in seen
    assert "19,63 € on maksamatta" in seen
    assert laura.name not in seen
    assert "Osa maksettu" in text_of(client.get(reverse("invoicing:invoice_list")))

    for address in (page("payment", sent), page("payback", sent), page("mistake", row), reverse("invoicing:overdue")):
        assert client.post(address, {"amount": "1", "paid_on": str(TODAY), "place": "1"}).status_code in {403, 404}
    assert Payment.objects.count() == 1


def test_others_find_nothing_of_its_money(
    sent: Invoice, laura: User, pekka: User, sami: User, aino: User, outi: User
) -> None:
    row = paid(sent, laura)
    for person in (pekka, sami, aino, outi):
        client = client_of(person)
        for address in (page("detail", sent), page("payment", sent), page("payback", sent), page("mistake", row)):
            assert {client.post(address).status_code, client.get(address).status_code} == {404}, (person, address)


def test_the_offices_home_says_what_is_overdue(sent: Invoice, laura: User) -> None:
    with time_machine.travel(helsinki(f"{sent.due_on + timedelta(days=1)} 09:00")):
        shown = text_of(finnish(laura, content=False).get("/"))
    assert "1 lasku on myöhässä" in shown
    assert "Yhteensä 219,63 €" in shown


def test_one_who_pays_themselves_and_one_who_gets_the_bills_see_how_theirs_stand(
    sent: Invoice, private: Process, lehtola: Organisation, laura: User, outi: User
) -> None:
    """Each their own, with the days, lengths and codes behind it, and nothing of the other's (C17, C19)."""
    bertta = factories.make_person(name="Bertta Laskuttaja", email="bertta@lehtola.example")
    Membership.objects.create(user=bertta, organisation=lehtola, capacity="billing", starts_on=date(2026, 1, 1))
    held(private, "2027-02-03 09:00")
    [own] = issue(laura, FEBRUARY, now=MARCH_FIRST)
    with time_machine.travel(MARCH_FIRST):
        for person, theirs, others in ((bertta, sent, own), (outi, own, sent)):
            client = finnish(person)
            shown = text_of(client.get(page("detail", theirs)))
            [line] = theirs.lines.select_related("booking__process")
            assert f"{line.booking.minutes} min" in shown
            assert f"{line.booking.day.day}.{line.booking.day.month}.2027" in shown
            assert (line.booking.process.code in shown) is (person == bertta)
            assert ("Myöhässä" in shown, "Avoinna" in shown) == (person == bertta, person == outi)
            listed = text_of(client.get(reverse("invoicing:invoice_list")))
            assert theirs.number in listed
            assert others.number not in listed
            assert client.get(page("detail", others)).status_code == 404
            assert client.get(page("pdf", others)).status_code == 404


def test_of_a_draft_nothing_is_written_down_yet(framed: Process, office: Client) -> None:
    held(framed)
    [row] = draft()
    for name in ("payment", "payback", "remind"):
        for ask in (office.get, office.post):
            answer = ask(page(name, row))
            assert (answer.status_code, answer.url) == (303, page("detail", row)), name
