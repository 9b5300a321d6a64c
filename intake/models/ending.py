"""How introductory meetings end: what was to come is off, and the free process is over."""

from typing import Any

from processes.models import Process
from tyonohjaus.lib import clock

from .request import Request


def end_introductions(request: Request, *, by: Any) -> None:
    for candidate in request.candidates.exclude(process=None).select_related("process"):
        if candidate.process:
            end(candidate.process, by=by)


def end(process: Process, *, by: Any) -> None:
    now = clock.now()
    for booking in process.bookings.coming(now).filter(starts_at__gt=now):
        booking.cancel(by=by, now=now)
    if process.ends_on is None:
        process.end(on=max(clock.today(), process.last_session_on or clock.today()), by=by)
