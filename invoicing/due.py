"""What may be charged: sessions that are over, packages, and what getting there cost. Reads bookings; writes nothing.

Internal supervision never, history from before the start of billing never.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Sum

from bookings.models import Approval, Booking, Status
from processes.models import CostShare
from processes.models.shares import managers_of_today, on_day
from processes.parties import people_of
from tyonohjaus.people.models import Practice

from .models import Line, Package, PackedSession, TravelCost
from .models.charged import WHOLE
from .packing import Packing, packing_of

WHOLE_PERCENT = 100


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
        return [line for line in self.booking.lines.all() if line.travel_id is None]

    def edition(self, organisation: UUID | None) -> int:
        """How often it was credited to this payer: the next line is to say so."""
        before = [*self.lines, *(self.package.lines.all() if self.package else ())]
        credited = [line.edition for line in before if line.is_credited and line.organisation_id == organisation]
        return max(credited) + 1 if credited else 0


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

    def items(self) -> Iterator[Item]:
        """Of the sessions in a package only the one that it is billed with."""
        for booking in self.sessions:
            package = self.packing.of.get(booking.pk)
            if package is None or self.packing.stands_for(booking):
                yield Item(booking=booking, package=package)
        for travel in self.travel:
            yield Item(booking=travel.booking, travel=travel)


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
    if not found:
        return []
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
    related = ("process__organisation__own_of", "process__frame", "cancellation", "waiver")
    return bookings.select_related(*related).prefetch_related(
        people_of("process__"),
        managers_of_today("process__organisation__"),
        Prefetch("process__cost_shares", CostShare.objects.with_managers()),
        Prefetch("process__packages", Package.objects.filled()),
        "approvals",
        Prefetch("lines", Line.objects.select_related("credited", "invoice")),
    )


def together(booking: Booking, parts: Mapping[UUID, Decimal]) -> dict[UUID, Decimal]:
    """By manager what all employers of theirs pay of it, which is what that manager said yes to; `parts` by employer.
    Empty where its cost is not shared."""
    found: dict[UUID, Decimal] = {}
    for share in on_day(booking.process, booking.day):
        for manager in share.managers:
            found[manager] = found.get(manager, Decimal()) + parts[share.organisation_id]
    return found


def yeses(booking: Booking, managers: frozenset[UUID] | None) -> list[Approval]:
    """Beforehand, to the time as it was; of these managers, or, where no employer pays, of anybody. Read with its
    approvals."""
    said = [one for one in booking.approvals.all() if one.answer == Approval.Answer.APPROVED and one.asked_of(booking)]
    return [one for one in said if managers is None or one.manager_id in managers]
