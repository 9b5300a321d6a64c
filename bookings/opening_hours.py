"""When supervisors are open: their weekly hours and the days that differ, laid out over a window."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists

from processes.models import Place
from tyonohjaus.lib import clock
from tyonohjaus.lib.periods import Period
from tyonohjaus.lib.working_days import holidays_between
from tyonohjaus.people.models import Supervisor

from .models import AvailabilityException, AvailabilityRule, Room
from .models.calendar import IN_A_ROOM
from .slots.opening import Closed, ExtraOpening, Opening, WeeklyRule, closed_but_for_extra, expand
from .slots.weeks import Weeks

Kind = AvailabilityException.Kind
Rules = dict[uuid.UUID, list[WeeklyRule]]
Exceptions = dict[uuid.UUID, list[ExtraOpening | Closed]]


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
    at_place = {} if place == Place.OTHER else {"place": place}
    rows: Any = AvailabilityRule.objects.filter(supervisor__in=list(supervisors), **at_place)
    rooms_kept = place in IN_A_ROOM
    if rooms_kept:
        rows = rows.annotate(rooms_kept=Exists(Room.objects.all()))
    rules: Rules = defaultdict(list)
    for row in rows:
        rooms_kept = getattr(row, "rooms_kept", False)
        hours = (row.weekday, row.starts, row.ends, row.place, row.valid_from, row.valid_until)
        rules[row.supervisor_id].append(WeeklyRule(*hours, Weeks(row.weeks)))
    return rules, rooms_kept


def _differing(supervisors: Sequence[Supervisor], first: date, last: date, place: str) -> Exceptions:
    """Closed days, extra hours at this kind of place, and the holidays on which nobody said that they work."""
    exceptions: Exceptions = defaultdict(list)
    worked: dict[uuid.UUID, list[Any]] = defaultdict(list)
    rows: Any = AvailabilityException.objects.filter(
        supervisor__in=list(supervisors), first_on__lte=last, last_on__gte=first
    )
    for row in rows:
        if row.kind == Kind.CLOSED:
            exceptions[row.supervisor_id].append(Closed(row.first_on, row.last_on, row.starts, row.ends))
        elif row.kind == Kind.WORKED:
            worked[row.supervisor_id].append(row)
        elif place in {Place.OTHER, row.place}:
            exceptions[row.supervisor_id].append(ExtraOpening(row.first_on, row.starts, row.ends, row.place))
    for one in supervisors:
        days = [day for day in holidays_between(first, last) if not _lies_in(day, worked[one.pk])]
        exceptions[one.pk] += closed_but_for_extra(days, exceptions[one.pk])
    return exceptions


def _lies_in(day: date, rows: list[Any]) -> bool:
    return any(row.first_on <= day <= row.last_on for row in rows)
