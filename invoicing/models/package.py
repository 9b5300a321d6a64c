"""Sessions that were bought together: so many of them, one price (docs/decisions/0041)."""

import uuid
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from bookings.models import Booking
from processes.models import Process
from tyonohjaus.access import Action, Scoped, ScopedQuerySet
from tyonohjaus.events.changes import change, enter
from tyonohjaus.events.record import record
from tyonohjaus.people.models.dated import Dated, days_or_none

if TYPE_CHECKING:
    from .line import Line

FEWEST, MOST = 2, 100


class PackageBilled(Exception):
    """An invoice has gone out with it: first a credit note takes that back."""


class PackageQuerySet(ScopedQuerySet["Package"]):
    def filled(self) -> "PackageQuerySet":
        """With its sessions and its lines, in the order in which they are used up."""
        from .line import Line

        lines = Line.objects.select_related("credited", "invoice")
        members: Any = PackedSession.objects.select_related("booking__cancellation", "booking__waiver")
        return self.order_by("starts_on", "bought_on", "pk").prefetch_related(
            Prefetch("members", members), Prefetch("lines", lines)
        )


class Package(Dated, Scoped):
    """For sessions held from its first to its last day. `price` is net, of all its sessions together."""

    scope = "process"
    SEE = Action.PACKAGE_EDIT

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.PROTECT, related_name="packages")
    sessions = models.PositiveSmallIntegerField(
        _("number of sessions"), validators=[MinValueValidator(FEWEST), MaxValueValidator(MOST)]
    )
    price = models.DecimalField(
        _("price without VAT, €"), max_digits=8, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    bought_on = models.DateField(_("bought on"))

    objects: ClassVar = PackageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sessions__range=(FEWEST, MOST)), name="package_sessions"),
            models.CheckConstraint(condition=Q(price__gte=0), name="package_price"),
            days_or_none("package_days"),
        ]

    def __str__(self) -> str:
        return f"{self.sessions} for {self.price}"

    @property
    def billed_lines(self) -> "list[Line]":
        return [line for line in self.lines.all() if line.is_billed]

    @property
    def is_billed(self) -> bool:
        return bool(self.billed_lines)

    @property
    def is_withdrawn(self) -> bool:
        return self.ends_on is not None and self.ends_on < self.starts_on

    @classmethod
    def enter(cls, process: Process, *, by: Any, **values: Any) -> "Package":
        return enter(cls(process=process, **values), event="package.entered", by=by)

    def change(self, *, by: Any, **values: Any) -> "Package":
        """Raises PackageBilled."""
        with transaction.atomic():
            return change(self._unbilled(), values, event="package.changed", by=by)

    def reprice(self, *, by: Any, price: Decimal) -> None:
        """As the office and the payer have agreed. Raises PackageBilled."""
        self.change(by=by, price=price)

    def withdraw(self, *, by: Any) -> None:
        """It holds on no day any more; its sessions are billed by their own prices. Raises PackageBilled."""
        with transaction.atomic():
            row = self._unbilled()
            row.close(before=row.starts_on)
            record("package.withdrawn", subject=row, by=by)

    def _unbilled(self) -> "Package":
        """Locked, as issuing locks it: the one that comes second sees what the first has done."""
        row = Package.objects.select_for_update().get(pk=self.pk)
        if row.is_billed:
            raise PackageBilled
        return row


class PackedSession(Scoped):
    """A session that a package pays for: of one package at most, and with no line of its own (guards)."""

    scope = "package__process"
    SEE = Action.PACKAGE_EDIT

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    package = models.ForeignKey(Package, models.PROTECT, related_name="members")
    booking = models.OneToOneField(Booking, models.PROTECT, related_name="packed")

    objects: ClassVar = ScopedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.booking_id} in {self.package_id}"
