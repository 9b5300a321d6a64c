"""What one payer is charged for one session: how much, for what, where it lies; and what can be asked of it."""

import uuid
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bookings.models import Booking, Status
from invoicing.documents.document import Service
from processes.models import CostShare, References
from processes.models.shares import managers_at, on_day
from tyonohjaus.access import Action, Capacity, Scoped, ScopedQuerySet, held_for
from tyonohjaus.lib import clock, money
from tyonohjaus.people.models import Membership, Organisation
from tyonohjaus.people.models.dated import current

from .invoice import Invoice
from .package import Package
from .travel import TravelCost

if TYPE_CHECKING:
    from .line import Line  # noqa: F401 (named as text below)

WHOLE = Decimal(100)

# A session, whose part of it (None: the whole), and the travel cost, where it is that.
LineKey = tuple[uuid.UUID, uuid.UUID | None, uuid.UUID | None]

# States of a line that is on no invoice until somebody answers.
HELD_BACK = frozenset({"waiting", "returned"})


def service_of(booking: Booking) -> Service:
    """A time that was reserved says not whether it was cancelled or not come to (C10)."""
    return Service.SESSION if booking.status == Status.HELD else Service.RESERVED


class LineQuerySet(ScopedQuerySet["Line"]):
    def where_user_may(self, user: Any, action: Action, *, within: Any = None) -> Self:
        """A manager reads what their own employer pays, and nothing of another's."""
        rows = super().where_user_may(user, action, within=within)
        if Capacity.OFFICE in held_for(user, action):
            return rows
        own = Membership.objects.filter(current(), user=user, capacity=Membership.As.MANAGER).values("organisation")
        whole = Q(organisation=None, booking__process__organisation__in=own)
        return rows.filter(whole | Q(organisation__in=own))

    def unissued(self) -> "LineQuerySet":
        return self.filter(Q(invoice=None) | Q(invoice__number=None), export=None)

    def billed(self) -> "LineQuerySet":
        """On an invoice that has gone out, and that no credit note has taken back; or with another program."""
        return self.filter(Q(invoice__number__isnull=False) | Q(export__isnull=False), credited=None)

    def until(self, last: date) -> "LineQuerySet":
        """Of sessions up to that day."""
        return self.filter(booking__starts_at__lt=clock.day_bounds(last)[1])

    def in_order(self, *first: str) -> "LineQuerySet":
        """As they stand on paper: by session, and what getting there cost after it."""
        return self.order_by(*first, "booking__starts_at", F("travel__created_at").asc(nulls_first=True), "pk")

    def waiting(self) -> "LineQuerySet":
        return self.filter(state=Charged.State.WAITING)

    def returned(self) -> "LineQuerySet":
        return self.filter(state=Charged.State.RETURNED)


