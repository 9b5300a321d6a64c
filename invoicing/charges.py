"""What is charged to whom, and at what share of which price. A session that costs nothing never. Writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from bookings.models import Booking
from intake.models import BillingDetails
from processes.models import CostShare, Payer, References
from processes.models.shares import managers_at, on_day
from processes.parties import managers, supervisees
from tyonohjaus.lib import money
from tyonohjaus.people.models import ApprovalMode, Channel, Organisation, Practice, User

from .documents.document import Service
from .due import Due, Item, together, yeses
from .models import Line
from .models.bundle import Bundle, bundle_of
from .models.charged import WHOLE, LineKey, service_of


@dataclass(frozen=True, kw_only=True)
class Charge:
    """What one payer is charged for one session. The payer is an organisation or a person who pays as a consumer.

    `share` is the percent of the price that the session costs; `part` the percent of that which this payer carries, and
    `managers` who may say yes for it, by key: the payer's own; None, where no employer pays.
    """

    item: Item
    organisation: Organisation | None
    consumer: User | None
    references: References
    price: Decimal
    share: int
    net: Decimal
    part: Decimal = WHOLE
    managers: frozenset[UUID] | None = None
    # By manager, what all employers of theirs are charged of it.
    together: dict[UUID, Decimal] = field(default_factory=dict)
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
        """Nobody has said it beforehand, or not to so much. (What a package costs was agreed on with the package.)"""
        process = self.booking.process
        if not process.bills_employer or process.approval == ApprovalMode.FRAME:
            return False
        if self.item.travel:
            return True  # who said yes to a time has not said yes to the way there
        said = yeses(self.booking, self.managers)
        return not any(self.item.package or one.covers(self.together.get(one.manager_id, self.net)) for one in said)

    def _own(self, users: list[User]) -> list[User]:
        return users if self.managers is None else [user for user in users if user.pk in self.managers]


class Gap(StrEnum):
    """Why a session that is to be charged cannot be."""

    PRICE = "price"
    PAYER = "payer"
    # How the payer is invoiced was asked, and the office has not confirmed it yet (S1-3).
    DETAILS = "details"


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
    parts = money.split(net, [share.percent for share in shares])
    own = together(item.booking, {share.organisation_id: part for share, part in zip(shares, parts, strict=True)})
    for share, part in zip(shares, parts, strict=True):
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
                together=own,
                edition=item.edition(share.organisation_id),
            )


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
