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

from django.db.models import Prefetch, Q, QuerySet

from bookings.models import Approval, Booking, Status
from processes.models import Payer, References
from processes.parties import managers, people_of, supervisees
from tyonohjaus.lib import money
from tyonohjaus.people.models import ApprovalMode, Organisation, Practice, User


@dataclass(frozen=True, kw_only=True)
class Charge:
    """One session's charge. The payer is an organisation or a person who pays as a consumer."""

    booking: Booking
    organisation: Organisation | None
    consumer: User | None
    references: References
    price: Decimal
    share: int

    @property
    def payer(self) -> Any:
        return self.organisation or self.consumer

    @property
    def key(self) -> tuple[UUID, References]:
        return self.payer.pk, self.references

    @property
    def net(self) -> Decimal:
        return money.share_of(self.price, self.share)

    @property
    def asks(self) -> list[User]:
        """The managers whose yes it waits for; empty where it waits for nobody."""
        return managers(self.booking.process, self.booking.starts_at) if self._needs_yes else []

    @property
    def _needs_yes(self) -> bool:
        process = self.booking.process
        if not process.bills_employer or process.approval == ApprovalMode.FRAME:
            return False
        return not any(approval.asked_of(self.booking) for approval in self.booking.approved)  # type: ignore[attr-defined]


class Gap(StrEnum):
    """Why a session that is to be charged cannot be."""

    PRICE = "price"
    PAYER = "payer"


def charges(practice: Practice, *, until: date) -> Iterator[Charge | tuple[Booking, Gap]]:
    """Of each session up to that day that no issued invoice has: its charge, or what is missing. In order of time."""
    for booking in unbilled(practice, until=until).order_by("starts_at", "pk"):
        if charge := charge_of(booking):
            yield charge


def unbilled(practice: Practice, *, until: date) -> QuerySet[Booking]:
    """Sessions that may be charged: billable, over, on no issued invoice."""
    over = Q(status__in=[Status.HELD, Status.NO_SHOW]) | Q(status=Status.CANCELLED, cancellation__share__gt=0)
    open_still = Q(line=None) | Q(line__invoice=None) | Q(line__invoice__number=None)
    return with_payer(Booking.objects.billable(practice, until=until).filter(over, open_still, waiver=None))


def with_payer(bookings: Any) -> Any:
    """All that `charge_of` reads, in a fixed number of queries."""
    yes = Approval.objects.filter(answer=Approval.Answer.APPROVED)
    return bookings.select_related("process__organisation__own_of", "cancellation", "waiver").prefetch_related(
        people_of("process__"),
        Prefetch("approvals", yes, to_attr="approved"),
    )


def charge_of(booking: Booking) -> Charge | tuple[Booking, Gap] | None:
    """None where there is nothing to charge."""
    share = booking.charged_percent
    if share == 0 or booking.price == 0:
        return None
    if booking.price is None:
        return booking, Gap.PRICE
    if money.share_of(booking.price, share) == 0:
        return None
    organisation, consumer = _payer(booking)
    if organisation is None and consumer is None:
        return booking, Gap.PAYER
    return Charge(
        booking=booking,
        organisation=organisation,
        consumer=consumer,
        references=booking.process.references if organisation else References(),
        price=booking.price,
        share=share,
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
