from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Exists, QuerySet
from django.utils.translation import gettext_lazy as _

from tyonohjaus.access import Action, Capacity, Scoped, root
from tyonohjaus.events.changes import change
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.vat import VatTable

from .dated import Dated, current, days_or_none

Row = TypeVar("Row", bound=models.Model)

# Dated facts, checked by each practice with its accountant: INVOICING.md 6.2.
_GENERAL_RATES = [(date(2013, 1, 1), Decimal("24.00")), (date(2024, 9, 1), Decimal("25.50"))]


class LastOfTheOffice(Exception):
    """Somebody must keep the practice's lists."""


class OfficeRole(Dated, models.Model):
    """A person of the office, from a day to a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="office_roles")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "starts_on"], name="office_role_once"),
            days_or_none("office_role_days"),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @classmethod
    def begin(cls, *, user: Any, by: Any) -> None:
        """From today; nothing changes for one who already is of the office."""
        with transaction.atomic():
            if cls.objects.filter(current(), user=user).exists():
                return
            lately = cls.objects.filter(user=user, ends_on=clock.today() - timedelta(days=1))
            if not lately.update(ends_on=None):
                cls.objects.create(user=user)
            record("office.begun", subject=user, by=by)

    @classmethod
    def end(cls, *, user: Any, by: Any) -> None:
        """At once. Raises LastOfTheOffice."""
        with transaction.atomic():
            for role in cls.spared_by(user):
                role.close(before=clock.today())
                record("office.ended", subject=user, by=by)

    @classmethod
    def spared_by(cls, user: Any) -> list[Self]:
        """Their roles of today, locked together with all others: the office goes on without them. One whose account is
        closed keeps no office. Raises LastOfTheOffice."""
        roles = list(cls.objects.select_for_update().filter(current()).order_by("pk"))
        own = [role for role in roles if role.user_id == user.pk]
        # Asked when the locks are held: two who shut each other out do not both succeed.
        if own and not cls.objects.filter(current(), user__is_active=True).exclude(user=user).exists():
            raise LastOfTheOffice
        return own


def for_office(rows: QuerySet[Row], user: Any) -> QuerySet[Row]:
    """All of `rows` for one who holds the office today, none for anybody else."""
    return rows.filter(Exists(OfficeRole.objects.filter(current(), user=user)))


def _practice_by_office(user: Any) -> QuerySet["Practice"]:
    return for_office(Practice.objects.all(), user)


@root
class Practice(Scoped):
    """The practice's own page. One row."""

    scope = "pk"
    SEE = Action.PRACTICE_EDIT
    REACHED_BY: ClassVar[dict[Capacity, Callable[[Any], QuerySet[Any]]]] = {Capacity.OFFICE: _practice_by_office}
    GIVES: ClassVar[tuple[Capacity, ...]] = ()

    class Vat(models.TextChoices):
        REGISTERED = "registered", _("Registered for VAT")
        SMALL = "small", _("Not registered, small business (AVL 3 §)")
        # As some operators of e-invoices want it said: the code O of EN 16931 in place of E.
        OUTSIDE = "outside", _("Not registered, small business; e-invoices say: outside VAT (O)")

    class Billing(models.TextChoices):
        HERE = "here", _("Here, from the first draft to the payment")
        ELSEWHERE = "elsewhere", _("In another program: the hours go there as a file")

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    # Three names on purpose: a colleague must not infer from a mail what it is about (S1-12, C2).
    name = models.CharField(_("name of the practice"), max_length=80, default="Suvanto")
    mail_sender = models.CharField(_("sender of mail"), max_length=80, default="Suvanto")
    calendar_title = models.CharField(_("title in calendars"), max_length=60, default="Tapaaminen")
    seller_name = models.CharField(_("seller's name on invoices"), max_length=70, blank=True)
    street = models.CharField(_("street address"), max_length=35, blank=True)
    postcode = models.CharField(_("postcode"), max_length=5, blank=True)
    city = models.CharField(_("post office"), max_length=35, blank=True)
    home_town = models.CharField(_("registered office"), max_length=35, blank=True)
    business_id = models.CharField(_("business ID"), max_length=9, blank=True)
    vat = models.CharField(_("VAT"), max_length=10, choices=Vat.choices, default=Vat.REGISTERED)
    # What was performed before it was that of a small business. None: all is taxed.
    vat_registered_on = models.DateField(_("registered for VAT since"), null=True, blank=True)
    iban = models.CharField(_("IBAN"), max_length=34, blank=True)
    bic = models.CharField(_("BIC"), max_length=11, blank=True)
    email = models.EmailField(_("office's e-mail"), blank=True)
    phone = models.CharField(_("office's phone"), max_length=40, blank=True)
    website = models.CharField(_("website"), max_length=80, blank=True)
    payment_term_days = models.PositiveSmallIntegerField(
        _("payment term, days"), default=14, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    # What an invoice of theirs says beside the sums. No days: nothing is said of a time for remarks.
    notice_days = models.PositiveSmallIntegerField(
        _("time for remarks, days"), null=True, blank=True, default=8, validators=[MaxValueValidator(60)]
    )
    prepayment_registered = models.BooleanField(_("in the prepayment register"), default=True)
    # The reference number as RF (ISO 11649), which payers abroad can use: the barcode is of version 5 then.
    has_rf_references = models.BooleanField(_("reference numbers in the international form"), default=False)
    invoice_footer = models.CharField(_("own line on invoices"), max_length=200, blank=True)
    # Who makes the invoices of payers whose channel does not say so.
    billing = models.CharField(_("invoices are made"), max_length=9, choices=Billing.choices, default=Billing.HERE)
    # Sessions before this day are history and never billed.
    billing_starts_on = models.DateField(_("billing starts"), null=True, blank=True)
    # How long an introductory meeting is (S0-5).
    introduction_minutes = models.PositiveSmallIntegerField(
        _("length of an introductory meeting, minutes"),
        default=30,
        validators=[MinValueValidator(15), MaxValueValidator(120)],
    )
    accent = models.CharField(_("accent colour"), max_length=7, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="practice_is_one")]

    def __str__(self) -> str:
        return self.name

    def change(self, *, by: Any, **values: Any) -> "Practice":
        return change(self, values, event="practice.changed", by=by)

    def vat_table(self) -> VatTable:
        rates = VatRate.objects.order_by("-valid_from").values_list("valid_from", "percent")
        registered = self.vat == self.Vat.REGISTERED
        return VatTable(rates=tuple(rates), is_registered=registered, registered_on=self.vat_registered_on)

    def vat_percent(self, on: date) -> Decimal:
        """Of a service performed on that day."""
        return self.vat_table().percent(on)


class VatRateQuerySet(QuerySet["VatRate"]):
    def fill_when_empty(self) -> None:
        if not self.exists():
            rates: list[Any] = [VatRate(valid_from=day, percent=percent) for day, percent in _GENERAL_RATES]
            self.bulk_create(rates)


class VatRate(models.Model):
    """The general rate from a day on: rate follows the day of performance, never the invoice's date."""

    valid_from = models.DateField(unique=True)
    percent = models.DecimalField(max_digits=4, decimal_places=2)

    objects = VatRateQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.percent} % from {self.valid_from}"
