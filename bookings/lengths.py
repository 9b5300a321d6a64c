"""How long sessions last: another length for one, for those after it too, or for all of its series. Starts, ids and
UIDs stay (docs/decisions/0031). A longer one takes its time as every other does; nothing that has begun changes."""

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db import transaction

from processes import parties
from processes.models import UNBILLED, Place, Process
from processes.prices import price_of
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.lib.periods import Period

from . import holding
from .models import Acceptance, Allocation, Booking, Times
from .problems import NoPrice, NotBookable, NotGoingOn, NotThatLong, Problem
from .rules import change_problems, first_state, goes_on, nobody_to_ask
from .slots.search import Outcome
from .taking import give_time, lock, refused_as_taken
from .timetable import timetables

Shown = Mapping[uuid.UUID, Times]


def change_length(
    booking: Booking, *, minutes: int, by: Any, now: datetime, shown: Shown | None = None
) -> list[Booking]:
    """Let this session last so long, or those of its series that were `shown` with these times; all of them, or none.

    Those that do already stay as they are, and are told to nobody. Changed working time goes back to the manager where
    the agreement asks for a yes. Raises NotBookable, and TooLate where one of them has changed meanwhile.
    """
    with refused_as_taken(), transaction.atomic():
        shown = shown or {booking.pk: booking.times}
        starts = sorted(start for start, _end in shown.values())
        # Each may have a place of its own: the rooms are locked whatever the agreement says.
        process, calendars = lock(booking.process, now, *starts, place=Place.PREMISES)
        rows = [row for row in _locked(booking, shown, now=now) if row.minutes != minutes]
        for row in rows:
            row.process = process
        _refuse(_problems(process, rows, minutes=minutes, by=by, now=now))
        Allocation.objects.filter(booking__in=rows).delete()
        series = booking.series if len(rows) > 1 else None
        befores, elsewhere = {row.pk: row.ends_at for row in rows}, []
        for row in rows:
            facts: dict[str, Any] = {"before": row.ends_at, "was": row.status, "series": series.pk if series else None}
            room = row.room_id
            _last(row, minutes, now=now)
            give_time(row, calendars)
            elsewhere.append(bool(room and row.room_id != room))
            record("booking.length_changed", subject=row, by=by, status=row.status, elsewhere=elsewhere[-1], **facts)
        if series:
            whole: dict[str, Any] = {"bookings": list(befores), "elsewhere": any(elsewhere)}
            whole["before"] = {str(pk): end for pk, end in befores.items()}
            record("series.length_changed", subject=series, by=by, **whole)
        return rows


def fits(process: Process, rows: Collection[Booking], *, minutes: int, now: datetime) -> dict[Booking, Outcome]:
    """What becomes of each of these sessions if it lasts so long; the time that they take now counts as free."""
    length, found = timedelta(minutes=minutes), {}
    for place in {row.place for row in rows}:
        there = sorted((row for row in rows if row.place == place), key=lambda row: row.starts_at)
        days = Period(*clock.day_bounds(there[0].day, clock.day_of(there[-1].starts_at + length)))
        tables = timetables(process, days, now=now, planned=True, besides=rows, place=place)
        for row in there:
            table = next(one for one in tables if one.window.start <= row.starts_at < one.window.end)
            asked = [table.answer(one, row.starts_at, length=length).outcome for one in table.supervisors]
            found[row] = _outcome(row, asked, length=length, now=now)
    for row, following in pairwise(sorted(rows, key=lambda row: row.starts_at)):
        if row.ends_at < row.starts_at + length and row.starts_at + length + _pause(process, row) > following.starts_at:
            found[row] = Outcome.CLASH  # the next one's time counts as free above, and its start stays
    return found


def price_for(booking: Booking, *, minutes: int) -> Decimal | None:
    """Its net price, if it lasted so long; None where nobody pays, or nobody has said what it costs. What the office
    lets go is free however long it lasts."""
    if booking.process.payer in UNBILLED:
        return None
    if booking.price == 0:
        return booking.price
    return price_of(booking.process, minutes=minutes, on=booking.day)


def lacks_price(rows: Collection[Booking], *, minutes: int) -> bool:
    """Has one of them a price, and would have none?"""
    return any(row.price is not None and price_for(row, minutes=minutes) is None for row in rows)


def _problems(process: Process, rows: list[Booking], *, minutes: int, by: Any, now: datetime) -> list[Problem]:
    if not rows:
        return []
    starts = [row.starts_at for row in rows]
    if not all(goes_on(process, start, by=by) for start in starts):
        return [NotGoingOn()]
    found = nobody_to_ask(process, *starts) or change_problems(rows[0], by=by, now=now)
    if lacks_price(rows, minutes=minutes):
        found = [*found, NoPrice(minutes)]
    outcomes = fits(process, rows, minutes=minutes, now=now)
    return [
        *found,
        *(NotThatLong(row.starts_at, why) for row, why in outcomes.items() if why is not Outcome.FREE),
    ]


def _outcome(row: Booking, asked: list[Outcome], *, length: timedelta, now: datetime) -> Outcome:
    """A shorter one takes no time that it did not have, wherever it lies."""
    if row.process.asks_manager and row.starts_at < now + holding.APPROVAL_NOTICE:
        return Outcome.TOO_SOON
    if row.starts_at + length <= row.ends_at:
        return Outcome.FREE
    unless = Outcome.FREE if asked else Outcome.CLOSED
    return next((outcome for outcome in asked if outcome is not Outcome.FREE), unless)


def _pause(process: Process, row: Booking) -> timedelta:
    """What is kept free after it, and before the next."""
    leading = [one.user for one in parties.meeting(process, row.day)]
    giving = [user.supervisor for user in leading if hasattr(user, "supervisor")]
    return max((one.buffer_before + one.buffer for one in giving), default=timedelta())


def _locked(booking: Booking, shown: Shown, *, now: datetime) -> list[Booking]:
    if booking.series:
        return booking.series.locked(shown, verb="move", now=now)
    row = booking.locked()
    if row.times != shown[row.pk] or not row.can("move", now=now):
        raise TooLate(row)
    return [row]


def _last(row: Booking, minutes: int, *, now: datetime) -> None:
    """So long, at the price of that length; it waits anew where a yes is agreed on."""
    row.ends_at = row.starts_at + timedelta(minutes=minutes)
    if row.price is not None:
        row.price = price_for(row, minutes=minutes)
    row.status, row.held_until = first_state(row.process, starts_at=row.starts_at, now=now)
    row.sequence += 1
    row.save(update_fields=["ends_at", "price", "status", "held_until", "sequence"])
    row.approvals.filter(for_starts_at=row.starts_at, for_ends_at=row.ends_at).delete()  # where it had this length once
    row.absences.filter(refused_by__isnull=False).delete()  # a manager's no was to the time as it was
    Acceptance.ask(row, anew=False)  # whoever sets its length says yes to it
    row.chases.all().delete()  # and so was what they were reminded of


def _refuse(found: list[Problem]) -> None:
    if found:
        raise NotBookable(*found)
