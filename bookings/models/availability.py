import uuid
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from processes.models import Place
from tyonohjaus.access import Action, Scoped
from tyonohjaus.events import changes
from tyonohjaus.events.record import record
from tyonohjaus.people.models import Supervisor


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Hours(Scoped):
    """What a supervisor says of their time. No change here touches what is booked."""

    scope: ClassVar[str] = "supervisor"
    SEE = Action.AVAILABILITY_EDIT

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def enter(cls, *, by: Any, **values: Any) -> Self:
        return changes.enter(cls(**values), event="hours.entered", by=by)

    def change(self, *, by: Any, **values: Any) -> Self:
        return changes.change(self, values, event="hours.changed", by=by)

    def remove(self, *, by: Any) -> None:
        with transaction.atomic():
            record("hours.removed", subject=self, by=by)
            self.delete()


class AvailabilityRule(Hours):
    """Weekly hours of a supervisor by Helsinki's wall clock, at one kind of place."""

    supervisor = models.ForeignKey(Supervisor, models.PROTECT, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    place = models.CharField(_("place"), max_length=9, choices=Place.choices, default=Place.REMOTE)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts__lt=F("ends")), name="hours_period"),
            models.UniqueConstraint(fields=["supervisor", "weekday", "starts", "valid_from"], name="hours_once"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts:%H.%M}–{self.ends:%H.%M}"


class AvailabilityException(Hours):
    """Days that differ: closed (whole days, or some hours), or extra hours on one day."""

    class Kind(models.TextChoices):
        CLOSED = "closed", _("Closed")
        EXTRA = "extra", _("Extra hours")

    supervisor = models.ForeignKey(Supervisor, models.PROTECT, related_name="exceptions")
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.CLOSED)
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    starts = models.TimeField(_("from"), null=True, blank=True)
    ends = models.TimeField(_("until"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=9, choices=Place.choices, default=Place.REMOTE)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(first_on__lte=F("last_on")), name="exception_days"),
            models.CheckConstraint(
                condition=Q(starts__isnull=True, ends__isnull=True) | Q(starts__lt=F("ends")), name="exception_period"
            ),
            models.CheckConstraint(
                condition=~Q(kind="extra") | Q(starts__isnull=False, first_on=F("last_on")),
                name="exception_extra_hours",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.first_on}–{self.last_on}"
