"""Framework agreements (puitesopimus, S4-17): what one organisation agrees on for all its processes at once."""

import uuid
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tyonohjaus.access import Action, Scoped, ScopedQuerySet
from tyonohjaus.events.record import record
from tyonohjaus.people.models import Organisation
from tyonohjaus.people.models.dated import Dated, current, ends_after_start

from .kinds import Kind


class Tariff(NamedTuple):
    """Net euros a session, by kind and length."""

    kind: str
    minutes: int
    price: Decimal


class FrameQuerySet(ScopedQuerySet["FrameAgreement"]):
    def with_prices(self) -> "FrameQuerySet":
        return self.select_related("organisation").prefetch_related("prices")

    def limited(self) -> "FrameQuerySet":
        """In force, and with a ceiling."""
        return self.filter(current(), Q(ceiling_sessions__isnull=False) | Q(ceiling_euros__isnull=False))


class FrameAgreement(Dated, Scoped):
    """Prices, a ceiling and references; its processes inherit them. `ceiling_euros` is net."""

    scope = "organisation"
    SEE = Action.FRAME_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="frames", verbose_name=_("organisation")
    )
    number = models.CharField(_("agreement number"), max_length=35)
    ceiling_sessions = models.PositiveIntegerField(_("sessions at most"), null=True, blank=True)
    ceiling_euros = models.DecimalField(
        _("euros at most, without VAT"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    cost_centre = models.CharField(_("cost centre"), max_length=35, blank=True)
    buyer_reference = models.CharField(_("your reference"), max_length=35, blank=True)
    order_number = models.CharField(_("order number"), max_length=35, blank=True)

    objects: ClassVar = FrameQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="frame_number_once"),
            models.CheckConstraint(
                condition=Q(ceiling_euros__isnull=True) | Q(ceiling_euros__gt=0), name="frame_euros"
            ),
            models.CheckConstraint(
                condition=Q(ceiling_sessions__isnull=True) | Q(ceiling_sessions__gt=0), name="frame_sessions"
            ),
            ends_after_start("frame_days"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.number}"

    @classmethod
    def agree(cls, *, prices: Iterable[Tariff], by: Any, **terms: Any) -> "FrameAgreement":
        with transaction.atomic():
            row = cls.objects.create(**terms)
            row._write_prices(prices)
            record("frame.agreed", subject=row, by=by)
        return row

    def change(self, *, prices: Iterable[Tariff], by: Any, **terms: Any) -> "FrameAgreement":
        """References hold at once; a price is proposed to what is agreed from now on. The organisation stays."""
        with transaction.atomic():
            row = FrameAgreement.objects.select_for_update().get(pk=self.pk)
            changed = sorted(name for name, value in terms.items() if getattr(row, name) != value)
            for name in changed:
                setattr(row, name, terms[name])
            if changed:
                row.save(update_fields=changed)
            if row._write_prices(prices):
                changed.append("prices")
            if changed:
                record("frame.changed", subject=row, by=by, changed=changed)
        return row

    def price_for(self, *, kind: str, minutes: int) -> Decimal | None:
        return next((one.price for one in self.prices.all() if (one.kind, one.minutes) == (kind, minutes)), None)

    def _write_prices(self, prices: Iterable[Tariff]) -> bool:
        """Did any change?"""
        wanted = set(prices)
        stands = {Tariff(one.kind, one.minutes, one.price) for one in self.prices.all()}
        if wanted == stands:
            return False
        self.prices.all().delete()
        FramePrice.objects.bulk_create(FramePrice(frame=self, **one._asdict()) for one in sorted(wanted))
        return True


class FramePrice(Scoped):
    """The price of a session in a framework agreement; net, in euros."""

    scope = "frame__organisation"
    SEE = Action.FRAME_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    frame = models.ForeignKey(FrameAgreement, models.CASCADE, related_name="prices")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    minutes = models.PositiveSmallIntegerField(
        _("length, minutes"), validators=[MinValueValidator(45), MaxValueValidator(120)]
    )
    price = models.DecimalField(
        _("price without VAT, €"), max_digits=8, decimal_places=2, validators=[MinValueValidator(0)]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["frame", "kind", "minutes"], name="frame_price_once"),
            models.CheckConstraint(condition=Q(price__gte=0), name="frame_price_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.minutes} min {self.price} €"
