"""Which sessions are charged, to whom, and at what share of which price. Reads bookings; writes nothing.

Internal supervision never, history from before the start of billing never, a session that costs nothing never.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
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
from tyonohjaus.people.models import ApprovalMode, Channel, Organisation, Practice, User

from .documents.document import Service
from .models import Line, Package, PackedSession, TravelCost
from .models.bundle import Bundle, bundle_of
from .models.line import WHOLE, LineKey, service_of
from .packing import Packing, packing_of

WHOLE_PERCENT = 100


@dataclass(frozen=True, kw_only=True)
class Charge:
    """What one payer is charged for one session. The payer is an organisation or a person who pays as a consumer.

    `share` is the percent of the price that the session costs; `part` the percent of that which this payer carries, and
    `managers` who may say yes for it, by key: the payer's own; None, where no employer pays.
    """

    item: "Item"
    organisation: Organisation | None
    consumer: User | None
    references: References
    price: Decimal
    share: int
    net: Decimal
    part: Decimal = WHOLE
    managers: frozenset[UUID] | None = None
    edition: int = 0
    # Another program makes its invoice.
    elsewhere: bool = False

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
        travel = self.item.travel
        organisation = self.organisation.pk if self.organisation and self.is_part else None
        return self.booking.pk, organisation, travel.pk if travel else None

    @property
    def booking(self) -> Booking:
        return self.item.booking

    @property
    def service(self) -> Service:
        if self.item.travel:
            return Service.TRAVEL
        return Service.PACKAGE if self.item.package else service_of(self.booking)

    def is_on(self, line: Line) -> bool:
        """Does that line ask for just this?"""
        package = self.item.package
        said = line.price, line.share, line.service, line.part, line.package_id
        return said == (self.price, self.share, self.service, self.part, package.pk if package else None)

    @property
    def asks(self) -> list[User]:
        """The managers whose yes it waits for, each employer's own; empty where it waits for nobody."""
        return self._own(managers(self.booking.process, self.booking.starts_at)) if self._needs_yes else []

    @property
    def _needs_yes(self) -> bool:
        process = self.booking.process
        if not process.bills_employer or process.approval == ApprovalMode.FRAME:
            return False
        if self.item.travel:
            return True  # who said yes to a time has not said yes to the way there
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


@dataclass(frozen=True, kw_only=True)
class Due:
    """What may be charged: sessions in order of time, which packages pay for them, and what getting there cost."""

    sessions: list[Booking]
    packing: Packing
    travel: list[TravelCost]

    @classmethod
    def read(cls, practice: Practice, *, until: date) -> "Due":
        rows = list(unbilled(practice, until=until).order_by("starts_at", "pk"))
        travel = _unbilled_travel(practice, until=until)
        return cls(sessions=rows, packing=packing_of(rows, until=until), travel=travel)

    def items(self) -> Iterator["Item"]:
        """Of the sessions in a package only the one that it is billed with."""
        for booking in self.sessions:
            package = self.packing.of.get(booking.pk)
            if package is None or self.packing.stands_for(booking):
                yield Item(booking=booking, package=package)
        for travel in self.travel:
            yield Item(booking=travel.booking, travel=travel)


@dataclass(frozen=True, kw_only=True)
class Item:
    """What is charged once: a session, a package on the line of its first, or what getting to a session cost."""

    booking: Booking
    package: Package | None = None
    travel: TravelCost | None = None

    @property
    def price(self) -> Decimal | None:
        if self.travel:
            return self.travel.amount
        return self.package.price if self.package else self.booking.price

    @property
    def share(self) -> int:
        return WHOLE_PERCENT if self.travel or self.package else self.booking.charged_percent

    @property
    def lines(self) -> list[Line]:
        """Those that have asked for it before."""
        if self.travel:
            return list(self.travel.lines.all())
        return [line for line in _lines_of(self.booking) if line.travel_id is None]

    def edition(self, organisation: UUID | None) -> int:
        """How often it was credited to this payer: the next line is to say so."""
        before = [*self.lines, *(self.package.lines.all() if self.package else ())]
        credited = [line.edition for line in before if line.is_credited and line.organisation_id == organisation]
        return max(credited) + 1 if credited else 0


def charges(due: Due, *, practice: Practice) -> Iterator[Charge | tuple[Booking, Gap]]:
    """Of each session its charge, or what is missing."""
    unconfirmed = set(BillingDetails.unconfirmed().values_list("organisation", flat=True))
    for item in due.items():
        for charge in charges_of(item):
            waits = isinstance(charge, Charge) and charge.organisation and charge.organisation.pk in unconfirmed
            yield (item.booking, Gap.DETAILS) if waits else _whose(charge, practice)


