"""Money that came in for an invoice, or went back, as the office wrote it down by hand.

Nothing of the invoice changes by it, and no row is ever changed or removed: a mistake is taken back by a row (E7).
"""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from tyonohjaus.access import Action, Scoped, ScopedQuerySet
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock

from .balance import Balance, with_balance
from .invoice import Invoice


class NotPayable(Exception):
    """`why`: one of `Refusal`; `balance`: how the invoice stands."""

    def __init__(self, why: "Refusal", balance: Balance) -> None:
        super().__init__(why)
        self.why, self.balance = why, balance


class Refusal(models.TextChoices):
    NOTHING_ASKED = "nothing_asked"  # a draft, a credit note, an invoice of nought
    MEANWHILE = "meanwhile"  # something was written of its money since the page was opened
    FUTURE = "future"
    BEFORE_ISSUE = "before_issue"
    NO_SUM = "no_sum"
    ABSURD = "absurd"  # would leave more to be given back than the whole invoice asked
    MORE_THAN_OVER = "more_than_over"  # more is given back than was paid too much


class PaymentQuerySet(ScopedQuerySet["Payment"]):
    def standing(self) -> "PaymentQuerySet":
        return self.filter(taken_back=None)


class Payment(Scoped):
    """`amount` in euros: what came in; below nought, what was given back of what had come in too much."""

    scope = "invoice"
    SEE = Action.INVOICE_ISSUE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="payments")
    # The how manieth of its invoice it is: what is unique lets two presses of one button write one row.
    place = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    paid_on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects: ClassVar = PaymentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["invoice", "place"], name="payment_once"),
            models.CheckConstraint(condition=~Q(amount=0), name="payment_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id} {self.place}"

    def take_back(self, *, by: Any, now: datetime) -> bool:
        """It was written down by mistake. False where that had been said already: a second press writes nothing."""
        with transaction.atomic():
            Invoice.objects.select_for_update(of=("self",)).get(pk=self.invoice_id)
            _row, is_new = PaymentTakenBack.objects.get_or_create(payment=self, defaults={"at": now, "by": by})
            if is_new:
                record("payment.taken_back", subject=self.invoice, by=by, amount=str(self.amount))
        return is_new


class PaymentTakenBack(Scoped):
    """That a payment never was: the row stays, and counts no more."""

    scope = "payment__invoice"
    SEE = Action.INVOICE_ISSUE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    payment = models.OneToOneField(Payment, models.PROTECT, related_name="taken_back")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.payment_id}"


def pay(invoice: Invoice, *, amount: Decimal, paid_on: date, place: int, by: Any, now: datetime) -> Payment:
    """Write down that so much came in on that day, or, below nought, went back. Raises NotPayable.

    `place`: how many payments the page knew of. A second press of one button finds the row of the first.
    """
    with transaction.atomic():
        # Whoever writes of its money queues here.
        Invoice.objects.select_for_update(of=("self",)).get(pk=invoice.pk)
        row = with_balance(Invoice.objects.filter(pk=invoice.pk).defer("document")).get()
        if row.due_on is None or not row.gross:
            raise NotPayable(Refusal.NOTHING_ASKED, Balance.of(row))
        if pressed := row.payments.filter(place=place, amount=amount, paid_on=paid_on, by=by).first():
            return pressed
        if why := _refusal(row, amount=amount, paid_on=paid_on, place=place, today=clock.day_of(now)):
            raise NotPayable(why, Balance.of(row))
        payment = Payment.objects.create(invoice=row, place=place, amount=amount, paid_on=paid_on, at=now, by=by)
        record("invoice.paid" if amount > 0 else "invoice.paid_back", subject=row, by=by, amount=str(amount))
    return payment


def _refusal(row: Any, *, amount: Decimal, paid_on: date, place: int, today: date) -> Refusal | None:
    balance = Balance.of(row)
    checks = {
        Refusal.MEANWHILE: place != row.payments.count(),
        Refusal.NO_SUM: not amount,
        Refusal.FUTURE: paid_on > today,
        Refusal.BEFORE_ISSUE: paid_on < row.issue_on,
        Refusal.ABSURD: amount > balance.open + balance.gross,
        Refusal.MORE_THAN_OVER: -amount > balance.over,
    }
    return next((why for why, is_so in checks.items() if is_so), None)
