"""How introductory meetings end: what was to come is off, and the free process is over."""

from typing import Any

from processes.models import Participant, People, Process
from tyonohjaus.lib import clock

from .request import Request


def end_introductions(request: Request, *, by: Any) -> None:
    for candidate in request.candidates.exclude(process=None).select_related("process"):
        end(candidate.process, by=by)


def end(process: Process, *, by: Any) -> None:
    now = clock.now()
    for booking in process.bookings.coming(now).filter(starts_at__gt=now):
        booking.cancel(by=by, now=now)
    people = list(process.participants.filter(ends_on=None).select_related("user"))
    met = {row.capacity: row.user for row in people}
    supervised = tuple(row.user for row in people if row.capacity == Participant.As.SUPERVISEE)
    if process.ends_on is None:
        process.change(
            people=People(supervisor=met[Participant.As.SUPERVISOR], supervisees=supervised),
            by=by,
            ends_on=max(clock.today(), process.starts_on),
        )
