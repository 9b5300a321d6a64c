import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tyonohjaus.access import Action, Capacity, Scoped, root
from tyonohjaus.events.changes import change, enter
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock

from .buyer import BuyerProfile, can_go, profile_constraints, usual_channel
from .dated import Dated, current, days_or_none
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
class Organisation(BuyerProfile, Scoped):
    """An employer or other payer; what its accounts payable want is its profile as a buyer."""

    scope = "pk"
    SEE = Action.ORGANISATION_SEE
    REACHED_BY: ClassVar[dict[Capacity, Callable[[Any], QuerySet[Any]]]] = {
        Capacity.OFFICE: _by_office,
        Capacity.MANAGER: _member_of(Capacity.MANAGER),
        Capacity.BILLING: _member_of(Capacity.BILLING),
    }
    GIVES: ClassVar[tuple[Capacity, ...]] = (Capacity.MANAGER, Capacity.BILLING)

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
    payment_term_days = models.PositiveSmallIntegerField(
        _("payment term, days"), default=14, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    group = models.CharField(_("customer group"), max_length=12, choices=Group.choices, default=Group.COMPANY)
    approval = models.CharField(_("approval"), max_length=6, choices=ApprovalMode.choices, default=ApprovalMode.NONE)
    # The business of one who pays for themselves; never an employer (C6).
    own_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="own_organisations"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(payment_term_days__range=(1, 60)), name="organisation_payment_term"),
            *profile_constraints(),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def enter(cls, *, by: Any, **values: Any) -> "Organisation":
        values.setdefault("channel", usual_channel(values))
        row = enter(cls(**values), event="organisation.created", by=by)
        _note_domain(row, row.billing_email)
        return row

    def change(self, *, by: Any, **values: Any) -> "Organisation":
        """Where the address of its channel goes and nobody says how invoices go then: the usual way."""
        then = {
            name: getattr(self, name) for name in ("billing_email", "einvoice_address", "einvoice_operator", "own_of")
        }
        if "channel" not in values and not can_go(self.channel, then | values):
            values["channel"] = usual_channel(then | values)
        row = change(self, values, event="organisation.changed", by=by)
        _note_domain(row, row.billing_email)
        return row

    def may_be_own_of(self, person: Any) -> bool:
        """Not where others ever worked, managed or had their supervision paid: to an employer's mailboxes content would
        open (C6), and its invoices would be this person's to read."""
        if self.own_of_id:
            return bool(self.own_of_id == person.pk)
        return not (
            self.employments.exclude(employee=person).exists()
            or self.memberships.filter(capacity=Membership.As.MANAGER).exclude(user=person).exists()
            or self.processes.exclude(payer="self").exists()
        )


class StillManages(Exception):
    """Their people would have nobody to say yes. `people`: who they are."""

    def __init__(self, people: list[Any]) -> None:
        super().__init__(f"{len(people)} people")
        self.people = people


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
            days_or_none("employment_days"),
        ]

    def __str__(self) -> str:
        return f"{self.employee}, {self.organisation}"

    @classmethod
    def begin(cls, *, employee: Any, organisation: Organisation, manager: Any, by: Any) -> "Employment":
        """From today. Who manages somebody is a manager of the organisation."""
        with transaction.atomic():
            if manager:
                Membership.begin(user=manager, organisation=organisation, capacity=Membership.As.MANAGER, by=by)
            row = cls.objects.create(employee=employee, organisation=organisation, manager=manager)
            record("employment.begun", subject=row, by=by, before=None, now=row.manager_id)
        return row

    def change_manager(self, *, to: Any, by: Any) -> "Employment":
        """From today on. The old manager keeps nothing, the new one gains what is still to be approved (C12): the
        processes of this organisation hear of it by the event."""
        with transaction.atomic():
            old = Employment.objects.select_for_update().get(pk=self.pk)
            before = old.manager_id
            if not old.is_current or before == (to.pk if to else None):
                return old
            if to:
                Membership.begin(user=to, organisation=old.organisation, capacity=Membership.As.MANAGER, by=by)
            old.close(before=clock.today())
            new = Employment.objects.create(employee=old.employee, organisation=old.organisation, manager=to)
            record("employment.manager_changed", subject=new, by=by, before=before, now=new.manager_id)
            old._let_manager_go(by=by)
        return new

    def end(self, *, by: Any) -> None:
        """At once: whoever was the manager there is so no more (C12)."""
        with transaction.atomic():
            row = Employment.objects.select_for_update().get(pk=self.pk)
            if row.is_current:
                row.close(before=clock.today())
                record("employment.ended", subject=row, by=by, before=row.manager_id, now=None)
                row._let_manager_go(by=by)

    def _let_manager_go(self, *, by: Any) -> None:
        """With the last of their people they are no manager there, and read none of its invoices any more (C12)."""
        tasks = Membership.objects.filter(current(), organisation=self.organisation_id, user=self.manager_id)
        for task in tasks.filter(capacity=Membership.As.MANAGER):
            with suppress(StillManages):
                task.end(by=by)


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
                fields=["user", "organisation", "capacity"],
                condition=Q(ends_on__isnull=True),
                name="membership_one_current",
            ),
            days_or_none("membership_days"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.organisation}: {self.capacity}"

    @classmethod
    def begin(cls, *, user: Any, organisation: Organisation, capacity: str, by: Any) -> "Membership":
        """From today; the row that is, where there is one."""
        with transaction.atomic():
            row, new = cls.objects.get_or_create(user=user, organisation=organisation, capacity=capacity, ends_on=None)
            if new:
                _note_domain(organisation, user.email)
                record("membership.begun", subject=row, by=by, capacity=capacity)
        return row

    def end(self, *, by: Any) -> None:
        """At once. Raises StillManages."""
        with transaction.atomic():
            row = Membership.objects.select_for_update().get(pk=self.pk)
            if not row.is_current:
                return
            if row.capacity == Membership.As.MANAGER:
                row._require_nobody_managed()
            row.close(before=clock.today())
            record("membership.ended", subject=row, by=by, capacity=row.capacity)

    def _require_nobody_managed(self) -> None:
        managed = Employment.objects.filter(current(), manager=self.user_id, organisation=self.organisation_id)
        if people := [row.employee for row in managed.select_related("employee").order_by("employee__name")]:
            raise StillManages(people)


def _note_domain(organisation: Organisation, address: str) -> None:
    """An employer's domain stays one, also when the address changes (C6)."""
    from .domains import EmployerDomain

    EmployerDomain.note(organisation=organisation, address=address)
