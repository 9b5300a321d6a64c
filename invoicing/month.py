"""How one month stands: what would be issued and at what sums, what is held back, what has gone out. Writes nothing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.db.models import Q

from bookings.models import Booking
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import stand
from tyonohjaus.people.models import Practice

from .charges import Charge, Gap, charges
from .composing import House
from .delivery import STALLED, Stage, Way, undelivered, ways
from .documents.document import printed_number
from .documents.faults import Problem
from .drafting import last_day, month_that_ended
from .drafts import Draft, drafts_of
from .due import Due
from .issuing import failed_when_ordered
from .marks import unmarked
from .models import Export, Invoice, Line, NumberSeries
from .models.charged import HELD_BACK
from .plan import plan_of
from .progress import Progress, counted
from .turnover import Turnover, turnover_of


@dataclass(frozen=True)
class Sent:
    invoice: Invoice
    way: Way

    @property
    def is_brought(self) -> bool:
        """Does the office bring it? So from the first minute on where the payer has no address."""
        return self.way.stage == Stage.BY_HAND or (self.way.stage == Stage.PRINTING and not self.invoice.goes_by_itself)


@dataclass(frozen=True, kw_only=True)
class Month:
    first: date
    now: datetime
    house: House
    drafts: list[Draft]
    issued: list[Sent]
    # Issued ones, of this month and before, that reach no payer unless somebody does something.
    stalled: list[Sent]
    # Lines of this month and before that wait for the payer's yes or were returned.
    held_back: list[Line]
    # What came after its payer had had this month's invoice: it goes on the next one.
    postponed: list[Charge]
    # Sessions that are over and that nobody has marked.
    unmarked: list[Booking]
    gaps: list[tuple[Booking, Gap]]
    # Issued lines whose session says something else today.
    changed: list[Line]
    # First days of earlier months with drafts that nobody issued.
    left_over: list[date]
    # This year's and the one before, where the seller is not registered for VAT; else empty.
    turnover: list[Turnover]
    # How many lines wait to go to another program; None where nothing is billed there.
    to_export: int | None
    # For how many sessions a run would change something now.
    undrafted: int
    # The day of the last number, where it lies ahead of today.
    later_issued_on: date | None
    # Drafts that did not go out when they were ordered, with what was noted of it.
    failed_when_ordered: dict[UUID, str]
    running: int

    @property
    def last(self) -> date:
        return last_day(self.first)

    @property
    def previous(self) -> date:
        return clock.months_on(self.first, -1)

    @property
    def next(self) -> date:
        return self.last + timedelta(days=1)

    @property
    def is_over(self) -> bool:
        return self.first <= month_that_ended(self.now)

    @property
    def today(self) -> date:
        return clock.day_of(self.now)

    @property
    def practice(self) -> Practice:
        return self.house.practice

    @cached_property
    def ready(self) -> list[Draft]:
        return [draft for draft in self.drafts if draft.is_ready and not draft.is_ordered]

    @property
    def progress(self) -> Progress:
        ordered = sum(1 for draft in self.drafts if draft.is_ordered)
        return counted(self.first, {sent.invoice.pk: sent.way for sent in self.issued}, ordered=ordered)

    @property
    def total(self) -> Decimal:
        """What the button would send, in euros with VAT."""
        return sum((draft.document.sums.gross for draft in self.ready), Decimal())

    @property
    def numbers(self) -> tuple[str, str]:
        """The first and the last number that it would give."""
        count = max(len(self.ready), 1)
        first, last = self.running, self.running + count - 1
        return printed_number(year=self.today.year, running=first), printed_number(year=self.today.year, running=last)

    @property
    def by_hand(self) -> int:
        return sum(1 for draft in self.ready if not draft.invoice.goes_by_itself)

    @property
    def mailed(self) -> int:
        return sum(1 for draft in self.ready if draft.invoice.address)

    @property
    def dropped(self) -> int:
        """How many go into the operator's folder."""
        return len(self.ready) - self.by_hand - self.mailed

    @property
    def done(self) -> int:
        """How many of the issued ones have reached their payer, as far as we know."""
        return self.progress.done

    @property
    def seller_problems(self) -> list[Problem]:
        """What the practice's own page lacks: the same on each draft."""
        return self.drafts[0].sellers_problems if self.drafts else []

    @cached_property
    def shown(self) -> dict[UUID, str]:
        """What the button would send: these invoices, with this content."""
        return {draft.invoice.pk: draft.document.content for draft in self.ready}

    @property
    def token(self) -> str:
        """What the button was shown with. Who presses it later sends nothing else."""
        return stand(sorted(f"{key} {content}" for key, content in self.shown.items()))


