"""What has come in for an invoice: written down by hand, taken back by a row, and never by itself."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from invoicing.crediting import mirror
from invoicing.models import (
    Invoice,
    NotPayable,
    Payment,
    PaymentTakenBack,
    Refusal,
    Standing,
    balance_of,
    credit,
    owing,
)
from tests.database import refused
from tests.factories import NOW
from tests.invoicing.month import GROSS, TODAY, paid
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def credited(invoice: Invoice, laura: User) -> Invoice:
    lines = list(invoice.lines.values_list("pk", flat=True))
    return credit(invoice, lines=lines, again=False, by=laura, now=NOW, mirror=mirror(invoice))


def test_it_is_paid_when_the_sum_has_come_in_by_parts(sent: Invoice, laura: User) -> None:
    assert (balance_of(sent).open, balance_of(sent).standing(TODAY)) == (GROSS, Standing.OPEN)

    paid(sent, laura, "100.10")
    assert (balance_of(sent).open, balance_of(sent).is_part_paid) == (Decimal("119.53"), True)

    paid(sent, laura, "119.53", place=1)
    assert balance_of(sent).standing(TODAY) == Standing.PAID
    assert not owing(Invoice.objects.all()).exists()
    assert Event.objects.filter(name="invoice.paid").count() == 2


def test_it_is_overdue_from_the_day_after_its_due_day(sent: Invoice) -> None:
    """Which was moved to a working day when it was issued."""
    due = sent.due_on
    assert [balance_of(sent).standing(due + timedelta(days=days)) for days in (0, 1)] == [
        Standing.OPEN,
        Standing.OVERDUE,
    ]


def test_what_came_in_too_much_is_given_back_and_no_more(sent: Invoice, laura: User) -> None:
    paid(sent, laura, "229.63")
    assert (balance_of(sent).over, balance_of(sent).standing(TODAY)) == (Decimal("10.00"), Standing.OVERPAID)

    with pytest.raises(NotPayable) as no:
        paid(sent, laura, "-10.01", place=1)
    assert no.value.why == Refusal.MORE_THAN_OVER

    paid(sent, laura, "-10.00", place=1)
    assert balance_of(sent).standing(TODAY) == Standing.PAID


def test_credited_after_it_was_paid_all_of_it_is_to_be_given_back(sent: Invoice, laura: User) -> None:
    paid(sent, laura)
    credited(sent, laura)

    assert (balance_of(sent).over, balance_of(sent).standing(TODAY)) == (GROSS, Standing.OVERPAID)


def test_credited_whole_nothing_is_open(sent: Invoice, laura: User) -> None:
    note = credited(sent, laura)

    assert (balance_of(sent).open, balance_of(sent).standing(TODAY)) == (0, Standing.CREDITED)
    assert balance_of(note).standing(TODAY) == Standing.NOTHING
    with pytest.raises(NotPayable):
        paid(note, laura, "1.00")


def test_two_presses_write_one_and_another_persons_is_told(sent: Invoice, laura: User, sami: User) -> None:
    assert paid(sent, laura) == paid(sent, laura)
    assert Event.objects.filter(name="invoice.paid").count() == 1
    with pytest.raises(NotPayable) as no:
        paid(sent, sami, "100.00")
    assert no.value.why == Refusal.MEANWHILE


def test_what_cannot_be_is_refused(sent: Invoice, laura: User) -> None:
    for amount, on, why in [
        ("0.00", TODAY, Refusal.NO_SUM),
        ("-1.00", TODAY, Refusal.MORE_THAN_OVER),
        ("439.27", TODAY, Refusal.ABSURD),
        ("219.63", TODAY + timedelta(days=1), Refusal.FUTURE),
        ("219.63", TODAY - timedelta(days=1), Refusal.BEFORE_ISSUE),
    ]:
        with pytest.raises(NotPayable) as said:
            paid(sent, laura, amount, on=on)
        assert said.value.why == why
    assert not Payment.objects.exists()


def test_a_mistake_is_taken_back_by_a_row_and_once_E7(sent: Invoice, laura: User) -> None:
    row = paid(sent, laura)

    assert [row.take_back(by=laura, now=NOW), row.take_back(by=laura, now=NOW)] == [True, False]
    assert balance_of(sent).open == GROSS
    assert (Payment.objects.count(), PaymentTakenBack.objects.count()) == (1, 1)


def test_no_two_payments_of_an_invoice_have_one_place(sent: Invoice, laura: User) -> None:
    paid(sent, laura, "100.00")
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(invoice=sent, place=0, amount=1, paid_on=TODAY, at=NOW, by=laura)


def test_the_database_keeps_what_was_written(sent: Invoice, laura: User) -> None:
    paid(sent, laura).take_back(by=laura, now=NOW)
    for sql in (
        "UPDATE invoicing_payment SET amount = 1",
        "DELETE FROM invoicing_paymenttakenback",
        "DELETE FROM invoicing_payment",
    ):
        assert refused(sql), sql
