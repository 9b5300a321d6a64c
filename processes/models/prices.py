import uuid
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tyonohjaus.access import Action, Scoped, ScopedQuerySet
from tyonohjaus.events.changes import change, enter

from .kinds import Kind, Trade


class PriceQuerySet(ScopedQuerySet["PriceItem"]):
    def for_session(
        self, *, kind: str, minutes: int, group: str, on: date, trade: str = Trade.SUPERVISION
    ) -> Decimal | None:
        """Net euros by service, kind, length and customer group on that day; the group's own price before
        everybody's."""
        items = self.filter(trade=trade, kind=kind, minutes=minutes, group__in=[group, ""], valid_from__lte=on)
        stands = items.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=on))
        best = stands.order_by("-group", "-valid_from").first()
        return best.price if best else None


class PriceItem(Scoped):
    """The price list: not linear in minutes, per session and not per head (DOMAIN 5.1). Net, in euros."""

    class Group(models.TextChoices):
        ALL = "", _("All customers")
        COMPANY = "company", _("Company")
        PUBLIC = "public", _("Public body")
        ASSOCIATION = "association", _("Association")

    scope: ClassVar[str] = "practice"
    SEE = Action.PRICE_EDIT

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, default=1, related_name="+", editable=False)
    trade = models.CharField(_("service"), max_length=12, choices=Trade.choices, default=Trade.SUPERVISION)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    minutes = models.PositiveSmallIntegerField(
        _("length, minutes"), validators=[MinValueValidator(45), MaxValueValidator(120)]
    )
    group = models.CharField(_("customer group"), max_length=12, choices=Group.choices, default=Group.ALL, blank=True)
    price = models.DecimalField(
        _("price without VAT, €"), max_digits=8, decimal_places=2, validators=[MinValueValidator(0)]
    )
    valid_from = models.DateField(_("valid from"))
    # Its last day; None: until a later price of the same takes its place.
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects: ClassVar = PriceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trade", "kind", "minutes", "group", "valid_from"], name="price_once"),
            models.CheckConstraint(condition=models.Q(price__gte=0), name="price_not_negative"),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")), name="price_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.minutes} min {self.price} €"

    @classmethod
    def enter(cls, *, by: Any, **values: Any) -> "PriceItem":
        return enter(cls(**values), event="price.entered", by=by)

    def change(self, *, by: Any, **values: Any) -> "PriceItem":
        """It is proposed to processes that start from now on; those that go on keep the price they agreed on."""
        return change(self, values, event="price.changed", by=by)
