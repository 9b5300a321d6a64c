"""Public holidays and July, as they are put to a supervisor: closed until they say that they work, and never forced.

An answer is a row like any other day that differs: CLOSED for "I keep it free", WORKED for "I work that day".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from tyonohjaus.lib.working_days import holiday_name, holidays_between
from tyonohjaus.people.models import Supervisor

from .models import AvailabilityException

CLOSED, WORKED = AvailabilityException.Kind.CLOSED, AvailabilityException.Kind.WORKED
AHEAD = timedelta(days=365)
WORKDAYS = 5
# Shorter than this, it is no break.
BREAK = timedelta(days=5)


@dataclass(frozen=True, kw_only=True)
class Holiday:
    """`rows` are the supervisor's own answers; without any it is closed, and nobody has said so."""

    day: date
    rows: tuple[AvailabilityException, ...] = ()

    @property
    def works(self) -> bool:
        return any(row.kind == WORKED for row in self.rows)


def coming(supervisor: Supervisor, *, today: date) -> list[Holiday]:
    """A year's holidays on which the supervisor would else be open: workdays, and weekend days of their hours. Not
    those that lie in a longer time that they have closed."""
    weekdays = {*range(WORKDAYS), *supervisor.hours.values_list("weekday", flat=True)}
    rows = list(supervisor.exceptions.filter(last_on__gte=today, starts=None))
    longer = [row for row in rows if row.kind == CLOSED and row.first_on != row.last_on]
    return [
        Holiday(day=day, rows=tuple(row for row in rows if row.first_on == row.last_on == day))
        for day in holidays_between(today, today + AHEAD)
        if day.weekday() in weekdays and not any(row.first_on <= day <= row.last_on for row in longer)
    ]


def answer(supervisor: Supervisor, works: Mapping[date, bool], *, by: Any, today: date) -> None:
    """Of each of these days, whether the supervisor works; all or nothing."""
    with transaction.atomic():
        for holiday in coming(supervisor, today=today):
            if holiday.day in works:
                _settle(supervisor, holiday, WORKED if works[holiday.day] else CLOSED, by=by)


def work_in_july(supervisor: Supervisor, *, by: Any, today: date) -> None:
    first, last = july(today)
    if not answered(supervisor, today=today):
        AvailabilityException.enter(by=by, supervisor=supervisor, kind=WORKED, first_on=first, last_on=last)


def july(today: date) -> tuple[date, date]:
    """The next that is not over."""
    year = today.year + (today > date(today.year, 7, 31))
    return date(year, 7, 1), date(year, 7, 31)


def answered(supervisor: Supervisor, *, today: date) -> list[AvailabilityException]:
    """What the supervisor has said of July: days that they have closed, or that they work."""
    first, last = july(today)
    rows = supervisor.exceptions.filter(kind__in=[CLOSED, WORKED], starts=None, first_on__lte=last, last_on__gte=first)
    return [row for row in rows.order_by("first_on") if row.last_on - row.first_on >= BREAK - timedelta(days=1)]


def is_answer(row: AvailabilityException) -> bool:
    """It stands among the holidays, not among the other days that differ."""
    alone = row.first_on == row.last_on and row.starts is None
    return row.kind == WORKED or (alone and row.kind == CLOSED and bool(holiday_name(row.first_on)))


def _settle(supervisor: Supervisor, holiday: Holiday, kind: str, *, by: Any) -> None:
    for row in holiday.rows:
        if row.kind != kind:
            row.remove(by=by)
    if all(row.kind != kind for row in holiday.rows):
        on = {"first_on": holiday.day, "last_on": holiday.day}
        AvailabilityException.enter(by=by, supervisor=supervisor, kind=kind, **on)
