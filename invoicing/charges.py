"""Which sessions are charged, to whom, and at what share of which price. Reads bookings; writes nothing.

Internal supervision never, history from before the start of billing never, a session that costs nothing never.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Sum

from bookings.models import Approval, Booking, Status
from intake.models import BillingDetails
from processes.models import CostShare, Payer, References
from processes.models.shares import managers_at, managers_of_today, on_day
from processes.parties import managers, people_of, supervisees
from tyonohjaus.lib import money
from tyonohjaus.people.models import ApprovalMode, Organisation, Practice, User

from .models import Line
from .models.bundle import Bundle, bundle_of
from .models.line import WHOLE, LineKey


@dataclass(frozen=True, kw_only=True)
class Charge:
    """What one payer is charged for one session. The payer is an organisation or a person who pays as a consumer.

    `share` is the percent of the price that the session costs; `part` the percent of that which this payer carries, and
    `managers` who may say yes for it, by key: the payer's own; None, where no employer pays.
    """

    booking: Booking
    organisation: Organisation | None
    consumer: User | None
    references: References
    price: Decimal
    share: int
    net: Decimal
    part: Decimal = WHOLE
    managers: frozenset[UUID] | None = None
    edition: int = 0

    @property
    def payer(self) -> Any:
        return self.organisation or self.consumer

    @property
    def key(self) -> tuple[UUID, Bundle]:
        return self.payer.pk, bundle_of(self.organisation, self.booking.process, self.references)

    @property
    def is_part(self) -> bool:
        return self.part != WHOLE

    @property
    def line_key(self) -> LineKey:
        return self.booking.pk, self.organisation.pk if self.organisation and self.is_part else None

    @property
    def asks(self) -> list[User]:
        """The managers whose yes it waits for, each employer's own; empty where it waits for nobody."""
        return self._own(managers(self.booking.process, self.booking.starts_at)) if self._needs_yes else []

    @property
    def _needs_yes(self) -> bool:
        process = self.booking.process
        if not process.bills_employer or process.approval == ApprovalMode.FRAME:
            return False
        said = [one for one in self.booking.approved if one.asked_of(self.booking)]  # type: ignore[attr-defined]
        return not any(self.managers is None or one.manager_id in self.managers for one in said)

    def _own(self, users: list[User]) -> list[User]:
        return users if self.managers is None else [user for user in users if user.pk in self.managers]


class Gap(StrEnum):
    """Why a session that is to be charged cannot be."""

    PRICE = "price"
    PAYER = "payer"
    # How the payer is invoiced was asked, and the office has not confirmed it yet (S1-3).
    DETAILS = "details"


def charges(practice: Practice, *, until: date) -> Iterator[Charge | tuple[Booking, Gap]]:
    """Of each session up to that day that no issued invoice has: its charge, or what is missing. In order of time."""
    unconfirmed = set(BillingDetails.unconfirmed().values_list("organisation", flat=True))
    for booking in unbilled(practice, until=until).order_by("starts_at", "pk"):
        for charge in charges_of(booking):
            waits = isinstance(charge, Charge) and charge.organisation and charge.organisation.pk in unconfirmed
            yield (booking, Gap.DETAILS) if waits else charge


def unbilled(practice: Practice, *, until: date) -> QuerySet[Booking]:
    """Sessions that may be charged: billable, over, and not wholly on issued invoices."""
    over = Q(status__in=[Status.HELD, Status.NO_SHOW]) | Q(status=Status.CANCELLED, cancellation__share__gt=0)
    billed = Line.objects.billed()
    parts = billed.filter(part__lt=WHOLE).order_by().values("booking").annotate(sum=Sum("part"))
    partly = Q(pk__in=parts.filter(sum__lt=WHOLE).values("booking"))
    open_still = ~Exists(billed.filter(booking=OuterRef("pk"))) | partly
    return with_payer(Booking.objects.billable(practice, until=until).filter(over, open_still, waiver=None))


def with_payer(bookings: Any) -> Any:
    """All that `charges_of` reads, in a fixed number of queries."""
    yes = Approval.objects.filter(answer=Approval.Answer.APPROVED)
    related = ("process__organisation__own_of", "process__frame", "cancellation", "waiver")
    return bookings.select_related(*related).prefetch_related(
        people_of("process__"),
        managers_of_today("process__organisation__"),
        Prefetch("process__cost_shares", CostShare.objects.with_managers()),
        Prefetch("approvals", yes, to_attr="approved"),
        Prefetch("lines", Line.objects.select_related("credited", "invoice"), to_attr="all_lines"),
    )


def charges_of(booking: Booking) -> Iterator[Charge | tuple[Booking, Gap]]:
    """Nothing where there is nothing to charge."""
    share = booking.charged_percent
    if share == 0 or booking.price == 0:
        return
    if booking.price is None:
        yield booking, Gap.PRICE
        return
    net = money.share_of(booking.price, share)
    if net == 0:
        return
    if shares := on_day(booking.process, booking.day):
        yield from _parts(booking, shares, net)
        return
    organisation, consumer = _payer(booking)
    if organisation is None and consumer is None:
        yield booking, Gap.PAYER
        return
    yield Charge(
        booking=booking,
        organisation=organisation,
        consumer=consumer,
        references=booking.process.references if organisation else References(),
        price=booking.price,
        share=share,
        net=net,
        managers=managers_at(organisation) if organisation and booking.process.bills_employer else None,
        edition=_edition(booking, None),
    )


def _parts(booking: Booking, shares: list[CostShare], net: Decimal) -> Iterator[Charge]:
    """Each employer's part, whoever attended, but of those that have their invoice; not a cent is lost."""
    assert booking.price is not None
    billed = {line.organisation_id for line in _lines_of(booking) if line.is_billed}
    for share, part in zip(shares, money.split(net, [share.percent for share in shares]), strict=True):
        if share.organisation_id not in billed and part:
            yield Charge(
                booking=booking,
                organisation=share.organisation,
                consumer=None,
                references=share.references,
                price=booking.price,
                share=booking.charged_percent,
                net=part,
                part=share.percent,
                managers=share.managers,
                edition=_edition(booking, share.organisation_id),
            )


def _lines_of(booking: Booking) -> list[Line]:
    found: list[Line] = booking.all_lines  # type: ignore[attr-defined]
    return found


def _edition(booking: Booking, organisation: UUID | None) -> int:
    """How many lines of this session and payer were credited: the next one is to say so."""
    return sum(1 for line in _lines_of(booking) if line.is_credited and line.organisation_id == organisation)


def _payer(booking: Booking) -> tuple[Organisation | None, User | None]:
    """The employer; or, of one who pays for themselves, their own business, else they as a consumer.

    No employer ever gets the invoice of one who pays for themselves (DOMAIN 4.3), and of several who pay together
    nobody knows who pays what: both are for a person to mend.
    """
    process = booking.process
    organisation = process.organisation
    if process.payer == Payer.EMPLOYER:
        return organisation, None
    own = [person.user for person in supervisees(process, booking.day)]
    if organisation is not None:
        return (organisation, None) if organisation.own_of in own else (None, None)
    return None, own[0] if len(own) == 1 else None