def month_of(first: date, *, now: datetime) -> Month:
    """In a number of queries that does not grow with the month."""
    house, last, today = House.read(), last_day(first), clock.day_of(now)
    running, later = NumberSeries.peek(on=today), NumberSeries.later_than(today)
    drafts = drafts_of(first, house=house, on=today, running=running, later=later)
    issued, stalled = _issued(first)
    found = list(charges(Due.read(house.practice, until=last), practice=house.practice))
    due = [charge for charge in found if isinstance(charge, Charge)]
    unissued = list(Line.objects.unissued().until(last).select_related("package"))
    in_work = list(Invoice.objects.in_work(first))
    plan = plan_of(unissued, due, in_work, first=first)
    months = {row.period_first_on for row in in_work if not row.is_issued}
    return Month(
        first=first,
        now=now,
        house=house,
        running=running,
        later_issued_on=later,
        drafts=drafts,
        failed_when_ordered=failed_when_ordered([draft.invoice for draft in drafts]),
        issued=issued,
        stalled=stalled,
        held_back=_held_back(last),
        unmarked=list(unmarked(house.practice, until=last, now=now)),
        gaps=[gap for gap in found if not isinstance(gap, Charge)],
        left_over=sorted(month for month in months if month < first),
        postponed=plan.postponed,
        undrafted=len(plan.touched),
        to_export=_to_export(first, due, unissued, bills_here=house.practice.billing == Practice.Billing.HERE),
        changed=_changed(first),
        turnover=turnover_of(house.practice, year=first.year),
    )


def _to_export(first: date, due: list[Charge], unissued: list[Line], *, bills_here: bool) -> int | None:
    elsewhere = {charge.line_key for charge in due if charge.elsewhere}
    if bills_here and not elsewhere and not Export.objects.filter(first_on=first).exists():
        return None
    return sum(1 for line in unissued if line.key in elsewhere and line.is_free)


def _issued(first: date) -> tuple[list[Sent], list[Sent]]:
    """This month's, and of these and all before it those that stalled."""
    of_month, before = Q(period_first_on=first), Q(period_first_on__lt=first)
    rows = Invoice.objects.issued().filter(of_month | before & undelivered())
    invoices = list(rows.select_related("organisation__own_of", "consumer").defer("document").order_by("number"))
    Invoice.ask_who_reads(invoices)
    way = ways(invoices)
    found = [Sent(row, way[row.pk]) for row in invoices]
    stalled = [sent for sent in found if sent.way.stage in STALLED or sent.is_brought]
    return [sent for sent in found if sent.invoice.period_first_on == first], stalled


def _held_back(last: date) -> list[Line]:
    held = Line.objects.filter(state__in=HELD_BACK).until(last)
    rows = held.select_related("booking__process__organisation", "organisation", "package", "travel")
    return list(rows.in_order())


def _changed(first: date) -> list[Line]:
    """Sessions that were waived, marked or priced otherwise after their invoice had gone out."""
    of_month = Q(invoice__period_first_on=first) | Q(export__first_on=first)
    lines = Line.objects.billed().filter(of_month)
    payers = ("invoice__organisation", "invoice__consumer", "organisation", "booking__process__organisation")
    rows = lines.select_related(*payers, "export", "package", "travel", "booking__cancellation", "booking__waiver")
    light = rows.defer("invoice__document", "export__content").order_by("booking__starts_at")
    return [line for line in light if not line.is_current]