def _whose(charge: Charge | tuple[Booking, Gap], practice: Practice) -> Charge | tuple[Booking, Gap]:
    """The same, with who makes its invoice."""
    if not isinstance(charge, Charge):
        return charge
    by_payer = charge.organisation is not None and charge.organisation.channel == Channel.ELSEWHERE
    return replace(charge, elsewhere=by_payer or practice.billing == Practice.Billing.ELSEWHERE)


def unbilled(practice: Practice, *, until: date) -> QuerySet[Booking]:
    """Sessions that may be charged: billable, over, and not wholly on issued invoices."""
    over = Q(status__in=[Status.HELD, Status.NO_SHOW]) | Q(status=Status.CANCELLED, cancellation__share__gt=0)
    billed = Line.objects.billed().filter(travel=None)
    parts = billed.filter(part__lt=WHOLE).order_by().values("booking").annotate(sum=Sum("part"))
    partly = Q(pk__in=parts.filter(sum__lt=WHOLE).values("booking"))
    open_still = ~Exists(billed.filter(booking=OuterRef("pk"))) | partly
    paid = PackedSession.objects.filter(package__in=_wholly_billed("package"))
    rows = Booking.objects.billable(practice, until=until).filter(over, open_still, waiver=None)
    return with_payer(rows.exclude(pk__in=paid.values("booking")))


def _unbilled_travel(practice: Practice, *, until: date) -> list[TravelCost]:
    of_sessions = Booking.objects.billable(practice, until=until)
    rows = TravelCost.objects.standing().filter(amount__gt=0, booking__in=of_sessions)
    found = list(rows.exclude(pk__in=_wholly_billed("travel")).with_lines())
    sessions = Booking.objects.filter(pk__in=[one.booking_id for one in found])
    bookings = {booking.pk: booking for booking in with_payer(sessions)}
    for one in found:
        one.booking = bookings[one.booking_id]
    return found


def _wholly_billed(what: str) -> QuerySet[Any]:
    """Packages, or travel costs, whose payers all have their invoice."""
    billed = Line.objects.billed().exclude(**{what: None}).order_by().values(what).annotate(sum=Sum("part"))
    return billed.filter(sum__gte=WHOLE).values(what)


def with_payer(bookings: Any) -> Any:
    """All that `charges_of` reads, in a fixed number of queries."""
    yes = Approval.objects.filter(answer=Approval.Answer.APPROVED)
    related = ("process__organisation__own_of", "process__frame", "cancellation", "waiver")
    return bookings.select_related(*related).prefetch_related(
        people_of("process__"),
        managers_of_today("process__organisation__"),
        Prefetch("process__cost_shares", CostShare.objects.with_managers()),
        Prefetch("process__packages", Package.objects.filled()),
        Prefetch("approvals", yes, to_attr="approved"),
        Prefetch("lines", Line.objects.select_related("credited", "invoice"), to_attr="all_lines"),
    )


def charges_of(item: Item) -> Iterator[Charge | tuple[Booking, Gap]]:
    """Nothing where there is nothing to charge."""
    booking, share = item.booking, item.share
    if share == 0 or item.price == 0:
        return
    if item.price is None:
        yield booking, Gap.PRICE
        return
    net = money.share_of(item.price, share)
    if net == 0:
        return
    if shares := on_day(booking.process, booking.day):
        yield from _parts(item, item.price, shares, net)
        return
    organisation, consumer = _payer(booking)
    if organisation is None and consumer is None:
        yield booking, Gap.PAYER
        return
    yield Charge(
        item=item,
        organisation=organisation,
        consumer=consumer,
        references=booking.process.references if organisation else References(),
        price=item.price,
        share=share,
        net=net,
        managers=managers_at(organisation) if organisation and booking.process.bills_employer else None,
        edition=item.edition(None),
    )


def _parts(item: Item, price: Decimal, shares: list[CostShare], net: Decimal) -> Iterator[Charge]:
    """Each employer's part, whoever attended, but of those that have their invoice; not a cent is lost."""
    billed = {line.organisation_id for line in item.lines if line.is_billed}
    for share, part in zip(shares, money.split(net, [share.percent for share in shares]), strict=True):
        if share.organisation_id not in billed and part:
            yield Charge(
                item=item,
                organisation=share.organisation,
                consumer=None,
                references=share.references,
                price=price,
                share=item.share,
                net=part,
                part=share.percent,
                managers=share.managers,
                edition=item.edition(share.organisation_id),
            )


def _lines_of(booking: Booking) -> list[Line]:
    found: list[Line] = booking.all_lines  # type: ignore[attr-defined]
    return found


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
