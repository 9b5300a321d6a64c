import uuid
from collections.abc import Callable
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tyonohjaus.access import Action, Capacity, Scoped, root

from .dated import Dated, current, ends_after_start
from .practice import for_office


class ApprovalMode(models.TextChoices):
    """How an employer says yes to working time and cost; the organisation's is the default of its processes."""

    NONE = "none", _("No approval")
    FRAME = "frame", _("Approved in advance, within the agreed sessions")
    SERIES = "series", _("A series at once")
    EACH = "each", _("Each session")


def _member_of(capacity: Capacity) -> Callable[[Any], QuerySet["Organisation"]]:
    def way(user: Any) -> QuerySet["Organisation"]:
        held = Membership.objects.filter(current(), user=user, capacity=capacity.value)
        return Organisation.objects.filter(pk__in=held.values("organisation"))

    return way


def _by_office(user: Any) -> QuerySet["Organisation"]:
    return for_office(Organisation.objects.all(), user)


@root
class Organisation(Scoped):
    """An employer or other payer, with what its accounts payable want on an invoice."""

    scope = "pk"
    SEE = Action.ORGANISATION_SEE
    REACHED_BY: ClassVar[dict[Capacity, Callable[[Any], QuerySet[Any]]]] = {
        Capacity.OFFICE: _by_office,
        Capacity.MANAGER: _member_of(Capacity.MANAGER),
        Capacity.BILLING: _member_of(Capacity.BILLING),
    }

    class Group(models.TextChoices):
        COMPANY = "company", _("Company")
        PUBLIC = "public", _("Public body")
        ASSOCIATION = "association", _("Association")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=70)
    business_id = models.CharField(_("business ID"), max_length=9, unique=True, null=True, blank=True)
    street = models.CharField(_("street address"), max_length=35, blank=True)
    postcode = models.CharField(_("postcode"), max_length=5, blank=True)
    city = models.CharField(_("post office"), max_length=35, blank=True)
    einvoice_address = models.CharField(_("e-invoice address"), max_length=35, blank=True)
    einvoice_operator = models.CharField(_("operator"), max_length=35, blank=True)
    billing_email = models.EmailField(_("e-mail for invoices"), blank=True)
    payment_term_days = models.PositiveSmallIntegerField(
        _("payment term, days"), default=14, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    cost_centre = models.CharField(_("cost centre"), max_length=35, blank=True)
    buyer_reference = models.CharField(_("your reference"), max_length=35, blank=True)
    order_number = models.CharField(_("order number"), max_length=35, blank=True)
    group = models.CharField(_("customer group"), max_length=12, choices=Group.choices, default=Group.COMPANY)
    approval = models.CharField(_("approval"), max_length=6, choices=ApprovalMode.choices, default=ApprovalMode.NONE)
    # The business of one who pays for themselves; never an employer (C6).
    own_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="own_organisations"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(payment_term_days__range=(1, 60)), name="organisation_payment_term")
        ]

    def __str__(self) -> str:
        return self.name


class Employment(Dated, Scoped):
    """A person works for an organisation under a manager, from a day to a day."""

    scope = "organisation"
    SEE = Action.PERSON_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="employments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="employments")
    manager = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="manages")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "organisation"], condition=Q(ends_on__isnull=True), name="employment_one_current"
            ),
            # Nobody approves their own time (E3).
            models.CheckConstraint(
                condition=Q(manager__isnull=True) | ~Q(manager=F("employee")), name="employment_own_manager"
            ),
            ends_after_start("employment_days"),
        ]

    def __str__(self) -> str:
        return f"{self.employee}, {self.organisation}"


class Membership(Dated, Scoped):
    """Manager or billing contact of an organisation, from a day to a day."""

    class As(models.TextChoices):
        MANAGER = "manager", _("Manager")
        BILLING = "billing", _("Billing contact")

    scope = "organisation"
    SEE = Action.PERSON_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    capacity = models.CharField(max_length=10, choices=As.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "capacity"], condition=Q(ends_on__isnull=True), name="membership_one_current"
            ),
            ends_after_start("membership_days"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.organisation}: {self.capacity}"
