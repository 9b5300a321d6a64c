"""A group member's own clash. A time is hard only for those whose calendar it takes (`models.calendar.whose_time`): to
a member it is a warning, theirs alone; one who plans reads that it does not suit somebody, never whom or why (C42)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from processes import parties
from processes.models import Participant, Process
from tyonohjaus.access import Action, may
from tyonohjaus.lib.periods import Period

from .models import Booking, Status
from .models.queries import BookingQuerySet, during


def own(booking: Booking, user: Any, *, now: datetime) -> Booking | None:
    """Another session that this supervisee has at the time of this one, while it still lies ahead. One that they may
    not see in this session of the browser is not told of either: an employer may read the mailbox that opened it."""
    if not booking.can("cancel", now=now) or user.pk not in _supervisees(booking):
        return None
    rows = _elsewhere(booking.process, {user.pk}, Period(booking.starts_at, booking.ends_at), now=now)
    found = [one for one in rows.order_by("starts_at").with_people() if _comes_any(one, {user.pk})]
    return next((one for one in found if may(user, Action.BOOKING_SEE, one)), None)


def unsuitable(process: Process, times: Iterable[Period], *, now: datetime) -> set[datetime]:
    """The starts of those of these times at which a supervisee meets elsewhere: nothing of who, nothing of what."""
    times = sorted(times)
    if not times:
        return set()
    people = {person.user_id for person in parties.supervisees(process)}
    rows = _elsewhere(process, people, Period(times[0].start, max(time.end for time in times)), now=now)
    # Those of a whole series' year are many: who comes is asked only of the few that lie at one of its times.
    then = {pk for pk, *taken in rows.values_list("pk", "starts_at", "ends_at") if _meanwhile(Period(*taken), times)}
    sessions = rows.filter(pk__in=then).select_related("process").prefetch_related(parties.people_of("process__"))
    busy = [Period(one.starts_at, one.ends_at) for one in sessions if _comes_any(one, people)]
    return {time.start for time in times if _meanwhile(time, busy)}


def _elsewhere(process: Process, people: set[Any], window: Period, *, now: datetime) -> BookingQuerySet:
    """Sessions at that time of other processes in which any of these people are, or were, or will be."""
    theirs = Participant.objects.filter(user__in=people).exclude(process=process)
    rows = Booking.objects.open().filter(during(window.start, window.end), process__in=theirs.values("process"))
    return rows.exclude(status=Status.REQUESTED, held_until__lte=now)


def _meanwhile(time: Period, others: Iterable[Period]) -> bool:
    return any(time.overlaps(other) for other in others)


def _comes_any(booking: Booking, people: set[Any]) -> bool:
    """On its own day, whoever it is today."""
    return bool(people & (_supervisees(booking) | _supervisors(booking)))


def _supervisees(booking: Booking) -> set[Any]:
    return {one.user_id for one in parties.supervisees(booking.process, booking.day)}


def _supervisors(booking: Booking) -> set[Any]:
    return {one.user_id for one in parties.meeting(booking.process, booking.day)}
