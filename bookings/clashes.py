"""A group member's own clash. A time is hard only for those whose calendar it takes (`models.calendar.whose_time`): to
a member it is a warning, theirs alone; one who plans reads that it does not suit somebody, never whom or why (C42)."""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from processes import parties
from processes.models import Process
from tyonohjaus.access import Action, may
from tyonohjaus.lib.periods import Period

from .models import Booking, Status
from .models.queries import during


def own(booking: Booking, user: Any, *, now: datetime) -> Booking | None:
    """Another session that this supervisee has at the time of this one, while it still lies ahead. One that they may
    not see in this session of the browser is not told of either: an employer may read the mailbox that opened it."""
    if not booking.can("cancel", now=now) or user.pk not in _supervisees(booking):
        return None
    window = Period(booking.starts_at, booking.ends_at)
    found = _elsewhere(booking.process, [user.pk], window, now=now)
    return next((one for one in found if may(user, Action.BOOKING_SEE, one)), None)


def unsuitable(process: Process, times: Iterable[Period], *, now: datetime) -> set[datetime]:
    """The starts of those of these times at which a supervisee meets elsewhere: nothing of who, nothing of what."""
    times = list(times)
    if not times:
        return set()
    people = [person.user_id for person in parties.supervisees(process)]
    busy = [Period(one.starts_at, one.ends_at) for one in _elsewhere(process, people, *times, now=now)]
    return {time.start for time in times if any(time.overlaps(one) for one in busy)}


def _elsewhere(process: Process, people: list[Any], *times: Period, now: datetime) -> list[Booking]:
    """Sessions of other processes at any of these times to which any of these people go."""
    meanwhile = [during(time.start, time.end) for time in times]
    rows = (
        Booking.objects.open()
        .filter(reduce(or_, meanwhile), process__participants__user__in=people)
        .exclude(process=process)
        .exclude(status=Status.REQUESTED, held_until__lte=now)
        .order_by("starts_at")
        .distinct()
    )
    return [one for one in rows.with_people() if set(people) & (_supervisees(one) | _supervisors(one))]


def _supervisees(booking: Booking) -> set[Any]:
    return {one.user_id for one in parties.supervisees(booking.process, booking.day)}


def _supervisors(booking: Booking) -> set[Any]:
    return {one.user_id for one in parties.meeting(booking.process, booking.day)}
