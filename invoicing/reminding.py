"""When an invoice may be reminded of, at what cost, and how. Always by a person's press, never by itself.

Act on Debt Collection (513/1999): of a consumer at most 5 € a reminder, and not before 14 days have passed since the
due day, or since the reminder before. Of a business or a public buyer 40 € once, the standard compensation (Directive
2011/7/EU). INVOICING.md 6.4 has the sources; the practice's accountant confirms them.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db import transaction

from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.working_days import next_working_day

from .delivery import DONE, Stage, ways
from .documents.reminder import ReminderDocument
from .models import Balance, Invoice, Reminder, balance_of

STEPS = 2
CONSUMER_FEE, COMPENSATION = Decimal("5.00"), Decimal("40.00")
CONSUMER_WAITS = timedelta(days=14)
TIME_TO_PAY = {True: timedelta(days=14), False: timedelta(days=7)}  # of a consumer, of a business


class WhyNot(StrEnum):
    NOTHING_OPEN = "nothing_open"
    NOT_OVERDUE = "not_overdue"
    NOT_DELIVERED = "not_delivered"
    TOO_SOON = "too_soon"  # the time that the last reminder gave has not passed
    ENOUGH = "enough"
    FEE = "fee"  # more than the law allows now
    MEANWHILE = "meanwhile"  # this step has been sent


class NotRemindable(Exception):
    def __init__(self, why: WhyNot) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a reminder would be if it were sent today. `why_not`: None where it may be sent."""

    why_not: WhyNot | None
    step: int
    most_fee: Decimal
    due_on: date
    address: str
    open: Decimal
    earlier_fees: Decimal
    is_consumer: bool


def terms_of(invoice: Invoice, *, today: date) -> Terms:
    balance = balance_of(invoice)
    earlier = list(invoice.reminders.defer("pdf", "document").order_by("step"))
    way, is_consumer = ways([invoice])[invoice.pk], invoice.frozen().buyer.is_consumer
    return Terms(
        why_not=_why_not(balance, way.stage, earlier, today),
        step=len(earlier) + 1,
        most_fee=_most_fee(balance, earlier, today, is_consumer=is_consumer),
        due_on=next_working_day(today + TIME_TO_PAY[is_consumer]),
        address=invoice.address if way.stage is Stage.SENT else "",
        open=balance.open,
        earlier_fees=balance.fees,
        is_consumer=is_consumer,
    )


def remind(invoice: Invoice, *, step: int, fee: Decimal, by: Any, now: datetime) -> Reminder:
    """Freeze the letter; a worker prints it, and it goes the way that its invoice went. Raises NotRemindable."""
    today = clock.day_of(now)
    with transaction.atomic():
        row = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice.pk)
        terms = terms_of(row, today=today)
        if terms.why_not or step != terms.step or not 0 <= fee <= terms.most_fee:
            raise NotRemindable(WhyNot.MEANWHILE if step != terms.step else terms.why_not or WhyNot.FEE)
        balance = balance_of(row)
        letter = ReminderDocument.of(
            row.frozen(),
            step=step,
            issue_on=today,
            due_on=terms.due_on,
            credited=balance.credited,
            paid=balance.paid,
            fee=fee,
            earlier_fees=balance.fees,
        )
        reminder = Reminder.objects.create(
            invoice=row,
            step=step,
            document=letter.to_json(),
            fee=fee,
            sent_on=today,
            due_on=terms.due_on,
            address=terms.address,
            at=now,
            by=by,
        )
        record("invoice.reminded", subject=reminder, by=by, step=step)
    return reminder


def _why_not(balance: Balance, stage: Stage, earlier: list[Reminder], today: date) -> WhyNot | None:
    reasons = {
        WhyNot.NOTHING_OPEN: not (balance.open and balance.due_on),
        WhyNot.NOT_OVERDUE: balance.due_on is not None and today <= balance.due_on,
        WhyNot.NOT_DELIVERED: stage not in DONE,
        WhyNot.ENOUGH: len(earlier) >= STEPS,
        WhyNot.TOO_SOON: bool(earlier) and today <= earlier[-1].due_on,
    }
    return next((why for why, is_so in reasons.items() if is_so), None)


def _most_fee(balance: Balance, earlier: list[Reminder], today: date, *, is_consumer: bool) -> Decimal:
    """What the law lets this one cost the payer."""
    if not is_consumer:
        return max(COMPENSATION - balance.fees, Decimal(0))
    since = earlier[-1].sent_on if earlier else balance.due_on
    return CONSUMER_FEE if since and today >= since + CONSUMER_WAITS else Decimal(0)
