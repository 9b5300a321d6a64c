"""Credit and correct: what went out wrong is taken back by a note, and the right invoice goes out once (E6)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from bookings.models import Booking
from invoicing.crediting import _numbers, mirror
from invoicing.models import CreditedAlready, CreditedLine, Invoice, Line, NotCreditable, NumberSeries, Paper
from invoicing.models import credit as credit_lines
from invoicing.repricing import reprice
from processes.models import Process
from tests.factories import NOW, helsinki
from tests.invoicing.month import FEBRUARY, draft, held, issue, sessions
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def of_two(framed: Process, laura: User) -> Invoice:
    """Lehtola's January: Aino's two sessions, 175 euros each."""
    held(framed), held(framed, "2027-01-25 09:00")
    [invoice] = issue(laura)
    return invoice


def credit(invoice: Invoice, *lines: Line, by: User, again: bool = True, now: Any = NOW) -> Invoice:
    chosen = [line.pk for line in lines or invoice.lines.all()]
    return credit_lines(invoice, lines=chosen, again=again, by=by, now=now, mirror=mirror(invoice))


def lines(invoice: Invoice) -> list[Line]:
    return list(invoice.lines.order_by("booking__starts_at"))


def test_a_note_has_its_own_number_and_names_its_invoice(of_two: Invoice, laura: User) -> None:
    note = credit(of_two, by=laura)

    assert (of_two.number, note.number) == ("20270001", "20270002")
    document = note.frozen()
    assert document.is_credit_note
    assert document.credited
    assert document.credited.number == "20270001"
    assert document.sums.gross == -of_two.frozen().sums.gross
    assert document.credits_whole_invoice
    assert Invoice.objects.get(pk=of_two.pk).frozen() == of_two.frozen(), "the invoice itself stays as it went out"
    assert Paper.objects.filter(invoice=note).exists()


def test_a_wrong_price_is_credited_and_billed_right_on_an_invoice_of_the_same_month(
    of_two: Invoice, laura: User
) -> None:
    note = credit(of_two, by=laura)
    for booking in Booking.objects.all():
        reprice(booking, by=laura, price=Decimal(160))

    [right] = issue(laura)
    assert right.number == "20270003"
    assert right.period_first_on == of_two.period_first_on
    assert [line.net for line in lines(right)] == [Decimal(160), Decimal(160)]
    assert of_two.gross + note.gross + right.gross == right.gross
    assert draft() == [], "and a run more finds nothing to bill"


def test_of_an_invoice_credited_in_part_the_right_line_goes_on_the_next(of_two: Invoice, laura: User) -> None:
    first, second = lines(of_two)
    note = credit(of_two, second, by=laura)
    reprice(second.booking, by=laura, price=Decimal(160))

    assert not note.frozen().credits_whole_invoice
    assert draft() == []
    [february] = issue(laura, FEBRUARY, now=helsinki("2027-03-01 08:00"))
    assert sessions(february) == [second.booking]
    assert first.is_billed


def test_what_was_not_held_after_all_is_charged_to_nobody(of_two: Invoice, laura: User) -> None:
    credit(of_two, by=laura, again=False)

    assert draft() == []
    assert draft(FEBRUARY, now=helsinki("2027-03-01 08:00")) == []
    assert set(Line.objects.filter(edition=1).values_list("state", flat=True)) == {Line.State.LET_GO}


def test_two_notes_leave_nothing_and_each_cent_is_there_once(framed: Process, laura: User) -> None:
    for day, price in (("11", "0.02"), ("18", "33.33"), ("25", "66.67")):
        held(framed, f"2027-01-{day} 09:00", price=Decimal(price))
    [invoice] = issue(laura)
    one, two, three = lines(invoice)

    first, last = credit(invoice, one, two, by=laura), credit(invoice, three, by=laura)
    assert invoice.gross + first.gross + last.gross == 0
    assert last.frozen().left_to_pay == 0
    assert last.frozen().credited.earlier[0].number == first.number


def test_the_line_that_was_chosen_is_credited_also_when_its_session_was_moved_since(
    of_two: Invoice, laura: User
) -> None:
    """By what it was frozen from, not by the place that it has today."""
    second = lines(of_two)[1]
    Booking.objects.filter(pk=second.booking_id).update(
        starts_at=helsinki("2027-01-04 09:00"), ends_at=helsinki("2027-01-04 10:30")
    )

    note = credit(of_two, second, by=laura)

    [line] = note.frozen().lines
    assert (line.number, line.key, line.performed_on) == (2, second.pk, date(2027, 1, 25))


def test_what_was_frozen_before_lines_had_keys_is_credited_by_its_order(of_two: Invoice) -> None:
    document = of_two.frozen()
    old = replace(document, lines=tuple(replace(line, key=None) for line in document.lines))

    assert _numbers(of_two, old) == _numbers(of_two, document)


def test_nothing_is_credited_twice(of_two: Invoice, laura: User) -> None:
    first, second = lines(of_two)
    credit(of_two, first, by=laura)

    for again in ([first], [first, second], []):
        with pytest.raises(CreditedAlready):
            credit_lines(
                of_two, lines=[line.pk for line in again], again=True, by=laura, now=NOW, mirror=mirror(of_two)
            )
    assert NumberSeries.peek(on=NOW.date()) == 3, "a refusal gives its number back"


def test_neither_a_draft_nor_a_note_is_credited(framed: Process, laura: User) -> None:
    held(framed)
    [row] = draft()
    with pytest.raises(NotCreditable):
        credit(row, by=laura)
    [invoice] = issue(laura)
    note = credit(invoice, by=laura)
    with pytest.raises(NotCreditable):
        credit(note, *lines(invoice), by=laura)


def test_the_database_lets_no_second_line_in_without_a_credit(of_two: Invoice, laura: User) -> None:
    first, second = lines(of_two)
    same = {"booking": first.booking, "price": 1, "share": 100, "service": "session"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.create(**same, edition=1)
    credit(of_two, first, by=laura)
    Line.objects.create(**same, edition=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.create(**same, edition=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.create(**same | {"booking": second.booking}, edition=1)


def test_a_credited_line_stays_credited(of_two: Invoice, laura: User) -> None:
    credit(of_two, by=laura)
    for change in (lambda rows: rows.delete(), lambda rows: rows.update(note=of_two)):
        with pytest.raises(IntegrityError), transaction.atomic():
            change(CreditedLine.objects.all())
