from datetime import date
from typing import Any

from django.db import models, transaction

from invoicing.documents.document import printed_number
from tyonohjaus.events.record import record


class OutOfOrder(Exception):
    """The day is before the last one on which this series gave a number: numbers run in order of date."""


class AlreadyRunning(Exception):
    """A number of this year has been given: from there on they run by themselves, without a gap."""


class NumberSeries(models.Model):
    """Running numbers of one year. Taken with the row locked, in the transaction that issues: unique and gapless.

    No sequence (a rollback burns numbers), no max() + 1 (two get the same): INVOICING.md 5.1, E6.
    """

    year = models.PositiveSmallIntegerField(unique=True)
    next = models.PositiveIntegerField(default=1)
    last_issued_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(next__gte=1), name="series_from_one")]

    def __str__(self) -> str:
        return f"{self.year}: {self.next}"

    @classmethod
    def peek(cls, *, on: date) -> int:
        """The running number that would be taken now."""
        series = cls.objects.filter(year=on.year).first()
        return series.next if series else 1

    @classmethod
    def later_than(cls, day: date) -> date | None:
        """The day of this year's last number, where that lies ahead: no number can be given before it."""
        series = cls.objects.filter(year=day.year, last_issued_on__gt=day).first()
        return series.last_issued_on if series else None

    @classmethod
    def is_running(cls, year: int) -> bool:
        """Has a number of that year been given?"""
        return cls.objects.filter(year=year, last_issued_on__isnull=False).exists()

    @classmethod
    def begin(cls, *, year: int, at: int, by: Any) -> None:
        """The year's first number here, where another program has given those before it. Raises AlreadyRunning."""
        with transaction.atomic():
            series, _new = cls.objects.select_for_update().get_or_create(year=year)
            if series.next != at and series.last_issued_on:
                raise AlreadyRunning
            if series.next != at:
                series.next = at
                series.save(update_fields=["next"])
                record("numbers.begun", subject=series, by=by, year=year, at=at)

    @classmethod
    def take(cls, *, on: date) -> str:
        """The next number, "20270017". Call inside the issuing transaction. Raises OutOfOrder."""
        cls.objects.get_or_create(year=on.year)
        series = cls.objects.select_for_update().get(year=on.year)
        if series.last_issued_on and on < series.last_issued_on:
            raise OutOfOrder(series.last_issued_on)
        number = printed_number(year=series.year, running=series.next)
        series.next += 1
        series.last_issued_on = on
        series.save(update_fields=["next", "last_issued_on"])
        return number
