"""Rows that hold from a day to a day."""

from datetime import date, timedelta
from typing import Any, TypeVar

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


def not_over(on: date | None = None) -> Q:
    """Going on, or still to begin, on that Helsinki day (default: today); not one that keeps no day."""
    return Q(ends_on__isnull=True) | (Q(ends_on__gte=on or clock.today()) & Q(ends_on__gte=F("starts_on")))


class Dated(models.Model):
    """First and last day, both included; no last day while it goes on."""

    starts_on = models.DateField(default=clock.today)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_current(self) -> bool:
        return self.holds_on(clock.today())

    def holds_on(self, day: date) -> bool:
        """The same as `current()`, for a row already read."""
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)

    def close(self, *, before: date) -> None:
        """The last day is the one before: with `before=today` it ends at once. A row that begins only then, or later,
        keeps no day at all, and never held (docs/decisions/0014)."""
        self.ends_on = max(before, self.starts_on) - timedelta(days=1)
        self.save(update_fields=["ends_on"])


class DayBefore(models.Func):
    """The day before a day, in SQL that needs nothing of ours: a constraint is asked by whoever writes."""

    template = "(%(expressions)s - 1)"
    output_field = models.DateField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="date(%(expressions)s, '-1 day')", **more)


def ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name=name)


def days_or_none(name: str) -> models.CheckConstraint:
    """As `ends_after_start`, where a row may also keep no day: its last is the day before its first."""
    return models.CheckConstraint(condition=Q(ends_on__isnull=True) | Q(ends_on__gte=DayBefore("starts_on")), name=name)
