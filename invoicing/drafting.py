"""Sessions to lines, lines to drafts: one draft a payer and bundle. Running it again changes nothing.

One run at a time (the practice's row is the lock), in one transaction; the drafts are locked too, so that no line is
put on an invoice while it is being issued.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tyonohjaus.events.models import history
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Practice

from .charges import Charge, charges
from .due import Due
from .hours import accept_silence, answer_by
from .models import Invoice, Line, PackedSession
from .plan import Key, key_of, plan_of

DONE = "month.drafted"


class NotOver(Exception):
    """The month goes on: it is drafted when it has ended."""


@dataclass(frozen=True, kw_only=True)
class Drafted:
    """How many lines came and went; both nought when a run changed nothing."""

    new: int
    gone: int


def month_that_ended(now: datetime) -> date:
    """The first day of the month before this one."""
    return clock.months_on(clock.day_of(now), -1)


def last_day(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def in_turn(rows: Iterable[Invoice]) -> list[Invoice]:
    """In the order in which they get their numbers: by payer's name, then by what tells the payer's own apart."""
    return sorted(rows, key=lambda row: (str(row.payer), row.references, row.bundle))


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
    return Drafted(new=len(run.plan.added), gone=len(run.plan.removed))


def draft_once_a_day(*, now: datetime) -> None:
    """The month that ended, at the first tick of each day: what was marked since then and what silence has accepted by
    then, and asks no manager twice."""
    practice = Practice.objects.get()
    begin, end = clock.day_bounds(clock.day_of(now))
    if history(practice).filter(name=DONE, at__gte=begin, at__lt=end).exists():
        return
    accept_silence(clock.day_of(now))
    with transaction.atomic():
        first = month_that_ended(now)
        draft_month(first, now=now)
        record(DONE, subject=practice, month=f"{first:%Y-%m}")


class _Run:
    """One run: what it reads and locks, and then the plan, in the order of its steps."""

    def __init__(self, first: date, now: datetime, practice: Practice) -> None:
        self.now = now
        self.drafts = set(Invoice.objects.drafts().select_for_update().order_by("pk").values_list("pk", flat=True))
        unissued = Line.objects.unissued().until(last_day(first)).select_for_update(of=("self",)).order_by("pk")
        self.lines = {line.key: line for line in unissued.select_related("package")}
        found = Due.read(practice, until=last_day(first))
        self.packing = found.packing
        due = [one for one in charges(found, practice=practice) if isinstance(one, Charge)]
        self.invoices = {key_of(row): row for row in Invoice.objects.in_work(first)}
        self.plan = plan_of(self.lines.values(), due, self.invoices.values(), first=first)

    def renew_lines(self) -> None:
        for line in self.plan.removed:
            line.delete()
        PackedSession.objects.filter(pk__in=[one.pk for one in self.packing.leaving]).delete()
        PackedSession.objects.bulk_create(self.packing.joining)
        for line in self.plan.released:
            line.release()
        new = {charge.line_key: self._line(charge) for charge in self.plan.added}
        Line.objects.bulk_create(new.values(), batch_size=500)
        self.lines |= new

    def place_lines(self) -> None:
        """Without an event, since drafts are rebuilt daily."""
        by_draft: dict[UUID | None, list[UUID]] = {}
        for one in self.plan.placed:
            draft = self._draft(one.charge, one.key) if one.key else None
            by_draft.setdefault(draft, []).append(self.lines[one.charge.line_key].pk)
        for draft, lines in by_draft.items():
            Line.objects.filter(pk__in=lines).update(invoice=draft)

    def drop_empty_drafts(self) -> None:
        Invoice.objects.drafts().filter(pk__in=self.drafts, lines=None).delete()

    def ask(self) -> None:
        """Each manager is told once of all that waits for them."""
        by_manager: dict[Any, list[str]] = {}
        for charge in self.plan.added:
            for manager in charge.asks:
                by_manager.setdefault(manager, []).append(str(self.lines[charge.line_key].pk))
        for manager, lines in by_manager.items():
            record("hours.asked", subject=manager, lines=lines, answer_by_on=str(answer_by(self.now)))

    def _line(self, charge: Charge) -> Line:
        waits = bool(charge.asks)
        return Line(
            booking=charge.booking,
            organisation=charge.organisation if charge.is_part else None,
            part=charge.part,
            amount=charge.net if charge.is_part else None,
            edition=charge.edition,
            price=charge.price,
            share=charge.share,
            service=charge.service,
            package=charge.item.package,
            travel=charge.item.travel,
            state=Line.State.WAITING if waits else Line.State.READY,
            answer_by_on=answer_by(self.now) if waits else None,
        )

    def _draft(self, charge: Charge, key: Key) -> UUID:
        """The draft that has this key, made when there is none."""
        if key not in self.invoices:
            payer, first, bundle = key
            self.invoices[key] = Invoice.objects.create(
                organisation=charge.organisation,
                consumer=charge.consumer,
                payer_key=payer,
                period_first_on=first,
                period_last_on=last_day(first),
                edition=self._edition(key),
                bundle=bundle.name,
                **bundle.references._asdict(),
            )
        return self.invoices[key].pk

    def _edition(self, key: Key) -> int:
        """How many of this key went out and were credited whole."""
        payer, first, bundle = key
        same = Invoice.objects.invoices().issued().of_month(first).filter(payer_key=payer, bundle=bundle.name)
        return (same if bundle.name else same.filter(**bundle.references._asdict())).count()
