"""Who has not answered is reminded, once; then their deputy is, or the office calls: before the time is lost.

On the last working day of which noon is before the deadline: at nine the manager is reminded, at noon the question is
passed on. Not where they were asked less than a working day before. What nobody ran in time is missed, and never sent
stale; a row for the office is never stale, since it stands only while the time waits.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from processes import parties
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.rounds import each
from tyonohjaus.lib.working_days import is_working_day

from . import since
from .approvals import deputy_for
from .models import Booking, Chase, Status

REMINDER, ESCALATION = time(9), time(12)
AT = {Chase.Step.REMINDED: REMINDER, Chase.Step.ESCALATED: ESCALATION}
GRACE = timedelta(hours=3)
LONGEST = timedelta(days=10)
"""From the last working day to a deadline: over the longest run of holidays, and more."""

ONE_DAY = timedelta(days=1)


def chase(*, now: datetime) -> None:
    """Write down, and queue, every step that is due and was not done yet."""
    bookings = [row for row in _waiting(now).with_people() if last_day(row.held_until) <= clock.day_of(now)]
    asked, done = since.asked(bookings), set(_done(bookings))
    for step, hour in AT.items():
        due: dict[Any, list[tuple[Booking, bool]]] = {}
        for booking in bookings:
            instant = clock.at(last_day(booking.held_until), hour)
            if now < instant:
                continue
            for manager in booking.managers_asked():
                key = (booking.pk, manager.pk, booking.starts_at, step)
                if key not in done and _long_enough(booking, manager, asked[booking.pk], step):
                    place = (booking.series_id or booking.pk, manager, last_day(booking.held_until))
                    due.setdefault(place, []).append((booking, now - instant <= GRACE))
        for_each = partial(_do, step=step, now=now)
        each([(manager, rows) for (_ask, manager, _day), rows in due.items()], for_each, of="managers to be reminded")


def is_last_day(*, now: datetime) -> bool:
    """Is this the last working day on which somebody can answer for one of the times that wait?"""
    today = clock.day_of(now)
    return any(last_day(deadline) == today for deadline in _waiting(now).values_list("held_until", flat=True))


def is_to_be_reminded(deadline: datetime | None, *, asked: datetime, now: datetime) -> bool:
    """From nine of the last working day; not who was asked less than a working day before."""
    day = last_day(deadline)
    return clock.at(day, REMINDER) <= now and asked <= clock.at(working_day_before(day), REMINDER)


def is_timely(deadline: datetime | None, *, now: datetime) -> bool:
    """Later, that reminder is missed."""
    return now <= clock.at(last_day(deadline), REMINDER) + GRACE


def last_day(deadline: datetime | None) -> date:
    """The last working day of which noon is before the deadline."""
    assert deadline
    day = clock.day_of(deadline)
    while not is_working_day(day) or clock.at(day, ESCALATION) >= deadline:
        day -= ONE_DAY
    return day


def working_day_before(day: date) -> date:
    day -= ONE_DAY
    while not is_working_day(day):
        day -= ONE_DAY
    return day


def _waiting(now: datetime) -> Any:
    return Booking.objects.filter(status=Status.REQUESTED, held_until__gt=now, held_until__lte=now + LONGEST)


def _long_enough(booking: Booking, manager: Any, asked: datetime, step: str) -> bool:
    """To be reminded, a working day must have passed since they were asked; to have it passed on, the morning."""
    named = [one.manager_since for one in parties.own_people(booking.process, manager) if one.manager_since]
    day = last_day(booking.held_until)
    first = working_day_before(day) if step == Chase.Step.REMINDED else day
    return max([asked, *named]) <= clock.at(first, REMINDER)


def _do(asked: tuple[Any, list[tuple[Booking, bool]]], *, step: str, now: datetime) -> None:
    """One mail for all times of a series that still wait for this manager."""
    manager, rows = asked
    waits = Booking.objects.waiting_for(manager, now).filter(pk__in=[booking.pk for booking, _timely in rows])
    still = set(waits.values_list("pk", flat=True))
    rows = [row for row in rows if row[0].pk in still]
    if not rows:
        return
    escalated = step == Chase.Step.ESCALATED
    deputy = deputy_for(manager, rows[0][0], now=now) if escalated else None
    told = []
    for booking, timely in rows:
        outcome = Chase.Outcome.QUEUED if timely else Chase.Outcome.MISSED
        if escalated and deputy is None:
            outcome = Chase.Outcome.OFFICE
        _row, first = Chase.objects.get_or_create(
            booking=booking, manager=manager, starts_at=booking.starts_at, step=step, defaults={"outcome": outcome}
        )
        if first and outcome == Chase.Outcome.QUEUED:
            told.append(booking.pk)
    if told:
        facts = {"manager": manager.pk, "deputy": deputy.pk if deputy else None, "bookings": told}
        record(f"approver.{step}", subject=rows[0][0], by=None, **facts)


def _done(bookings: Iterable[Booking]) -> Any:
    return Chase.objects.filter(booking__in=list(bookings)).values_list("booking", "manager", "starts_at", "step")
