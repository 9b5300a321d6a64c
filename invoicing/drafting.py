"""Sessions to lines, lines to drafts: one draft a payer and references. Running it again changes nothing.

One run at a time (the practice's row is the lock), in one transaction; the drafts are locked too, so that no line is
put on an invoice while it is being issued.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from tyonohjaus.events.models import history
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.working_days import add_working_days
from tyonohjaus.people.models import Practice

from .charges import Charge, References, charges
from .hours import accept_silence
from .models import Invoice, Line

WORKING_DAYS_TO_ANSWER = 5

DONE = "month.drafted"

Key = tuple[UUID, date, References]


class NotOver(Exception):
    """The month goes on: it is drafted when it has ended."""


@dataclass(frozen=True, kw_only=True)
class Drafted:
    """How many lines came and went; both nought when a run changed nothing."""

    new: int
    gone: int


def month_that_ended(now: datetime) -> date:
    """The first day of the month before this one."""
    return (clock.local(now).date().replace(day=1) - timedelta(days=1)).replace(day=1)


def last_day(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def references_of(row: Invoice) -> References:
    return References(row.cost_centre, row.buyer_reference, row.order_number)


def in_turn(rows: Iterable[Invoice]) -> list[Invoice]:
    """In the order in which they get their numbers: by payer's name, then by references."""
    return sorted(rows, key=lambda row: (str(row.payer), references_of(row)))


def draft_month(first: date, *, now: datetime) -> Drafted:
    """Bring lines and drafts up to what the sessions say: this month's, and late ones of before. Raises NotOver.

    A line that waits for a yes or was returned is on no draft; nor is one whose payer has had this month's invoice:
    it goes on the next.
    """
    if first > month_that_ended(now):
        raise NotOver
    with transaction.atomic():
        run = _Run(first, now, Practice.objects.select_for_update().get())
        run.renew_lines()
        run.place_lines()
        run.drop_empty_drafts()
        run.ask()
    return Drafted(new=run.new, gone=run.gone)


def draft_once_a_day(*, now: datetime) -> None:
    """The month that ended, at the first tick of each day: what was marked since then and what silence has accepted by
    then, and asks no manager twice."""
    practice = Practice.objects.get()
    begin, end = clock.day_bounds(clock.local(now).date())
    if history(practice).filter(name=DONE, at__gte=begin, at__lt=end).exists():
        return
    accept_silence(clock.local(now).date())
    with transaction.atomic():
        first = month_that_ended(now)
        draft_month(first, now=now)
        record(DONE, subject=practice, month=f"{first:%Y-%m}")


class _Run:
    """One run, in the order of its steps."""

    def __init__(self, first: date, now: datetime, practice: Practice) -> None:
        self.first, self.last, self.now = first, last_day(first), now
        self.drafts = {row.pk: row for row in Invoice.objects.drafts().select_for_update().order_by("pk")}
        unissued = Line.objects.unissued().filter(booking__starts_at__lt=clock.day_bounds(self.last)[1])
        self.lines = {line.booking_id: line for line in unissued.select_for_update(of=("self",)).order_by("pk")}
        found = charges(practice, until=self.last)
        self.charges = {one.booking.pk: one for one in found if isinstance(one, Charge)}
        self.asked: list[tuple[Line, Charge]] = []
        self.new = self.gone = 0

    def renew_lines(self) -> None:
        """Each charge has its line, as it is now, and nothing else has one."""
        for booking, line in list(self.lines.items()):
            charge = self.charges.get(booking)
            if charge is None or (line.price, line.share) != (charge.price, charge.share):
                self._remove(self.lines.pop(booking))
            elif line.state == Line.State.WAITING and not charge.asks:
                line.release()
        for booking, charge in self.charges.items():
            if booking not in self.lines:
                self.lines[booking] = self._add(charge)

    def place_lines(self) -> None:
        """Each line that is ready lies on its payer's draft; where it lies already, its month stays."""
        self.invoices = self._invoices()
        for booking, line in self.lines.items():
            if line.state != Line.State.READY:
                continue
            charge = self.charges[booking]
            draft = self.drafts.get(line.invoice_id) if line.invoice_id else None
            first = draft.period_first_on if draft else self.first
            target = self._invoice(charge, first)
            if target != line.invoice_id:
                line.place(on=target)

    def drop_empty_drafts(self) -> None:
        Invoice.objects.drafts().filter(pk__in=self.drafts, lines=None).delete()

    def ask(self) -> None:
        """Each manager is told once of all that waits for them."""
        by_manager: dict[Any, list[str]] = {}
        for line, charge in self.asked:
            for manager in charge.asks:
                by_manager.setdefault(manager, []).append(str(line.pk))
        for manager, lines in by_manager.items():
            record("hours.asked", subject=manager, lines=lines, answer_by_on=str(self._answer_by()))

    def _add(self, charge: Charge) -> Line:
        waits = bool(charge.asks)
        line = Line.objects.create(
            booking=charge.booking,
            price=charge.price,
            share=charge.share,
            state=Line.State.WAITING if waits else Line.State.READY,
            answer_by_on=self._answer_by() if waits else None,
        )
        self.new += 1
        if waits:
            self.asked.append((line, charge))
        return line

    def _remove(self, line: Line) -> None:
        self.gone += 1
        line.delete()

    def _invoices(self) -> dict[Key, Invoice]:
        """Of all months that are touched: by what makes an invoice one, drafts and issued ones."""
        months = {self.first} | {draft.period_first_on for draft in self.drafts.values()}
        rows = Invoice.objects.filter(period_first_on__in=months).defer("document")
        return {(row.payer_key, row.period_first_on, references_of(row)): row for row in rows}

    def _invoice(self, charge: Charge, first: date) -> UUID | None:
        """The draft for it, made when there is none; None where that month's invoice has been issued."""
        payer, references = charge.key
        key = (payer, first, references)
        if key not in self.invoices:
            self.invoices[key] = Invoice.objects.create(
                organisation=charge.organisation,
                consumer=charge.consumer,
                payer_key=payer,
                period_first_on=first,
                period_last_on=last_day(first),
                **references._asdict(),
            )
            self.drafts[self.invoices[key].pk] = self.invoices[key]
        row = self.invoices[key]
        return None if row.is_issued else row.pk

    def _answer_by(self) -> date:
        return add_working_days(clock.local(self.now).date(), WORKING_DAYS_TO_ANSWER)
