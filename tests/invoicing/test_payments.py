"""What has come in for an invoice: written down by hand, taken back by a row, and never by itself."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from invoicing.crediting import mirror
from invoicing.models import (
    Balance,
    Invoice,
    NotPayable,
    Payment,
    PaymentTakenBack,
    Refusal,
    Standing,
    credit,
    owing,
    pay,
    with_balance,
)
from processes.models import Process
from tests import factories
from tests.factories import NOW, client_of, helsinki
from tests.forms import finnish
from tests.invoicing.month import FEBRUARY, MARCH_FIRST, draft, held, issue
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Membership, Organisation, User

pytestmark = pytest.mark.django_db

GROSS = Decimal("219.63")
TODAY = clock.day_of(NOW)


def paid(invoice: Invoice, laura: User, amount: str = "219.63", *, place: int = 0, on: date = TODAY) -> Payment:
    return pay(invoice, amount=Decimal(amount), paid_on=on, place=place, by=laura, now=NOW)


def credited(invoice: Invoice, laura: User) -> Invoice:
    lines = list(invoice.lines.values_list("pk", flat=True))
    return credit(invoice, lines=lines, again=False, by=laura, now=NOW, mirror=mirror(invoice))


def balance(invoice: Invoice) -> Balance:
    return Balance.of(with_balance(Invoice.objects.filter(pk=invoice.pk)).get())


def test_it_is_paid_when_the_sum_has_come_in_by_parts(sent: Invoice, laura: User) -> None:
    assert (balance(sent).open, balance(sent).standing(TODAY)) == (GROSS, Standing.OPEN)

    paid(sent, laura, "100.10")
    assert (balance(sent).open, balance(sent).is_part_paid) == (Decimal("119.53"), True)

    paid(sent, laura, "119.53", place=1)
    assert balance(sent).standing(TODAY) == Standing.PAID
    assert not owing(Invoice.objects.all()).exists()
    assert Event.objects.filter(name="invoice.paid").count() == 2


def test_it_is_overdue_from_the_day_after_its_due_day(sent: Invoice) -> None:
    """Which was moved to a working day when it was issued."""
    due = sent.due_on
    assert [balance(sent).standing(due + timedelta(days=days)) for days in (0, 1)] == [Standing.OPEN, Standing.OVERDUE]


def test_what_came_in_too_much_is_given_back_and_no_more(sent: Invoice, laura: User) -> None:
    paid(sent, laura, "229.63")
    assert (balance(sent).over, balance(sent).standing(TODAY)) == (Decimal("10.00"), Standing.OVERPAID)

    with pytest.raises(NotPayable) as refused:
        paid(sent, laura, "-10.01", place=1)
    assert refused.value.why == Refusal.MORE_THAN_OVER

    paid(sent, laura, "-10.00", place=1)
    assert balance(sent).standing(TODAY) == Standing.PAID


def test_credited_after_it_was_paid_all_of_it_is_to_be_given_back(sent: Invoice, laura: User) -> None:
    paid(sent, laura)
    credited(sent, laura)

    assert (balance(sent).over, balance(sent).standing(TODAY)) == (GROSS, Standing.OVERPAID)


def test_credited_whole_nothing_is_open(sent: Invoice, laura: User) -> None:
    note = credited(sent, laura)

    assert (balance(sent).open, balance(sent).standing(TODAY)) == (0, Standing.CREDITED)
    assert balance(note).standing(TODAY) == Standing.NOTHING
    with pytest.raises(NotPayable):
        paid(note, laura, "1.00")


def test_two_presses_write_one_and_another_persons_is_told(sent: Invoice, laura: User, sami: User) -> None:
    assert paid(sent, laura) == paid(sent, laura)
    assert Event.objects.filter(name="invoice.paid").count() == 1
    with pytest.raises(NotPayable) as refused:
        paid(sent, sami, "100.00")
    assert refused.value.why == Refusal.MEANWHILE


@pytest.mark.parametrize(
    ("amount", "on", "why"),
    [
        ("0.00", TODAY, Refusal.NO_SUM),
        ("-1.00", TODAY, Refusal.MORE_THAN_OVER),
        ("439.27", TODAY, Refusal.ABSURD),
        ("219.63", TODAY + timedelta(days=1), Refusal.FUTURE),
        ("219.63", TODAY - timedelta(days=1), Refusal.BEFORE_ISSUE),
    ],
)
def test_what_cannot_be_is_refused(sent: Invoice, laura: User, amount: str, on: date, why: Refusal) -> None:
    with pytest.raises(NotPayable) as refused:
        paid(sent, laura, amount, on=on)
    assert refused.value.why == why
    assert not Payment.objects.exists()


def test_a_mistake_is_taken_back_by_a_row_and_once_E7(sent: Invoice, laura: User) -> None:
    row = paid(sent, laura)

    assert [row.take_back(by=laura, now=NOW), row.take_back(by=laura, now=NOW)] == [True, False]
    assert balance(sent).open == GROSS
    assert (Payment.objects.count(), PaymentTakenBack.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE invoicing_payment SET amount = 1",
        "DELETE FROM invoicing_paymenttakenback",
        "DELETE FROM invoicing_payment",
        "INSERT INTO invoicing_payment SELECT * FROM invoicing_payment",
    ],
)
def test_the_database_keeps_what_was_written(sent: Invoice, laura: User, sql: str) -> None:
    paid(sent, laura).take_back(by=laura, now=NOW)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


# --- pages


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


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"amount": "-5"}, "Kirjoita nollaa suurempi summa"),
        ({"amount": "0"}, "Kirjoita nollaa suurempi summa"),
        ({"amount": "99999,99"}, "yli kaksi kertaa"),
        ({"paid_on": "31.12.2098"}, "ei ole vielä tullut"),
        ({"paid_on": "1.1.2027"}, "ei ollut vielä lähtenyt"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    sent: Invoice, office: Client, typed: dict[str, str], said: str
) -> None:
    answer = office.post(page("payment", sent), {"amount": "219,63", "paid_on": str(TODAY), "place": "0"} | typed)

    assert answer.status_code == 422
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
    assert balance(sent).over == 0


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


@pytest.mark.parametrize("who", ["pekka", "sami", "aino", "outi"])
def test_others_find_nothing_of_its_money(who: str, sent: Invoice, laura: User, request: Any) -> None:
    row = paid(sent, laura)
    client = client_of(request.getfixturevalue(who))
    for address in (page("detail", sent), page("payment", sent), page("payback", sent), page("mistake", row)):
        assert client.post(address).status_code in {404, 405} or client.get(address).status_code == 404
        assert client.get(address).status_code in {404, 405}


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


@pytest.mark.parametrize("page", ["payment", "payback", "remind"])
def test_of_a_draft_nothing_is_written_down_yet(framed: Process, office: Client, page: str) -> None:
    held(framed)
    [row] = draft()
    for ask in (office.get, office.post):
        answer = ask(reverse(f"invoicing:{page}", args=[row.pk]))
        assert (answer.status_code, answer.url) == (303, reverse("invoicing:detail", args=[row.pk]))
