"""The process, not the appointment, is what a practice lives by: agreement, goals, sessions, evaluations."""

import uuid
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from processes import heads
from tyonohjaus.access import Action, Capacity, Scoped, ScopedQuerySet, root
from tyonohjaus.lib import clock, money
from tyonohjaus.lib.codes import random_code
from tyonohjaus.people.models.dated import Dated, current, days_or_none, not_over
from tyonohjaus.people.models.deputy import deputised_by
from tyonohjaus.people.models.organisation import ApprovalMode, Organisation
from tyonohjaus.people.models.practice import Practice, for_office

from .agreeing import Agreeing
from .ending import Ending
from .frames import FrameAgreement
from .kinds import Kind, Trade
from .participant import Participant
from .references import References
from .vat import vat_of


def new_code() -> str:
    """A process code, "KV7-2RM": what payers and managers see (C19)."""
    return random_code(3, 3)


class Payer(models.TextChoices):
    EMPLOYER = "employer", _("Employer")
    SELF = "self", _("Supervisee")
    INTERNAL = "internal", _("Internal, no invoice")
    # An introductory meeting: free, no employer is a party, and nothing of it is logged (S0-5).
    NOBODY = "nobody", _("Free of charge")


# Nobody is invoiced, whatever was held.
UNBILLED = frozenset({Payer.INTERNAL, Payer.NOBODY})
# No employer is a party, and none is to learn of it (DOMAIN 4.3).
PRIVATE = frozenset({Payer.SELF, Payer.NOBODY})


class Place(models.TextChoices):
    REMOTE = "remote", _("Remote")
    PREMISES = "premises", _("Supervisor's premises")
    WORKPLACE = "workplace", _("At the workplace")
    OUTDOORS = "outdoors", _("Outdoors")
    OTHER = "other", _("Other agreed place")


class AttendanceShown(models.TextChoices):
    """What the payer sees of attendance (which is bookings.models.Attendance)."""

    NONE = "none", _("Nothing")
    COUNT = "count", _("Number of those present")
    NAMES = "names", _("Names")


# Minutes. A supervision is agreed on from 45 on; an introductory meeting is shorter.
SHORTEST = 15


def _by_participants(*capacities: Capacity) -> Callable[[Any], QuerySet["Process"]]:
    def way(user: Any) -> QuerySet["Process"]:
        held = Participant.objects.filter(current(), user=user, capacity__in=[c.value for c in capacities])
        return Process.objects.filter(pk__in=held.values("process"))

    return way


def _by_supervisee(user: Any) -> QuerySet["Process"]:
    """Where no employer is a party, it is closed like content to an employer's mailbox: not to be learnt of (C6)."""
    own = _by_participants(Capacity.SUPERVISEE)(user)
    return own if user.content_open else own.exclude(payer__in=PRIVATE)


def _by_manager(user: Any) -> QuerySet["Process"]:
    """Their own people's processes, where the employer is a party: never one that the person pays (DOMAIN 4.3)."""
    own = Participant.objects.filter(current(), manager=user, capacity=Participant.As.SUPERVISEE)
    return Process.objects.filter(pk__in=own.values("process")).exclude(payer__in=PRIVATE)


def _by_deputy(user: Any) -> QuerySet["Process"]:
    """Those of whose people a manager says yes in whose place this person answers today. Never one in which they are
    themselves: nobody approves their own time (E3), and no supervisor that of their supervisees."""
    people = Participant.objects.filter(not_over(), manager__in=deputised_by(user).values("manager"))
    here = Participant.objects.filter(not_over(), user=user)
    found = Process.objects.filter(pk__in=people.supervised().values("process")).exclude(payer__in=PRIVATE)
    return found.exclude(pk__in=here.values("process"))


def _by_office(user: Any) -> QuerySet["Process"]:
    return for_office(Process.objects.all(), user)


class ProcessQuerySet(ScopedQuerySet["Process"]):
    def going_on(self, day: date | None = None) -> "ProcessQuerySet":
        return self.filter(current(day))