class Charged(Scoped):
    class State(models.TextChoices):
        READY = "ready", _("Ready to be billed")
        WAITING = "waiting", _("Waiting for the payer's yes")
        RETURNED = "returned", _("Returned by the payer")
        LET_GO = "let_go", _("Not charged")

    class Returned(models.TextChoices):
        """Why it came back: one of three, and no words of one's own (C10)."""

        NOT_HELD = "not_held", _("Was not held")
        PRICE = "price", _("Wrong price")
        REFERENCE = "reference", _("Wrong reference")

    scope = "booking__process"
    SEE = Action.INVOICE_LINE_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="lines")
    # Of a session whose cost is shared: whose part this is, how many percent of it, and how much that came to in euros
    # (all parts make up the whole to the cent). Else none, 100 and none.
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    part = models.DecimalField(max_digits=5, decimal_places=2, default=WHOLE)
    amount = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    # How many lines of this session and payer were credited before it.
    edition = models.PositiveSmallIntegerField(default=0)
    # What is billed on this line is a package, in the month of this session: the first that it pays for.
    package = models.ForeignKey(Package, models.PROTECT, null=True, blank=True, related_name="lines")
    # What is billed is what getting to this session cost.
    travel = models.ForeignKey(TravelCost, models.PROTECT, null=True, blank=True, related_name="lines")
    invoice = models.ForeignKey(Invoice, models.PROTECT, null=True, blank=True, related_name="lines")
    # The file for another program that it went in; then it is on no invoice, and changes no more.
    export = models.ForeignKey("invoicing.Export", models.PROTECT, null=True, blank=True, related_name="lines")
    state = models.CharField(max_length=8, choices=State.choices, default=State.READY)
    # Net price of the session in euros, and the percent of it that is charged.
    price = models.DecimalField(max_digits=8, decimal_places=2)
    share = models.PositiveSmallIntegerField()
    # What the invoice calls it: a `Service`.
    service = models.CharField(max_length=8)
    # Until the end of this day silence accepts.
    answer_by_on = models.DateField(null=True, blank=True)
    returned_as = models.CharField(max_length=9, choices=Returned.choices, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects: ClassVar = LineQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["booking", "edition"],
                condition=Q(organisation__isnull=True, travel__isnull=True),
                name="line_once_a_session",
            ),
            models.UniqueConstraint(
                fields=["booking", "organisation", "edition"],
                condition=Q(travel__isnull=True),
                name="line_once_a_payer",
            ),
            models.UniqueConstraint(
                fields=["travel", "edition"], condition=Q(organisation__isnull=True), name="line_once_a_travel"
            ),
            models.UniqueConstraint(fields=["travel", "organisation", "edition"], name="line_travel_once_a_payer"),
            models.UniqueConstraint(
                fields=["package", "edition"], condition=Q(organisation__isnull=True), name="line_once_a_package"
            ),
            models.UniqueConstraint(fields=["package", "organisation", "edition"], name="line_package_once_a_payer"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=True, part=WHOLE, amount__isnull=True)
                | Q(organisation__isnull=False, part__gt=0, part__lt=WHOLE, amount__gte=0),
                name="line_part",
            ),
            models.CheckConstraint(condition=Q(share__range=(1, 100)), name="line_share"),
            models.CheckConstraint(condition=Q(price__gte=0), name="line_price"),
            models.CheckConstraint(
                condition=Q(service__in=["session", "reserved"], package__isnull=True, travel__isnull=True)
                | Q(service="package", package__isnull=False, travel__isnull=True)
                | Q(service="travel", package__isnull=True, travel__isnull=False),
                name="line_service",
            ),
            models.CheckConstraint(
                condition=Q(state="ready") | Q(invoice__isnull=True, export__isnull=True),
                name="line_on_invoice_is_ready",
            ),
            models.CheckConstraint(
                condition=Q(invoice__isnull=True) | Q(export__isnull=True), name="line_invoiced_or_exported"
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(answer_by_on__isnull=False), name="line_waits_until_a_day"
            ),
        ]
        indexes = [models.Index(fields=["answer_by_on"], condition=Q(state="waiting"), name="line_waiting")]

    def __str__(self) -> str:
        return f"{self.booking_id} {self.state}"

    @property
    def key(self) -> LineKey:
        return self.booking_id, self.organisation_id, self.travel_id

    @property
    def payer(self) -> Any:
        """The organisation that pays it; None, where a person does."""
        return self.organisation or self.booking.process.organisation

    @property
    def references(self) -> References:
        """What stands on its invoice."""
        process = self.booking.process
        if self.organisation_id is None:
            return process.references
        own = self._cost_share
        return own.references if own else References.of(self.organisation)

    def payers_managers(self) -> frozenset[uuid.UUID] | None:
        """Who manages at the employer that pays it, by key; None: no employer does."""
        if self.is_part:
            return self._cost_share.managers if self._cost_share else frozenset()
        return managers_at(self.payer) if self.payer else None

    @property
    def _cost_share(self) -> CostShare | None:
        found = on_day(self.booking.process, self.booking.day)
        return next((one for one in found if one.organisation_id == self.organisation_id), None)

    @property
    def is_part(self) -> bool:
        return self.organisation_id is not None

    @property
    def is_whole_session(self) -> bool:
        """Not a part, nor a package, nor what getting there cost."""
        return not (self.is_part or self.package_id or self.travel_id)

    @property
    def net(self) -> Decimal:
        """What is charged, without VAT."""
        return money.share_of(self.price, self.share) if self.amount is None else self.amount

    @property
    def is_credited(self) -> bool:
        return hasattr(self, "credited")

    @property
    def is_billed(self) -> bool:
        """Has it gone out, and does it stand?"""
        issued = self.invoice is not None and self.invoice.is_issued and not self.is_credited
        return issued or self.export_id is not None

    @property
    def is_free(self) -> bool:
        """Does nobody need say yes, and does it lie on no invoice?"""
        return self.state == Charged.State.READY and self.invoice_id is None

    @property
    def is_let_go(self) -> bool:
        """Has somebody said that nobody pays it? That stands whatever becomes of the session, until somebody takes it
        back; what was said of a package, until the package is taken back."""
        return self.state == Charged.State.LET_GO and not (self.package and self.package.is_withdrawn)

    @property
    def is_waiting(self) -> bool:
        return self.state == Charged.State.WAITING

    @property
    def is_current(self) -> bool:
        """Does the session still say what the line says?"""
        booking = self.booking
        if self.travel:
            return self.price == self.travel.amount and self.travel.let_go_at is None and booking.status == Status.HELD
        if self.package:
            return self.price == self.package.price and booking.charged_percent > 0
        return (self.price, self.share, self.service) == (booking.price, booking.charged_percent, service_of(booking))
