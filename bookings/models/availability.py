import uuid
from copy import copy
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bookings.slots.weeks import Weeks
from processes.models import Place
from tyonohjaus.access import Action, Scoped, ScopedQuerySet
from tyonohjaus.events import changes
from tyonohjaus.events.record import record
from tyonohjaus.lib.moves import refuse_unseen
from tyonohjaus.people.models import Supervisor


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class InWeeks(models.TextChoices):
    EVERY = Weeks.EVERY, _("every week")
    ODD = Weeks.ODD, _("in odd weeks")
    EVEN = Weeks.EVEN, _("in even weeks")
    FIRST = Weeks.FIRST, _("the first of the month")
    SECOND = Weeks.SECOND, _("the second of the month")
    THIRD = Weeks.THIRD, _("the third of the month")
    FOURTH = Weeks.FOURTH, _("the fourth of the month")
    LAST = Weeks.LAST, _("the last of the month")


class HoursOverlap(Exception):
    """Some of these hours are given out already. `other`: by which rule, or by which extra hours."""

    def __init__(self, other: Any) -> None:
        super().__init__(str(other))
        self.other = other


class Hours(Scoped):
    """What a supervisor says of their time. No change here touches what is booked."""

    scope: ClassVar[str] = "supervisor"
    SEE = Action.AVAILABILITY_EDIT
    SAYS: ClassVar[tuple[str, ...]]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def enter(cls, *, by: Any, **values: Any) -> Self:
        return changes.enter(cls(**values), event="hours.entered", by=by)

    @property
    def says(self) -> list[Any]:
        return [getattr(self, name) for name in self.SAYS]

    def change(self, *, by: Any, seen: str | None = None, **values: Any) -> Self:
        """`seen` is the `stand` of what it said when its writer read it. Raises ChangedMeanwhile."""
        with transaction.atomic():
            stands = type(self)._default_manager.select_for_update().get(pk=self.pk).says
            becomes = [values.get(name, said) for name, said in zip(self.SAYS, stands, strict=True)]
            refuse_unseen(seen, stands=stands, becomes=becomes)
            return changes.change(self, values, event="hours.changed", by=by)

    def remove(self, *, by: Any) -> None:
        with transaction.atomic():
            record("hours.removed", subject=self, by=by)
            type(self)._default_manager.filter(pk=self.pk).delete()


class AvailabilityRuleQuerySet(ScopedQuerySet["AvailabilityRule"]):
    def overlapping(self, rule: "AvailabilityRule") -> Self:
        """Others of the same supervisor that give out some of its hours, on some of its days."""
        apart = Weeks(rule.weeks).never_with()
        others = (
            self.exclude(pk=rule.pk)
            .exclude(weeks__in=apart)
            .filter(
                Q(valid_until=None) | Q(valid_until__gte=rule.valid_from),
                supervisor=rule.supervisor_id,
                weekday=rule.weekday,
                starts__lt=rule.ends,
                ends__gt=rule.starts,
            )
        )
        return others.filter(valid_from__lte=rule.valid_until) if rule.valid_until else others


class AvailabilityRule(Hours):
    """Weekly hours of a supervisor by Helsinki's wall clock, at one kind of place."""

    SAYS = ("weekday", "starts", "ends", "place", "valid_from", "valid_until", "weeks")

    supervisor = models.ForeignKey(Supervisor, models.PROTECT, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    place = models.CharField(_("place"), max_length=9, choices=Place.choices, default=Place.REMOTE)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    weeks = models.CharField(max_length=4, choices=InWeeks.choices, default=InWeeks.EVERY, blank=True)

    objects: ClassVar = AvailabilityRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts__lt=F("ends")), name="hours_period"),
            models.UniqueConstraint(
                fields=["supervisor", "weekday", "starts", "valid_from", "weeks"], name="hours_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts:%H.%M}–{self.ends:%H.%M}"

    @classmethod
    def enter(cls, *, by: Any, **values: Any) -> Self:
        """Raises HoursOverlap."""
        with transaction.atomic():
            cls(**values)._require_free()
            return super().enter(by=by, **values)

    def change(self, *, by: Any, seen: str | None = None, **values: Any) -> Self:
        """Raises HoursOverlap, ChangedMeanwhile."""
        with transaction.atomic():
            _with(self, values)._require_free()
            return super().change(by=by, seen=seen, **values)

    def _require_free(self) -> None:
        """One at a time for each supervisor: of two at once, the second sees what the first has entered."""
        Supervisor.objects.select_for_update().get(pk=self.supervisor_id)
        if other := AvailabilityRule.objects.overlapping(self).order_by("starts").first():
            raise HoursOverlap(other)


class AvailabilityException(Hours):
    """Days that differ: closed (whole days, or some hours), extra hours on one day, or holidays on which one works all
    the same."""

    class Kind(models.TextChoices):
        CLOSED = "closed", _("Closed")
        EXTRA = "extra", _("Extra hours")
        WORKED = "worked", _("You work")

    SAYS = ("kind", "first_on", "last_on", "starts", "ends", "place")

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
            models.CheckConstraint(condition=~Q(kind="worked") | Q(starts__isnull=True), name="exception_worked_days"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.first_on}–{self.last_on}"

    @classmethod
    def enter(cls, *, by: Any, **values: Any) -> Self:
        """Raises HoursOverlap."""
        with transaction.atomic():
            cls(**values)._require_free()
            return super().enter(by=by, **values)

    def change(self, *, by: Any, seen: str | None = None, **values: Any) -> Self:
        """Raises HoursOverlap, ChangedMeanwhile."""
        with transaction.atomic():
            _with(self, values)._require_free()
            return super().change(by=by, seen=seen, **values)

    def _require_free(self) -> None:
        """Extra hours are given out once, as weekly ones are."""
        if self.kind != self.Kind.EXTRA:
            return
        Supervisor.objects.select_for_update().get(pk=self.supervisor_id)
        same = {"supervisor": self.supervisor_id, "kind": self.kind, "first_on": self.first_on}
        others = AvailabilityException.objects.filter(**same, starts__lt=self.ends, ends__gt=self.starts)
        if other := others.exclude(pk=self.pk).order_by("starts").first():
            raise HoursOverlap(other)


def _with(row: Any, values: dict[str, Any]) -> Any:
    """As it would be."""
    changed = copy(row)
    for name, value in values.items():
        setattr(changed, name, value)
    return changed
