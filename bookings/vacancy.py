"""May it be booked at just this time, and as what kind of place? Asked again under the diary's lock."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from processes import parties
from processes.models import Process
from tyonohjaus.lib import clock
from tyonohjaus.lib.periods import Period

from . import holding
from .models import Booking
from .problems import NotBookable, NotOffered, Past, RoomTaken, SlotTaken, TooSoon
from .slots.search import Outcome
from .timetable import Timetable, timetables


def place_for(
    process: Process,
    *,
    starts_at: datetime,
    now: datetime,
    by: Any,
    outside_hours: bool,
    moving: Booking | None = None,
) -> str:
    """The place type for which it may be booked: offered and free, or set by hand. Raises NotBookable."""
    if not outside_hours:
        return _ask(Timetable(process, _days(process, starts_at, starts_at), now=now, moving=moving), starts_at)
    if not parties.standing(process, by).sets_times:
        raise NotBookable(NotOffered())
    if starts_at <= now:
        raise NotBookable(Past())
    if starts_at <= (now + holding.APPROVAL_NOTICE if process.asks_manager else now):
        raise NotBookable(TooSoon())
    return process.place


def places_for(
    process: Process,
    *,
    starts: list[datetime],
    now: datetime,
    besides: Collection[Booking] = (),
    lasting: Mapping[datetime, timedelta] | None = None,
) -> list[str]:
    """The place type of each date of a series; the time that `besides` take now counts as free. `lasting`: how long the
    one at that start is, where it is not as agreed. Raises NotBookable."""
    if not starts:
        raise NotBookable(NotOffered())
    found = timetables(process, _days(process, starts[0], starts[-1]), now=now, planned=True, besides=besides)
    lengths = lasting or {}
    return [_ask(_that_of(found, starts_at), starts_at, length=lengths.get(starts_at)) for starts_at in starts]


def _that_of(found: list[Timetable], starts_at: datetime) -> Timetable:
    return next(one for one in found if one.window.start <= starts_at < one.window.end)


def _days(process: Process, first: datetime, last: datetime) -> Period:
    end = last + timedelta(minutes=process.length_minutes)
    return Period(*clock.day_bounds(clock.day_of(first), clock.day_of(end)))


def _ask(timetable: Timetable, starts_at: datetime, *, length: timedelta | None = None) -> str:
    answers = [timetable.answer(supervisor, starts_at, length=length) for supervisor in timetable.supervisors]
    if not answers:
        raise NotBookable(NotOffered())
    for answer in answers:
        if answer.outcome == Outcome.CLASH:
            raise NotBookable(SlotTaken())
        if answer.outcome == Outcome.NO_ROOM:
            raise NotBookable(RoomTaken())
        if answer.outcome == Outcome.TOO_SOON:
            raise NotBookable(TooSoon())
        if answer.outcome != Outcome.FREE:
            raise NotBookable(NotOffered())
    return str(answers[0].place_type)
