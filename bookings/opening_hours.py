"""When supervisors are open: their weekly hours and the days that differ, laid out over a window."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, time
from functools import cache
from itertools import starmap
from typing import Any, NamedTuple

from django.db.models import Exists, Value

from processes.models import Place
from tyonohjaus.lib import clock
from tyonohjaus.lib.periods import Period
from tyonohjaus.lib.prepared import Prepared, keys, never, nobodies
from tyonohjaus.lib.working_days import holidays_between
from tyonohjaus.people.models import Supervisor

from .models import AvailabilityException, AvailabilityRule, Room
from .models.calendar import IN_A_ROOM
from .slots.opening import Closed, ExtraOpening, Opening, WeeklyRule, closed_but_for_extra, expand
from .slots.weeks import Weeks

Kind = AvailabilityException.Kind
Rules = dict[uuid.UUID, list[WeeklyRule]]
Exceptions = dict[uuid.UUID, list[ExtraOpening | Closed]]
# Both questions are put together once: every page of free times asks them.
FIRST, LAST = (instant.date() for instant in never(2))


class Differing(NamedTuple):
    supervisor: uuid.UUID
    kind: str
    first_on: date
    last_on: date
    starts: time | None
    ends: time | None
    place: str


def openings(
    supervisors: Sequence[Supervisor], window: Period, *, place: str = Place.OTHER
) -> dict[uuid.UUID, list[Opening]]:
    """By supervisor: the openings for this kind of place; another agreed place may be met at in any of the hours.

    A public holiday is closed but for extra hours, unless the supervisor said that they work.
    """
    return laid_out(supervisors, window, place=place)[0]


def laid_out(
    supervisors: Sequence[Supervisor], window: Period, *, place: str
) -> tuple[dict[uuid.UUID, list[Opening]], bool]:
    """The openings, and whether the practice keeps rooms at all: asked together with the hours, for most keep none."""
    rules, rooms_kept = _weekly(supervisors, place)
    exceptions = _differing(supervisors, clock.day_of(window.start), clock.day_of(window.end), place)
    found = {one.pk: expand(rules[one.pk], exceptions[one.pk], window, clock.HELSINKI) for one in supervisors}
    return found, rooms_kept


def _weekly(supervisors: Sequence[Supervisor], place: str) -> tuple[Rules, bool]:
    rooms_kept = place in IN_A_ROOM
    rules: Rules = defaultdict(list)
    rows = _question_of_rules(len(supervisors), place).answers(keys(one.pk for one in supervisors))
    for supervisor, weekday, starts, ends, kind, since, until, weeks, kept in rows:
        rules[supervisor].append(WeeklyRule(weekday, starts, ends, kind, since, until, Weeks(weeks)))
        rooms_kept = kept
    return rules, rooms_kept


@cache
def _question_of_rules(count: int, place: str) -> Prepared:
    at_place = {} if place == Place.OTHER else {"place": place}
    rows = AvailabilityRule.objects.filter(supervisor__in=nobodies(count), **at_place)
    rooms_kept: Any = Exists(Room.objects.all()) if place in IN_A_ROOM else Value(value=False)
    hours = ("supervisor", "weekday", "starts", "ends", "place", "valid_from", "valid_until", "weeks")
    return Prepared.of(rows.values_list(*hours, rooms_kept), *nobodies(count))


def _differing(supervisors: Sequence[Supervisor], first: date, last: date, place: str) -> Exceptions:
    """Closed days, extra hours at this kind of place, and the holidays on which nobody said that they work."""
    exceptions: Exceptions = defaultdict(list)
    worked: dict[uuid.UUID, list[Differing]] = defaultdict(list)
    facts = {FIRST: first, LAST: last, **keys(one.pk for one in supervisors)}
    for row in starmap(Differing, _question_of_exceptions(len(supervisors)).answers(facts)):
        if row.kind == Kind.CLOSED:
            exceptions[row.supervisor].append(Closed(row.first_on, row.last_on, row.starts, row.ends))
        elif row.kind == Kind.WORKED:
            worked[row.supervisor].append(row)
        elif place in {Place.OTHER, row.place} and row.starts and row.ends:
            exceptions[row.supervisor].append(ExtraOpening(row.first_on, row.starts, row.ends, row.place))
    for one in supervisors:
        days = [day for day in holidays_between(first, last) if not _lies_in(day, worked[one.pk])]
        exceptions[one.pk] += closed_but_for_extra(days, exceptions[one.pk])
    return exceptions


@cache
def _question_of_exceptions(count: int) -> Prepared:
    rows = AvailabilityException.objects.filter(supervisor__in=nobodies(count), first_on__lte=LAST, last_on__gte=FIRST)
    return Prepared.of(rows.values_list(*Differing._fields), FIRST, LAST, *nobodies(count))


def _lies_in(day: date, rows: list[Differing]) -> bool:
    return any(row.first_on <= day <= row.last_on for row in rows)
