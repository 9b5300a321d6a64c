"""What the agreement says before any time is looked at: may this person book, move; how many are left; whose yes."""

from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Count, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from processes import parties
from processes.models import Process, State
from tyonohjaus.access import Action, may
from tyonohjaus.lib import clock
from tyonohjaus.lib.prepared import NOBODY, Prepared, never
from tyonohjaus.people.models import Supervisor

from . import holding
from .models import Booking, Origin, Status
from .models.states import OPEN, TAKES_TIME
from .problems import (
    CountReached,
    HasOpenBooking,
    MovingTooLate,
    NobodyToAsk,
    NotGoingOn,
    OthersLead,
    Problem,
    SetBySupervisor,
)

(NOW,) = never(1)


class Tally(NamedTuple):
    """Of a process's sessions: how many of the agreed are used up, how many that a supervisee booked lie ahead, when
    the first of these begins, and the start of the latest of all that was or will be."""

    used: int
    open_own: int
    first_open: datetime | None
    last: datetime | None

    @classmethod
    def of(cls, process: Process, now: datetime) -> "Tally":
        found = _question_of_tally().answers({NOBODY: process.pk, NOW: now})
        return cls(*found[0]) if found else cls(0, 0, None, None)


@cache
def _question_of_tally() -> Prepared:
    rows = Booking.objects.filter(process=NOBODY).order_by().values("process").annotate(**tallied(NOW))
    return Prepared.of(rows.values_list(*Tally._fields), NOBODY, NOW)


def using_up(sessions: str = "") -> Q:
    """What uses up the agreed number: each time that is taken, and one called off so late that it is charged."""
    charged = {"status": Status.CANCELLED, "cancellation__share__gt": 0, "waiver": None}
    taken = Q(**{f"{sessions}status__in": TAKES_TIME})
    return taken | Q(**{f"{sessions}{name}": value for name, value in charged.items()})


def used_up(process: str) -> Any:
    """For a query whose rows lead to their process by `process`: how many of its agreed sessions are used up."""
    rows = Booking.objects.filter(using_up(), process=OuterRef(process)).order_by().values("process")
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count")), 0)


def tallied(now: datetime, *, sessions: str = "") -> dict[str, Any]:
    """The tally as aggregates; `sessions` is the way there, `"bookings__"` from a process."""
    ahead = {f"{sessions}status__in": OPEN, f"{sessions}origin": Origin.BOOKED, f"{sessions}starts_at__gt": now}
    return {
        "used": Count(f"{sessions}pk", filter=using_up(sessions)),
        "open_own": Count(f"{sessions}pk", filter=Q(**ahead)),
        "first_open": Min(f"{sessions}starts_at", filter=Q(**ahead)),
        "last": Max(f"{sessions}starts_at", filter=Q(**{f"{sessions}status__in": TAKES_TIME})),
    }


def changes_for_all(process: Process, standing: parties.Standing) -> bool:
    """A group's member does not move its sessions, or call them off, for everybody (E4)."""
    return standing.sets_times or not process.times_are_set


def problems(
    process: Process, *, by: Any, now: datetime, starts_at: datetime | None = None, tally: Tally | None = None
) -> list[Problem]:
    """Why this person may not book in this process at all, before any time is chosen. `tally`, where it is read."""
    found: list[Problem] = []
    own, tally = is_own(process, by), tally or Tally.of(process, now)
    if starts_at and not goes_on(process, starts_at, by=by):
        found.append(NotGoingOn())
    if own and process.times_are_set:
        found.append(SetBySupervisor())
    found += nobody_to_ask(process, starts_at)
    found += others_lead(process, starts_at, by=by) if starts_at else []
    if process.agreed_count and tally.used >= process.agreed_count:
        found.append(CountReached(process.agreed_count))
    if own and tally.first_open and tally.open_own >= process.open_bookings:
        found.append(HasOpenBooking(tally.first_open))
    return found


def goes_on(process: Process, starts_at: datetime, *, by: Any) -> bool:
    """At that time; for one of its supervisees: while they are one, for after that the time is another's."""
    day = clock.day_of(starts_at)
    return process.holds_on(day) and (not is_own(process, by) or is_own(process, by, day))


def change_problems(booking: Booking, *, by: Any, now: datetime) -> list[Problem]:
    """Why this person may not move a session that others still may. One who may no longer cancel it for nothing may
    not move it either, else moving would be the way around the rule; those who set times always may."""
    if parties.standing(booking.process, by).sets_times:
        return []
    if booking.process.times_are_set:
        return [SetBySupervisor()]
    rule = booking.cancelling(now=now, by=by)
    return [MovingTooLate(rule.free_until)] if rule.chargeable and booking.status == Status.CONFIRMED else []


def leads_to_booking(process: Process, user: Any) -> bool:
    """Is the page of free times for this person at all, whatever stands against a booking just now?"""
    standing = parties.standing(process, user)
    books = standing.sets_times or (standing.supervisee and not process.times_are_set)
    return books and process.state != State.OVER and may(user, Action.BOOKING_CREATE, process)


def nobody_to_ask(process: Process, *starts: datetime | None) -> list[Problem]:
    """For one of these times; None: at all."""
    asked = not process.asks_manager or all(parties.managers(process, starts_at) for starts_at in starts)
    return [] if asked else [NobodyToAsk()]


def others_lead(process: Process, *starts: datetime, by: Any) -> list[Problem]:
    """To one who stands in for some days: the others are not theirs to plan (0020)."""
    standing = parties.standing(process, by)
    if standing.office or not standing.supervisor or by.pk in {one.user_id for one in parties.lasting(process)}:
        return []
    leading = (parties.supervisors(process, clock.day_of(start)) for start in starts)
    return [] if all(by.pk in {one.user_id for one in here} for here in leading) else [OthersLead()]


def room(process: Process) -> int:
    """How many of the agreed sessions are not yet used up. Ask only where a number is agreed."""
    return (process.agreed_count or 0) - process.bookings.filter(using_up()).count()


def counts_from(process: Process, last: datetime | None, *, by: Any) -> datetime | None:
    """Where the rhythm counts from, for this person: `last`, unless that was another's (C23)."""
    return last if last and parties.may_hear_of(process, last, by) else None


def asks_supervisor(process: Process, *, starts_at: datetime, standing: parties.Standing) -> bool:
    """Does a time that this person books wait for the yes of who leads it? Of two, one who wants to be asked is enough;
    what is set by one who sets times has that yes already."""
    if standing.sets_times or not standing.supervisee:
        return False
    return any(one.confirms_requests for one in _leading(process, starts_at))


def _leading(process: Process, starts_at: datetime) -> list[Supervisor]:
    people = [one.user for one in parties.meeting(process, clock.day_of(starts_at))]
    return [user.supervisor for user in people if hasattr(user, "supervisor")]


def first_state(
    process: Process, *, starts_at: datetime, now: datetime, confirms: bool = False
) -> tuple[Status, datetime | None]:
    """What a time booked now would be: does it wait for a yes, and until when? `confirms`: see `asks_supervisor`."""
    if not process.asks_manager and not confirms:
        return Status.CONFIRMED, None
    return Status.REQUESTED, holding.hold_deadline(requested_at=now, starts_at=starts_at)


def is_own(process: Process, user: Any, on: date | None = None) -> bool:
    return any(person.user_id == user.pk for person in parties.supervisees(process, on))
