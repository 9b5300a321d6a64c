"""What takes time: book one, book a series, move one or several. `offers` says which times are free, `rules` who may,
`taking` locks and guards."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from processes import parties
from processes.models import Process
from tyonohjaus.events.record import record
from tyonohjaus.lib.moves import TooLate

from .models import Acceptance, Allocation, Booking, Calendar, Origin, Series, SkippedDate, Times
from .problems import CountReached, NotBookable, NotGoingOn, Problem
from .rules import (
    asks_supervisor,
    change_problems,
    first_state,
    goes_on,
    is_own,
    nobody_to_ask,
    others_lead,
    problems,
    room,
)
from .taking import give_time, lock, refused_as_taken
from .vacancy import place_for, places_for


def book(
    process: Process,
    *,
    starts_at: datetime,
    by: Any,
    now: datetime,
    request_key: uuid.UUID | None = None,
    outside_hours: bool = False,
    offered: bool = False,
) -> Booking:
    """Book one time. A second call with the same `request_key` hands back the first one's booking (A3).

    `outside_hours`: set by hand, by one who sets times, where nothing is offered; `offered`: it was held for them.
    Raises NotBookable. Waits for the manager's yes where the agreement asks for one, for the supervisor's where they
    confirm each request, and is confirmed otherwise.
    """
    try:
        with refused_as_taken(), transaction.atomic():
            process, calendars = lock(process, now, starts_at)
            if first := _first_with(request_key, process):
                return first
            _refuse(problems(process, by=by, now=now, starts_at=starts_at))
            place = place_for(process, starts_at=starts_at, now=now, by=by, outside_hours=outside_hours)
            origin = Origin.BOOKED if is_own(process, by) else Origin.SET
            confirms = not offered and _asks_supervisor(process, starts_at, by)
            how: dict[str, Any] = {"by": by, "now": now, "origin": origin, "request_key": request_key}
            booking = _create(process, starts_at, place, confirms=confirms, **how)
            give_time(booking, calendars)
            record(f"booking.{booking.status}", subject=booking, by=by)
            return booking
    except NotBookable:
        if first := _first_with(request_key, process):
            return first
        raise


def book_series(
    process: Process,
    *,
    starts: list[datetime],
    by: Any,
    now: datetime,
    left_out: Mapping[datetime, str] | None = None,
    request_key: uuid.UUID | None = None,
) -> Series:
    """Book all these times, or none. A second call with the same `request_key` hands back the first one's series.

    `left_out` are the dates that were planned and not booked, each with its outcome. Raises NotBookable.
    """
    with refused_as_taken(), transaction.atomic():
        process, calendars = lock(process, now, *starts)
        if series := series_with(request_key, process):
            return series
        if process.agreed_count and len(starts) > room(process):
            raise NotBookable(CountReached(process.agreed_count))
        starts = sorted(starts)
        _refuse([*_ground(process, starts, by=by), *others_lead(process, *starts, by=by)])
        places = places_for(process, starts=starts, now=now)
        series = Series.objects.create(process=process)
        skipped = sorted((left_out or {}).items())
        SkippedDate.objects.bulk_create(SkippedDate(series=series, starts_at=at, outcome=why) for at, why in skipped)
        bookings = []
        for starts_at, place in zip(starts, places, strict=True):
            key, request_key = request_key, None  # the first one carries it
            planned = {"by": by, "now": now, "origin": Origin.PLANNED, "series": series, "request_key": key}
            booking = _create(process, starts_at, place, **planned)
            give_time(booking, calendars)
            bookings.append(booking)
        record(f"series.{bookings[0].status}", subject=series, by=by, bookings=[booking.pk for booking in bookings])
        return series


def series_with(request_key: uuid.UUID | None, process: Process) -> Series | None:
    """The series that this form has already made."""
    first = _first_with(request_key, process)
    return first.series if first else None


def move(
    booking: Booking,
    *,
    starts_at: datetime,
    by: Any,
    now: datetime,
    outside_hours: bool = False,
    offered: bool = False,
    shown: Times | None = None,
) -> Booking:
    """Give the session another time; its id and its UID stay. Raises NotBookable, and TooLate, also where it does not
    stand any more as it was `shown`.

    Changed working time goes back to the manager where the agreement asks for a yes, and to the supervisor as `book`
    says. Moving is not cancelling: it is never charged while it is allowed.
    """
    with refused_as_taken(), transaction.atomic():
        process, calendars = lock(booking.process, now, starts_at)
        row = Booking.objects.select_for_update().get(pk=booking.pk)
        row.process = process
        if not row.can("move", now=now):
            raise TooLate(row)
        if row.starts_at == starts_at:
            return row
        if shown and row.times != shown:
            raise TooLate(row)
        _refuse(change_problems(row, by=by, now=now))
        _refuse(_ground(row.process, [starts_at], by=by))
        place = place_for(row.process, starts_at=starts_at, now=now, by=by, outside_hours=outside_hours, moving=row)
        before, was = row.starts_at, row.status
        row.allocations.all().delete()
        confirms = not offered and _asks_supervisor(process, starts_at, by)
        elsewhere = _stand_at(row, starts_at, place=place, now=now, calendars=calendars, confirms=confirms)
        facts: dict[str, Any] = {"before": before, "was": was, "status": row.status, "elsewhere": elsewhere}
        record("booking.moved", subject=row, by=by, **facts)
        return row


def fill(
    skipped: SkippedDate, *, starts_at: datetime, by: Any, now: datetime, request_key: uuid.UUID | None = None
) -> Booking:
    """Book a time for a date that was left out of its series. A date that has one already hands back that.

    Raises NotBookable.
    """
    with refused_as_taken(), transaction.atomic():
        process, calendars = lock(skipped.series.process, now, starts_at)
        row = SkippedDate.objects.select_for_update(of=("self",)).select_related("booking").get(pk=skipped.pk)
        if row.booking:
            return row.booking
        _refuse(problems(process, by=by, now=now, starts_at=starts_at))
        (place,) = places_for(process, starts=[starts_at], now=now)
        planned = {"by": by, "now": now, "origin": Origin.PLANNED, "series": row.series, "request_key": request_key}
        row.booking = _create(process, starts_at, place, **planned)
        row.save(update_fields=["booking"])
        give_time(row.booking, calendars)
        record(f"booking.{row.booking.status}", subject=row.booking, by=by)
        return row.booking


def move_several(
    series: Series, *, shown: Mapping[uuid.UUID, Times], to: Mapping[uuid.UUID, datetime], by: Any, now: datetime
) -> list[Booking]:
    """Give each of these sessions of the series another time, or none of them; ids and UIDs stay (C3).

    `shown` holds the times that they had when it was decided, `to` the new ones, by booking. Raises NotBookable, and
    TooLate where one of them has changed meanwhile.
    """
    with refused_as_taken(), transaction.atomic():
        starts = sorted(to.values())
        process, calendars = lock(series.process, now, *starts)
        rows = series.locked(shown, verb="move", now=now)
        _refuse(_ground(process, starts, by=by))
        for row in rows:
            row.process = process
            _refuse(change_problems(row, by=by, now=now))
        lasting = {to[row.pk]: row.ends_at - row.starts_at for row in rows}
        found = places_for(process, starts=starts, now=now, besides=rows, lasting=lasting)
        places = dict(zip(starts, found, strict=True))
        Allocation.objects.filter(booking__in=rows).delete()
        elsewhere = []
        for row in rows:
            start = to[row.pk]
            facts: dict[str, Any] = {"before": row.starts_at, "was": row.status, "series": series.pk}
            elsewhere.append(_stand_at(row, start, place=places[start], now=now, calendars=calendars))
            record("booking.moved", subject=row, by=by, status=row.status, elsewhere=elsewhere[-1], **facts)
        whole: dict[str, Any] = {"bookings": [row.pk for row in rows], "elsewhere": any(elsewhere)}
        whole["before"] = {str(pk): start for pk, (start, _end) in shown.items()}
        record("series.moved", subject=series, by=by, **whole)
        return rows


def _ground(process: Process, starts: list[datetime], *, by: Any) -> list[Problem]:
    """What stands against all these times."""
    during = all(goes_on(process, start, by=by) for start in starts)
    return nobody_to_ask(process, *starts) if during else [NotGoingOn()]


def _refuse(found: list[Problem]) -> None:
    if found:
        raise NotBookable(*found)


def _first_with(request_key: uuid.UUID | None, process: Process) -> Booking | None:
    return process.bookings.filter(request_key=request_key).first() if request_key else None


def _asks_supervisor(process: Process, starts_at: datetime, by: Any) -> bool:
    return asks_supervisor(process, starts_at=starts_at, standing=parties.standing(process, by))


def _stand_at(
    row: Booking,
    starts_at: datetime,
    *,
    place: str,
    now: datetime,
    calendars: list[Calendar],
    confirms: bool = False,
) -> bool:
    """As long as it was; it waits anew where a yes is agreed on: what was answered of that time before, and of which
    nobody has heard since, does not hold for it now. Is its place, or its room, another than before?"""
    row.approvals.filter(for_starts_at=starts_at).delete()
    row.chases.filter(starts_at=starts_at).delete()
    before, room = row.place, row.room_id
    row.starts_at, row.ends_at, row.place = starts_at, starts_at + (row.ends_at - row.starts_at), place
    row.status, row.held_until = first_state(row.process, starts_at=starts_at, now=now, confirms=confirms)
    row.sequence += 1
    row.save(update_fields=["starts_at", "ends_at", "place", "status", "held_until", "sequence"])
    Acceptance.ask(row, anew=confirms)
    give_time(row, calendars)
    return place != before or bool(room and row.room_id != room)


def _create(
    process: Process,
    starts_at: datetime,
    place: str,
    *,
    by: Any,
    now: datetime,
    origin: str,
    series: Series | None = None,
    request_key: uuid.UUID | None = None,
    confirms: bool = False,
) -> Booking:
    status, held_until = first_state(process, starts_at=starts_at, now=now, confirms=confirms)
    booking = Booking.agreed(
        process,
        starts_at=starts_at,
        series=series,
        place=place,
        status=status,
        origin=origin,
        held_until=held_until,
        created_by=by,
        request_key=request_key,
    )
    booking.save()
    if confirms:
        Acceptance.ask(booking, anew=True)
    return booking
