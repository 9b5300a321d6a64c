"""What an invoice asks for, what has come in for it, and what is left."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import DecimalField, F, OuterRef, Prefetch, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from tyonohjaus.lib import money

EUROS: Any = DecimalField(max_digits=12, decimal_places=2)
NOUGHT = Decimal("0.00")
LESS_THAN_A_CENT = Decimal("0.005")  # SQLite counts in binary fractions


class Standing(StrEnum):
    """How an issued invoice stands with its payer."""

    OPEN = "open"
    OVERDUE = "overdue"
    PAID = "paid"
    OVERPAID = "overpaid"  # something is to be given back
    CREDITED = "credited"  # whole, and nothing was paid
    NOTHING = "nothing"  # it asks for nothing: a sum of nought, or a credit note


@dataclass(frozen=True, kw_only=True)
class Balance:
    """In euros with VAT. `credited` by credit notes, `paid`, and `fees` of reminders are what they come to together;
    `fees_paid` what of `paid` was for the fees."""

    gross: Decimal
    credited: Decimal
    paid: Decimal
    fees: Decimal = NOUGHT
    fees_paid: Decimal = NOUGHT
    due_on: date | None

    @classmethod
    def of(cls, invoice: Any) -> "Balance":
        """Of a row that was read by `with_balance`."""
        return cls(
            gross=invoice.gross,
            credited=-money.cents(invoice.sum_credited),
            paid=money.cents(invoice.sum_paid),
            fees=money.cents(invoice.sum_fees),
            fees_paid=_fees_paid(invoice),
            due_on=invoice.due_on,
        )

    @property
    def open(self) -> Decimal:
        """What is left to pay of the invoice itself."""
        return max(self._left, NOUGHT)

    @property
    def asked(self) -> Decimal:
        """With what its reminders cost; nought once the invoice itself is paid."""
        return self._left + self.fees if self.open else NOUGHT

    @property
    def over(self) -> Decimal:
        """What the payer is to get back."""
        return max(-self._left - self.fees_paid, NOUGHT)

    @property
    def is_less_now(self) -> bool:
        """Is something left to pay, and not the whole?"""
        return bool(self.open and self._left < self.gross)

    @property
    def is_part_paid(self) -> bool:
        return bool(self.open and self.paid > 0)

    def standing(self, today: date) -> Standing:
        if self.due_on is None or not self.gross:
            return Standing.NOTHING
        if self.over:
            return Standing.OVERPAID
        if self.open:
            return Standing.OVERDUE if self.due_on < today else Standing.OPEN
        return Standing.PAID if self.paid > 0 else Standing.CREDITED

    @property
    def _left(self) -> Decimal:
        return self.gross - self.credited - self.paid


def with_balance(invoices: QuerySet[Any]) -> QuerySet[Any]:
    """Each issued invoice with what it was credited (nought or below) and what has come in: one query for all, and
    three for the rows of those whose reminder cost something."""
    from .invoice import Invoice
    from .payment import Payment
    from .reminder import Reminder

    standing, letters = Payment.objects.standing(), Reminder.objects.defer("pdf", "document")
    notes = Invoice.objects.exclude(credits=None).defer("document")
    cost = letters.filter(fee__gt=0)
    reminded = cost.values("invoice")
    return invoices.annotate(
        sum_paid=_sum(standing.filter(invoice=OuterRef("pk")), "invoice", "amount"),
        sum_credited=_sum(notes.filter(credits=OuterRef("pk")), "credits", "gross"),
        sum_fees=_sum(letters.filter(invoice=OuterRef("pk")), "invoice", "fee"),
    ).prefetch_related(
        Prefetch("reminders", cost, to_attr="costly_reminders"),
        Prefetch("payments", standing.filter(invoice__in=reminded), to_attr="payments_of_reminded"),
        Prefetch("credit_notes", notes.filter(credits__in=reminded), to_attr="notes_of_reminded"),
    )


def _fees_paid(invoice: Any) -> Decimal:
    """Who was reminded may have paid the fee as well: of each payment what went beyond all that the invoice asked for
    when it came, by the days on paper, and on one day in the order in which they were written. What came for the
    invoice itself pays no fee, also where a part of that is credited later; and of one that is credited whole there was
    nothing to remind of."""
    if not invoice.costly_reminders or invoice.gross + invoice.sum_credited < LESS_THAN_A_CENT:
        return NOUGHT
    moves = [
        *((row.sent_on, row.at, row.fee, NOUGHT, NOUGHT) for row in invoice.costly_reminders),
        *((row.issue_on, row.issued_at, NOUGHT, row.gross, NOUGHT) for row in invoice.notes_of_reminded),
        *((row.paid_on, row.at, NOUGHT, NOUGHT, row.amount) for row in invoice.payments_of_reminded),
    ]
    left, asked, kept = invoice.gross, NOUGHT, NOUGHT
    for _day, _at, fee, credited, came in sorted(moves):
        asked, left = asked + fee, left + credited
        kept += min(max(came - max(left, NOUGHT), NOUGHT), asked - kept)
        left -= came
    return kept


def balance_of(invoice: Any) -> Balance:
    """As it stands now, without its document."""
    from .invoice import Invoice

    return Balance.of(with_balance(Invoice.objects.filter(pk=invoice.pk).defer("document")).get())


def owing(invoices: QuerySet[Any]) -> QuerySet[Any]:
    """Those that ask for something still."""
    left = F("gross") + F("sum_credited") - F("sum_paid")
    return with_balance(invoices).annotate(left_open=left).filter(due_on__isnull=False, left_open__gt=LESS_THAN_A_CENT)


def _sum(rows: QuerySet[Any], of: str, column: str) -> Any:
    grouped = rows.order_by().values(of)
    total = Subquery(grouped.annotate(total=Sum(column)).values("total"), output_field=EUROS)
    return Coalesce(total, Value(NOUGHT, output_field=EUROS), output_field=EUROS)
