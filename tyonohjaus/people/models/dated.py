"""Rows that hold from a day to a day."""

from datetime import date, timedelta
from typing import TypeVar

from django.db import models
from django.db.models import F, Q

from tyonohjaus.lib import clock

Row = TypeVar("Row", bound=models.Model)


def current(on: date | None = None, prefix: str = "") -> Q:
    """Begun and not ended on that Helsinki day (default: today). `prefix` is the lookup to the dated row, "x__"."""
    day = on or clock.today()
    return Q(**{f"{prefix}starts_on__lte": day}) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": day})
    )


class Dated(models.Model):
    """First and last day, both included; no last day while it goes on."""

    starts_on = models.DateField(default=clock.today)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_current(self) -> bool:
        """The same as `current()`, for a row already read."""
        today = clock.today()
        return self.starts_on <= today and (self.ends_on is None or self.ends_on >= today)

    def close(self, *, before: date) -> None:
        """The last day is the one before: with `before=today` it ends at once. A row that began later than that keeps
        no day of its own, and stands as one day of the past."""
        self.ends_on = before - timedelta(days=1)
        self.starts_on = min(self.starts_on, self.ends_on)
        self.save(update_fields=["starts_on", "ends_on"])


def ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name=name)
