"""What an invoice asks for, what has come in for it, and what is left."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
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
    """In euros with VAT. `credited` by credit notes, `paid`, and `fees` of reminders are what they come to together.

    `received` is what came in, without what was given back; `credited_first` what had been credited by then.
    """

    gross: Decimal
    credited: Decimal
    paid: Decimal
    fees: Decimal = NOUGHT
    received: Decimal = NOUGHT
    credited_first: Decimal = NOUGHT
    due_on: date | None

    @classmethod
    def of(cls, invoice: Any) -> "Balance":
        """Of a row that was read by `with_balance`."""
        return cls(
            gross=invoice.gross,
            credited=-money.cents(invoice.sum_credited),
            paid=money.cents(invoice.sum_paid),
            fees=money.cents(invoice.sum_fees),
            received=money.cents(invoice.sum_received),
            credited_first=-money.cents(invoice.sum_credited_first),
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
    def fees_paid(self) -> Decimal:
        """Who was reminded may have paid the fee as well: what was more than the invoice asked for when it came. What
        came for the invoice itself pays no fee, also where a part of that is credited later; and of one that is
        credited whole there was nothing to remind of."""
        beyond = self.received - (self.gross - self.credited_first)
        return min(max(beyond, NOUGHT), self.fees) if self.credited < self.gross else NOUGHT

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
    """Each issued invoice with what it was credited (nought or below) and what has come in: one query for all."""
    from .invoice import Invoice
    from .payment import Payment
    from .reminder import Reminder

    standing = Payment.objects.standing().filter(invoice=OuterRef("pk")).order_by()
    notes = Invoice.objects.filter(credits=OuterRef("pk")).order_by()
    # By the days on paper; of one day in the order in which they were written.
    later = Q(paid_on__gt=OuterRef("issue_on")) | Q(paid_on=OuterRef("issue_on"), at__gte=OuterRef("issued_at"))
    came_later = Payment.objects.standing().filter(later, invoice=OuterRef("credits"), amount__gt=0)
    letters = Reminder.objects.filter(invoice=OuterRef("pk")).order_by()
    return invoices.annotate(
        sum_paid=_sum(standing.values("invoice"), "amount"),
        sum_received=_sum(standing.filter(amount__gt=0).values("invoice"), "amount"),
        sum_credited=_sum(notes.values("credits"), "gross"),
        sum_credited_first=_sum(notes.filter(Exists(came_later)).values("credits"), "gross"),
        sum_fees=_sum(letters.values("invoice"), "fee"),
    )


def balance_of(invoice: Any) -> Balance:
    """As it stands now: one query, without its document."""
    from .invoice import Invoice

    return Balance.of(with_balance(Invoice.objects.filter(pk=invoice.pk).defer("document")).get())


def owing(invoices: QuerySet[Any]) -> QuerySet[Any]:
    """Those that ask for something still."""
    left = F("gross") + F("sum_credited") - F("sum_paid")
    return with_balance(invoices).annotate(left_open=left).filter(due_on__isnull=False, left_open__gt=LESS_THAN_A_CENT)


def _sum(grouped: Any, column: str) -> Any:
    total = Subquery(grouped.annotate(total=Sum(column)).values("total"), output_field=EUROS)
    return Coalesce(total, Value(NOUGHT, output_field=EUROS), output_field=EUROS)
