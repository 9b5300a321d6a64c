"""What getting to a session cost: kilometres, or a receipt. No places and no words (C17)."""

import uuid
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from bookings.models import Booking, Status
from tyonohjaus.access import Action, Capacity, Scoped, ScopedQuerySet, held_for
from tyonohjaus.events.changes import enter
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock, mileage, money

MOST_KM = Decimal(2000)
HUNDRED = Decimal(100)


class TravelBilled(Exception):
    """An invoice has gone out with it: first a credit note takes that back."""


class NotHeld(Exception):
    """The session did not take place: nobody travelled to it."""


class TravelQuerySet(ScopedQuerySet["TravelCost"]):
    def where_user_may(self, user: Any, action: Action, *, within: Any = None) -> Self:
        """To the office all of them; to who leads the sessions what they wrote down themselves: what another earns of
        a process is not theirs to read."""
        rows = super().where_user_may(user, action, within=within)
        return rows if Capacity.OFFICE in held_for(user, action) else rows.filter(entered_by=user.pk)

    def standing(self) -> "TravelQuerySet":
        """Of sessions that were held, and not let go."""
        return self.filter(let_go_at=None, booking__status=Status.HELD)

    def with_lines(self) -> "TravelQuerySet":
        from .line import Line

        lines = Line.objects.select_related("credited", "invoice")
        return self.order_by("booking__starts_at", "created_at", "pk").prefetch_related(Prefetch("lines", lines))


class TravelCost(Scoped):
    """`amount` is net: kilometres by the rate of the session's day, or a receipt without the VAT that it held."""

    class Kind(models.TextChoices):
        KM = "km", _("Kilometres by one's own car")
        RECEIPT = "receipt", _("A receipt")

    scope = "booking__process"
    SEE = Action.TRAVEL_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="travel_costs")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    km = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    # Euros a kilometre, as the table said on the session's day.
    per_km = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    # Of a receipt: what was paid, and the percent of VAT that it names.
    paid = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    vat_percent = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    let_go_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = TravelQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="km", km__gt=0, per_km__gt=0, paid__isnull=True, vat_percent__isnull=True)
                | Q(kind="receipt", km__isnull=True, per_km__isnull=True, paid__gt=0, vat_percent__gte=0),
                name="travel_kind",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="travel_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"

    @property
    def is_billed(self) -> bool:
        return any(line.is_billed for line in self.lines.all())

    @property
    def is_by_km(self) -> bool:
        """Does its sum still come from its kilometres? The office may have agreed on another."""
        return self.km is not None and self.per_km is not None and self.amount == money.cents(self.km * self.per_km)

    @classmethod
    def enter_km(cls, booking: Booking, *, km: Decimal, by: Any) -> "TravelCost":
        """Raises NotHeld."""
        rate = mileage.per_km(booking.day)
        return cls._enter(booking, by=by, kind=cls.Kind.KM, km=km, per_km=rate, amount=money.cents(km * rate))

    @classmethod
    def enter_receipt(
        cls, booking: Booking, *, paid: Decimal, vat_percent: Decimal, deducts: bool, by: Any
    ) -> "TravelCost":
        """`deducts`: one that is registered gets the receipt's VAT back, and so it is no cost. Raises NotHeld."""
        net = money.cents(paid * HUNDRED / (HUNDRED + vat_percent)) if deducts else paid
        return cls._enter(booking, by=by, kind=cls.Kind.RECEIPT, paid=paid, vat_percent=vat_percent, amount=net)

    def let_go(self, *, by: Any) -> None:
        """Nobody is charged for it. A second time nothing happens. Raises TravelBilled."""
        with transaction.atomic():
            row = self._unbilled()
            if row.let_go_at is None:
                row.let_go_at = clock.now()
                row.save(update_fields=["let_go_at"])
                record("travel.let_go", subject=row, by=by)

    def reprice(self, *, by: Any, price: Decimal) -> None:
        """As the office and the payer have agreed; at nought it is let go. Raises TravelBilled."""
        with transaction.atomic():
            row = self._unbilled()
            row.amount = price
            row.save(update_fields=["amount"])
            record("travel.repriced", subject=row, by=by)

    @classmethod
    def _enter(cls, booking: Booking, *, by: Any, **values: Any) -> "TravelCost":
        if booking.status != Status.HELD:
            raise NotHeld
        return enter(cls(booking=booking, entered_by=by, **values), event="travel.entered", by=by)

    def _unbilled(self) -> "TravelCost":
        """Locked, as issuing locks it."""
        row: TravelCost = TravelCost.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if row.is_billed:
            raise TravelBilled
        return row
