"""Who answers in a manager's place, from a day to a day."""

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q, QuerySet

from tyonohjaus.access import Action, Scoped
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock

from .dated import Dated, current, days_or_none, not_over
from .organisation import Employment, Membership
from .user import User


class AnotherThen(Exception):
    """Somebody answers in this manager's place on one of these days already."""


class Deputy(Dated, Scoped):
    """Answers what is asked of the manager, in these days and no other: it ends by itself. The manager may answer all
    the while. Nobody answers so about a process of which they are (docs/decisions/0032)."""

    scope = "manager"
    SEE = Action.PERSON_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    manager = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="deputises")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(deputy=F("manager")), name="deputy_of_another"),
            models.CheckConstraint(condition=Q(ends_on__isnull=False), name="deputy_ends"),
            days_or_none("deputy_days"),
        ]
        indexes = [models.Index(fields=["deputy", "ends_on"], name="deputy_person")]

    def __str__(self) -> str:
        return f"{self.deputy} for {self.manager}"

    @classmethod
    def name(cls, *, manager: Any, deputy: Any, starts_on: date, ends_on: date, by: Any) -> "Deputy":
        """One at a time. Raises AnotherThen."""
        with transaction.atomic():
            User.objects.select_for_update(no_key=True).get(pk=manager.pk)
            if cls.objects.filter(not_over(starts_on), manager=manager, starts_on__lte=ends_on).exists():
                raise AnotherThen
            row = cls.objects.create(manager=manager, deputy=deputy, starts_on=starts_on, ends_on=ends_on)
            record("deputy.named", subject=row, by=by, manager=manager.pk, deputy=deputy.pk)
        return row

    def end(self, *, by: Any) -> None:
        """At once; one that lies ahead never begins."""
        with transaction.atomic():
            row = Deputy.objects.select_for_update().get(pk=self.pk)
            if Deputy.objects.filter(not_over(), pk=row.pk).exists():
                row.close(before=clock.today())
                record("deputy.ended", subject=row, by=by, manager=row.manager_id, deputy=row.deputy_id)

    @classmethod
    def end_of_one_who_left(cls, user: Any, *, organisation: Any, by: Any) -> None:
        """Whoever works and manages nowhere any more where the manager does answers in their place no more (C12)."""
        managing = Membership.objects.filter(current(), capacity=Membership.As.MANAGER)
        here = managing.filter(organisation=organisation).values("user")
        for row in cls.objects.filter(not_over(), deputy=user, manager__in=here):
            places = managing.filter(user=row.manager_id).values("organisation")
            works = Employment.objects.filter(current(), employee=user, organisation__in=places)
            if not works.exists() and not managing.filter(user=user, organisation__in=places).exists():
                row.end(by=by)


def deputy_of(manager: Any) -> Any:
    """Who may answer for them today, if anybody."""
    row = Deputy.objects.filter(current(), manager=manager, deputy__is_active=True).select_related("deputy").first()
    return row.deputy if row else None


def deputised_by(user: Any) -> QuerySet[Deputy]:
    """In whose place this person may answer today."""
    return Deputy.objects.filter(current(), deputy=user, manager__is_active=True)
