"""What a reminder costs, where a part of its invoice is taken back or was paid before: it is asked for, and never kept
of money that came for the invoice itself (docs/decisions/0045)."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine

from invoicing.crediting import mirror
from invoicing.models import Balance, Invoice, Reminder, Standing, balance_of, credit, owing, pay
from invoicing.reminding import remind
from invoicing.report import of_year, open_items
from processes.models import Process
from tests.bookings.mails import gone, post
from tests.factories import helsinki
from tests.forms import finnish
from tests.invoicing.month import held, issue, print_all
from tests.invoicing.test_reminders import page, text_of
from tyonohjaus.people.models import User

pytestmark = pytest.mark.django_db

FEE = Decimal(40)


@pytest.fixture
def out(framed: Process, laura: User) -> Invoice:
    """Lehtola's invoice of two sessions, that has reached its address."""
    held(framed)
    held(framed, "2027-01-18 09:00")
    [invoice] = issue(laura)
    print_all()
    gone()
    return invoice


def reminded(invoice: Invoice, laura: User, *, late: int, step: int = 1, fee: Decimal = FEE) -> Reminder:
    at = helsinki(f"{invoice.due_on + timedelta(days=late)} 09:00")
    with time_machine.travel(at):
        return remind(invoice, step=step, fee=fee, by=laura, now=at)


def one_credited(invoice: Invoice, laura: User, *, late: int) -> None:
    at = helsinki(f"{invoice.due_on + timedelta(days=late)} 09:00")
    first = [invoice.lines.order_by("booking__starts_at").values_list("pk", flat=True)[0]]
    with time_machine.travel(at):
        credit(invoice, lines=first, again=False, by=laura, now=at, mirror=mirror(invoice))


def came(invoice: Invoice, laura: User, amount: Decimal, *, late: int, place: int = 0) -> Balance:
    day = invoice.due_on + timedelta(days=late)
    pay(invoice, amount=amount, paid_on=day, place=place, by=laura, now=helsinki(f"{day} 12:00"))
    return balance_of(invoice)


def test_of_one_that_was_paid_without_the_fee_all_that_is_credited_goes_back(out: Invoice, laura: User) -> None:
    reminded(out, laura, late=1)
    assert came(out, laura, out.gross, late=2).standing(out.due_on) == Standing.PAID
    one_credited(out, laura, late=3)

    assert balance_of(out).over == balance_of(out).credited == Decimal("219.63")


def test_a_fee_that_was_paid_is_kept_whatever_part_is_credited_later(out: Invoice, laura: User) -> None:
    reminded(out, laura, late=1)
    assert came(out, laura, out.gross + FEE, late=2).over == 0
    one_credited(out, laura, late=3)
    credited = balance_of(out).credited

    assert balance_of(out).over == credited
    assert came(out, laura, -credited, late=4, place=1).over == 0
    assert balance_of(out).standing(out.due_on) == Standing.PAID


def test_a_fee_is_paid_with_what_a_credit_note_left(out: Invoice, laura: User) -> None:
    reminded(out, laura, late=1)
    one_credited(out, laura, late=2)
    assert balance_of(out).asked == balance_of(out).open + FEE

    assert (
        came(out, laura, balance_of(out).asked, late=2).over == 0
    )  # written on the same day as the note, and after it


def test_what_came_before_the_reminder_pays_no_fee(out: Invoice, laura: User) -> None:
    came(out, laura, Decimal(300), late=1)
    reminded(out, laura, late=2)
    one_credited(out, laura, late=3)

    assert balance_of(out).over == Decimal(300) - (out.gross - balance_of(out).credited)


def test_a_fee_that_was_paid_in_parts_is_kept_to_the_cent(out: Invoice, laura: User) -> None:
    """Half of the fee came after a part had been credited: the other half is not kept of what is to be given back."""
    reminded(out, laura, late=1)
    came(out, laura, out.gross, late=2)
    one_credited(out, laura, late=3)
    credited = balance_of(out).credited

    assert came(out, laura, Decimal("20.01"), late=4, place=1).over == credited
    assert came(out, laura, Decimal("19.99"), late=5, place=2).over == credited
    assert came(out, laura, Decimal("0.01"), late=6, place=3).over == credited + Decimal("0.01")


def test_of_what_was_paid_before_the_letter_none_is_its_fee(out: Invoice, laura: User) -> None:
    """Written down afterwards, with its day: no fee was asked for when it came."""
    reminded(out, laura, late=2)

    assert came(out, laura, out.gross + 5, late=1).over == 5


def test_the_second_letter_asks_for_all_that_the_page_says_is_asked(out: Invoice, laura: User) -> None:
    first = reminded(out, laura, late=1)
    one_credited(out, laura, late=2)
    late = (first.due_on - out.due_on).days + 1
    second = reminded(out, laura, late=late, step=2, fee=Decimal(0))

    letter = second.frozen()
    assert (letter.open, letter.total) == (balance_of(out).open, balance_of(out).asked)
    assert letter.barcode[17:25] == "00025962"


def test_a_letter_that_asks_for_too_much_by_now_does_not_leave(out: Invoice, laura: User) -> None:
    reminded(out, laura, late=1)
    print_all()
    one_credited(out, laura, late=1)

    assert not [mail for mail in post() if "maksumuistutus" in mail.subject.lower()]


def test_what_is_open_after_a_part_was_credited_is_the_same_everywhere(out: Invoice, laura: User, maija: User) -> None:
    reminded(out, laura, late=1)
    one_credited(out, laura, late=2)
    left = out.gross - balance_of(out).credited

    assert left == Decimal("219.62")
    assert [balance.open for _row, balance in open_items()] == [left]
    assert [row.left_open for row in owing(Invoice.objects.all())] == [left]
    at = helsinki(f"{out.due_on + timedelta(days=60)} 09:00")
    with time_machine.travel(at):
        assert of_year(2027, today=at.date()).together.overdue == left
        text = f"{left}".replace(".", ",")
        assert text in text_of(finnish(maija).get(page("detail", out)))
        assert text in text_of(finnish(laura, content=False).get(page("remind", out)))
