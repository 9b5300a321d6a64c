import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from tyonohjaus.access import Action, Capacity, Scoped, root
from tyonohjaus.events import changes
from tyonohjaus.events.record import record


def _own(user: Any) -> models.QuerySet["Supervisor"]:
    return Supervisor.objects.filter(user=user)


@root
class Supervisor(Scoped):
    """A työnohjaaja of the practice, and how their time is given out."""

    scope = "pk"
    SEE = Action.AVAILABILITY_EDIT
    REACHED_BY: ClassVar[dict[Capacity, Callable[[Any], models.QuerySet[Any]]]] = {Capacity.SUPERVISOR: _own}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="supervisor")
    # Minutes kept free before and after each session: they lie in its allocation, so that the database guards them.
    buffer_before_minutes = models.PositiveSmallIntegerField(_("free minutes before a session"), default=0)
    buffer_minutes = models.PositiveSmallIntegerField(_("free minutes after a session"), default=0)
    # Minutes between two different places that are not remote.
    travel_minutes = models.PositiveSmallIntegerField(_("minutes for moving between places"), default=30)
    notice_hours = models.PositiveSmallIntegerField(_("earliest time to book, hours from now"), default=24)
    horizon_weeks = models.PositiveSmallIntegerField(_("latest time to book, weeks from now"), default=26)
    step_minutes = models.PositiveSmallIntegerField(_("times begin every … minutes"), default=30)
    # Sessions; None: as many as the hours hold.
    most_a_day = models.PositiveSmallIntegerField(_("sessions a day at most"), null=True, blank=True)
    most_a_week = models.PositiveSmallIntegerField(_("sessions a week at most"), null=True, blank=True)

    # Their hours are their yes, unless they say it of each time that a supervisee books (docs/decisions/0032).
    confirms_requests = models.BooleanField(_("confirms each request"), default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(step_minutes__gte=5), name="supervisor_step"),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @classmethod
    def begin(cls, *, user: Any, by: Any) -> "Supervisor":
        with transaction.atomic():
            supervisor, new = cls.objects.get_or_create(user=user)
            if new:
                record("supervisor.begun", subject=user, by=by)
        return supervisor

    def change(self, *, by: Any, **values: Any) -> "Supervisor":
        """How the time is given out from now on; nothing booked is touched."""
        return changes.change(self, values, event="supervisor.changed", by=by)

    @property
    def buffer_before(self) -> timedelta:
        return timedelta(minutes=self.buffer_before_minutes)

    @property
    def buffer(self) -> timedelta:
        return timedelta(minutes=self.buffer_minutes)

    @property
    def travel(self) -> timedelta:
        return timedelta(minutes=self.travel_minutes)

    @property
    def notice(self) -> timedelta:
        return timedelta(hours=self.notice_hours)

    @property
    def horizon(self) -> timedelta:
        return timedelta(weeks=self.horizon_weeks)

    @property
    def step(self) -> timedelta:
        return timedelta(minutes=self.step_minutes)