@root
class Process(Dated, Agreeing, Ending, Scoped):
    """Who meets, how often, for how long, who pays, and what the payer is told."""

    scope = "pk"
    SEE = Action.PROCESS_SEE
    REACHED_BY: ClassVar[dict[Capacity, Callable[[Any], QuerySet[Any]]]] = {
        Capacity.SUPERVISEE: _by_supervisee,
        Capacity.SUPERVISOR: _by_participants(Capacity.SUPERVISOR),
        Capacity.CO_SUPERVISOR: _by_participants(Capacity.CO_SUPERVISOR),
        Capacity.MANAGER: _by_manager,
        Capacity.DEPUTY: _by_deputy,
        Capacity.OFFICE: _by_office,
    }
    GIVES: ClassVar[tuple[Capacity, ...]] = (
        Capacity.SUPERVISEE,
        Capacity.SUPERVISOR,
        Capacity.CO_SUPERVISOR,
        Capacity.MANAGER,
        Capacity.DEPUTY,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("process code"), max_length=7, unique=True, default=new_code, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="processes", verbose_name=_("organisation")
    )
    payer = models.CharField(_("payer"), max_length=8, choices=Payer.choices)
    trade = models.CharField(_("service"), max_length=12, choices=Trade.choices, default=Trade.SUPERVISION)
    # Above it, of the same organisation: prices, a ceiling, references.
    frame = models.ForeignKey(
        FrameAgreement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="processes",
        verbose_name=_("framework agreement"),
    )
    # The process that it takes up again, by its terms.
    continues = models.OneToOneField("self", models.PROTECT, null=True, editable=False, related_name="+")

    # Length and rhythm. Every n weeks, every n–m weeks, or monthly (no weeks at all).
    length_minutes = models.PositiveSmallIntegerField(
        _("length, minutes"), default=90, validators=[MinValueValidator(SHORTEST), MaxValueValidator(120)]
    )
    every_weeks = models.PositiveSmallIntegerField(_("every … weeks"), null=True, blank=True)
    every_weeks_most = models.PositiveSmallIntegerField(_("at most … weeks"), null=True, blank=True)
    agreed_count = models.PositiveSmallIntegerField(_("agreed number of sessions"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=9, choices=Place.choices, default=Place.REMOTE)
    # How many times ahead of now a supervisee may hold by own booking.
    # Of a group: where fewer would come, the supervisor is asked. None: two.
    quorum = models.PositiveSmallIntegerField(_("asked of the supervisor if fewer come"), null=True, blank=True)
    open_bookings = models.PositiveSmallIntegerField(_("own bookings at a time"), default=1)

    # Price, net, in euros per session; None only where nobody is invoiced.
    price = models.DecimalField(
        _("price without VAT, €"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    cancellation_hours = models.PositiveSmallIntegerField(_("cancelling is free until … hours before"), default=24)
    cancellation_share = models.PositiveSmallIntegerField(
        _("share charged after that, %"), default=100, validators=[MaxValueValidator(100)]
    )
    cost_centre = models.CharField(_("cost centre"), max_length=35, blank=True)
    buyer_reference = models.CharField(_("your reference"), max_length=35, blank=True)
    order_number = models.CharField(_("order number"), max_length=35, blank=True)

    # What the employer decides and is told.
    approval = models.CharField(_("approval"), max_length=6, choices=ApprovalMode.choices, default=ApprovalMode.NONE)
    attendance = models.CharField(
        _("what the payer sees of attendance"),
        max_length=5,
        choices=AttendanceShown.choices,
        default=AttendanceShown.NONE,
    )
    names_on_invoice_since = models.DateField(_("names on invoices since"), null=True, blank=True)
    no_content_since = models.DateField(_("no content is stored, since"), null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects: ClassVar = ProcessQuerySet.as_manager()

    class Meta:
        constraints = [
            days_or_none("process_days"),
            models.CheckConstraint(condition=Q(length_minutes__range=(SHORTEST, 120)), name="process_length"),
            models.CheckConstraint(condition=Q(cancellation_share__lte=100), name="process_cancellation_share"),
            models.CheckConstraint(condition=Q(price__isnull=True) | Q(price__gte=0), name="process_price"),
            models.CheckConstraint(
                condition=Q(every_weeks__isnull=True) | Q(every_weeks__range=(1, 26)), name="process_every_weeks"
            ),
            models.CheckConstraint(
                condition=Q(every_weeks_most__isnull=True) | Q(every_weeks_most__gte=F("every_weeks")),
                name="process_every_weeks_most",
            ),
            models.CheckConstraint(
                condition=~Q(payer="employer") | Q(organisation__isnull=False), name="process_employer_named"
            ),
            # Internal supervision has no price, and so no invoice (S1-7).
            models.CheckConstraint(
                condition=~Q(payer="internal") | Q(price__isnull=True), name="process_internal_unpriced"
            ),
            models.CheckConstraint(
                condition=~Q(payer="nobody")
                | Q(price__isnull=True, organisation__isnull=True, no_content_since__isnull=False, approval="none"),
                name="process_nobody_pays",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @classmethod
    def locked(cls, pk: Any) -> "Process":
        """As it stands now, and for this transaction as nobody else changes it. Rows that name the process may be
        inserted meanwhile (`no_key`). Who locks calendars too does that after it (docs/decisions/0004)."""
        return cls.objects.select_for_update(no_key=True).get(pk=pk)

    @property
    def is_shared(self) -> bool:
        """More than one supervisee by nature."""
        return self.kind in {Kind.GROUP, Kind.COMMUNITY, Kind.MANAGERS}

    @property
    def several_meet(self) -> bool:
        """Two or more: what is nobody's alone is possible. A pair is not `is_shared`: it books as one does."""
        return self.kind not in heads.ALONE

    @property
    def times_are_set(self) -> bool:
        """By the supervisor, since several meet. A time of getting to know each other is whoever's turn it is."""
        return self.is_shared and self.payer != Payer.NOBODY

    @property
    def employer_is_party(self) -> bool:
        """Else no employer is to learn of it (DOMAIN 4.3)."""
        return self.payer not in PRIVATE

    @property
    def bills_employer(self) -> bool:
        return self.payer == Payer.EMPLOYER

    @property
    def is_introduction(self) -> bool:
        """Once, to see whether to begin: it has no rhythm and no employer."""
        return self.payer == Payer.NOBODY

    @property
    def asks_manager(self) -> bool:
        """Must a manager say yes before a time is confirmed?"""
        return self.bills_employer and self.approval in {ApprovalMode.SERIES, ApprovalMode.EACH}

    @property
    def references(self) -> References:
        """The process's own before those of its framework agreement, these before the organisation's that pays."""
        own, payer = References.of(self), self.organisation
        if self.frame_id:
            own = own.or_else(References.of(self.frame))
        pays = payer and (self.bills_employer or (self.payer == Payer.SELF and payer.own_of_id))
        return own.or_else(References.of(payer)) if pays else own

    @property
    def keeps_content(self) -> bool:
        return self.no_content_since is None

    @property
    def gross_price(self) -> Decimal | None:
        """With the VAT of today, half up to cents: what one who pays themselves sees."""
        if self.price is None:
            return None
        today = clock.today()
        return money.with_vat(self.price, vat_of(self, today, Practice.objects.get().vat_table()).percent)
