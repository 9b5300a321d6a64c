"""The only bridge between the database and the slot engine: look for free times, book one, book a series, move one.

Each writing verb locks the calendars in primary-key order, lapses expired holds there, asks the engine again for just
this time, and inserts; the database refuses what slips through (docs/decisions/0004).
"""

import uuid
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, OperationalError, transaction

from processes.models import Place, Process
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.periods import Period
from tyonohjaus.lib.working_days import finnish_holidays
from tyonohjaus.people.models import Supervisor

from . import holding
from .models import Allocation, AvailabilityException, AvailabilityRule, Booking, Calendar, Origin, Series, Status, TooLate
from .models.booking import TAKES_TIME
from .problems import CountReached, HasOpenBooking, NotBookable, NotGoingOn, NotOffered, Problem, SetBySupervisor, SlotTaken, TooSoon
from .slots.opening import Closed, ExtraOpening, Opening, WeeklyRule, expand
from .slots.search import Buffer, Busy, Outcome, Slot, ask, find

DEADLOCK = "40P01"


def open_slots(process: Process, *, window: Period, now: datetime, moving: Booking | None = None) -> list[Slot]:
    """Free times in the window that suit every supervisor (and the supervisee of an individual process).

    `moving` is a booking whose own time counts as free.
    """
    diaries = _Diaries(process, window, now, moving)
    free = [set(diaries.free(supervisor)) for supervisor in diaries.supervisors]
    return sorted(set.intersection(*free)) if free else []


def problems(process: Process, *, by: Any, now: datetime, starts_at: datetime | None = None) -> list[Problem]:
    """Why this person may not book in this process at all, before any time is chosen."""
    found: list[Problem] = []
    day = clock.local(starts_at or now).date()
    own = process.supervisees().filter(user=by).exists()
    if starts_at and (day < process.starts_on or (process.ends_on and day > process.ends_on)):
        found.append(NotGoingOn())
    if own and process.is_shared:
        found.append(SetBySupervisor())
    if process.agreed_count and process.bookings.counted().count() >= process.agreed_count:
        found.append(CountReached(process.agreed_count))
    if own and (open_now := process.bookings.own_open(now).order_by("starts_at")[: process.open_bookings]):
        if len(open_now) >= process.open_bookings:
            found.append(HasOpenBooking(open_now[0].starts_at))
    return found


def book(
    process: Process, *, starts_at: datetime, by: Any, now: datetime, request_key: uuid.UUID | None = None
) -> Booking:
    """Book one time. A second call with the same `request_key` hands back the first one's booking (A3).

    Raises NotBookable. Waits for the manager's yes where the agreement asks for one, and is confirmed otherwise.
    """
    try:
        with _refused_as_taken(), transaction.atomic():
            calendars = _lock(process, now)
            if request_key and (first := Booking.objects.filter(request_key=request_key).first()):
                return first
            _refuse(problems(process, by=by, now=now, starts_at=starts_at))
            place = _require_free(process, starts_at, now)
            own = process.supervisees().filter(user=by).exists()
            origin = Origin.BOOKED if own else Origin.SET
            booking = _create(process, starts_at, place, by=by, now=now, origin=origin, request_key=request_key)
            _allocate(booking, calendars)
            record(f"booking.{booking.status}", subject=booking, by=by)
            return booking
    except NotBookable:
        first = Booking.objects.filter(request_key=request_key).first() if request_key else None
        if first is None:
            raise
        return first


def book_series(process: Process, *, starts: list[datetime], by: Any, now: datetime) -> Series:
    """Book all these times, or none. Raises NotBookable."""
    with _refused_as_taken(), transaction.atomic():
        calendars = _lock(process, now)
        room = process.agreed_count - process.bookings.counted().count() if process.agreed_count else len(starts)
        if len(starts) > room:
            raise NotBookable(CountReached(process.agreed_count or 0))
        series = Series.objects.create(process=process)
        bookings = []
        for starts_at in sorted(starts):
            _refuse([p for p in problems(process, by=by, now=now, starts_at=starts_at) if isinstance(p, NotGoingOn)])
            place = _require_free(process, starts_at, now)
            booking = _create(process, starts_at, place, by=by, now=now, origin=Origin.PLANNED, series=series)
            _allocate(booking, calendars)
            bookings.append(booking)
        record(
            f"series.{bookings[0].status}", subject=series, by=by, bookings=[booking.pk for booking in bookings]
        )
        return series


def move(booking: Booking, *, starts_at: datetime, by: Any, now: datetime) -> Booking:
    """Give the session another time; its id and its UID stay. Raises NotBookable, TooLate.

    Changed working time goes back to the manager where the agreement asks for a yes. Moving is not cancelling: it is
    never charged while it is allowed.
    """
    with _refused_as_taken(), transaction.atomic():
        calendars = _lock(booking.process, now)
        row = Booking.objects.select_for_update(of=("self",)).select_related("process").get(pk=booking.pk)
        if not row.can("move", now=now):
            raise TooLate(row)
        if row.starts_at == starts_at:
            return row
        place = _require_free(row.process, starts_at, now, moving=row)
        before, length = row.starts_at, row.ends_at - row.starts_at
        row.allocations.all().delete()
        row.starts_at, row.ends_at, row.place = starts_at, starts_at + length, place
        row.status, row.held_until = _asked(row.process, starts_at, now)
        row.sequence += 1
        row.save(update_fields=["starts_at", "ends_at", "place", "status", "held_until", "sequence"])
        _allocate(row, calendars)
        record("booking.moved", subject=row, by=by, before=before, status=row.status)
        return row


def lapse_expired(now: datetime) -> None:
    """Free every held time whose deadline has passed, and tell both sides."""
    for booking in Booking.objects.expired(now):
        _lapse(booking)


def take(booking: Booking) -> None:
    """Take the time of a booking that the practice's lists brought: agreed sessions may lie outside opening hours, but
    never over another. Raises IntegrityError."""
    if booking.status in TAKES_TIME:
        _allocate(booking, list(Calendar.objects.for_process(booking.process)))


class _Diaries:
    """What the engine needs to know of everybody in one process, in a fixed number of queries."""

    def __init__(self, process: Process, window: Period, now: datetime, moving: Booking | None) -> None:
        self.process, self.window, self.now = process, window, now
        people = [participant.user_id for participant in process.supervisors()]
        self.supervisors = list(Supervisor.objects.filter(user__in=people).order_by("pk"))
        self.length = timedelta(minutes=process.length_minutes)
        self._openings = self._read_openings()
        self._busy = self._read_busy(moving)

    def free(self, supervisor: Supervisor) -> list[Slot]:
        return find(
            self._openings[supervisor.pk], self._taken(supervisor), step=supervisor.step, **self._terms(supervisor)
        )

    def answer(self, supervisor: Supervisor, starts_at: datetime) -> Any:
        return ask(
            starts_at,
            self._openings[supervisor.pk],
            self._taken(supervisor),
            step=supervisor.step,
            **self._terms(supervisor),
        )

    def _terms(self, supervisor: Supervisor) -> dict[str, Any]:
        notice = max(supervisor.notice, holding.APPROVAL_NOTICE) if self.process.asks_manager else supervisor.notice
        return {
            "length": self.length,
            "now": self.now,
            "horizon": supervisor.horizon,
            "notice": notice,
            "buffer": Buffer(after=supervisor.buffer),
            "travel": supervisor.travel,
            "places": {Place.WORKPLACE: _place(Place.WORKPLACE, self.process.organisation_id)},
        }

    def _taken(self, supervisor: Supervisor) -> list[Busy]:
        """The supervisor's own time, and the supervisee's in an individual process (without travel)."""
        others = [busy._replace(place=None) for user, busy in self._busy if user not in self._people]
        return [busy for user, busy in self._busy if user == supervisor.user_id] + others

    def _read_openings(self) -> dict[uuid.UUID, list[Opening]]:
        at_place = {} if self.process.place == Place.OTHER else {"place": self.process.place}
        rules: dict[uuid.UUID, list[WeeklyRule]] = defaultdict(list)
        for rule in AvailabilityRule.objects.filter(supervisor__in=self.supervisors, **at_place):
            rules[rule.supervisor_id].append(
                WeeklyRule(rule.weekday, rule.starts, rule.ends, rule.place, rule.valid_from, rule.valid_until)
            )
        exceptions: dict[uuid.UUID, list[ExtraOpening | Closed]] = defaultdict(list)
        for row in AvailabilityException.objects.filter(supervisor__in=self.supervisors):
            if row.kind == AvailabilityException.Kind.CLOSED:
                exceptions[row.supervisor_id].append(Closed(row.first_on, row.last_on, row.starts, row.ends))
            elif not at_place or row.place == self.process.place:
                exceptions[row.supervisor_id].append(ExtraOpening(row.first_on, row.starts, row.ends, row.place))
        return {
            supervisor.pk: expand(rules[supervisor.pk], exceptions[supervisor.pk], self.window, clock.HELSINKI)
            for supervisor in self.supervisors
        }

    def _read_busy(self, moving: Booking | None) -> list[tuple[uuid.UUID, Busy]]:
        self._people = {supervisor.user_id for supervisor in self.supervisors}
        calendars = Calendar.objects.for_process(self.process)
        # Padding and travel reach over the window's edges.
        around = self.window.padded(timedelta(hours=6), timedelta(hours=6))
        rows = Allocation.objects.filter(
            calendar__in=calendars, ends_at__gt=around.start, starts_at__lt=around.end
        ).exclude(booking=moving.pk if moving else None)
        return [
            (user, Busy(start, end, _place(place, organisation), Buffer(after=padded - end)))
            for user, start, end, padded, place, organisation in rows.values_list(
                "calendar__user",
                "starts_at",
                "booking__ends_at",
                "ends_at",
                "booking__place",
                "booking__process__organisation",
            )
        ]


def _place(kind: str, organisation: uuid.UUID | None) -> str | None:
    """Where on site: two workplaces of different employers are two places; remote is nowhere."""
    if kind == Place.REMOTE:
        return None
    return f"{kind} {organisation}" if kind == Place.WORKPLACE else kind


def _lock(process: Process, now: datetime) -> list[Calendar]:
    calendars = Calendar.objects.for_process(process).locked()
    for booking in Booking.objects.expired(now).filter(allocations__calendar__in=calendars).distinct():
        _lapse(booking)
    return calendars


def _lapse(booking: Booking) -> None:
    try:
        booking.lapse()
    except TooLate:
        pass  # answered, cancelled or lapsed by another in the meantime


def _refuse(found: list[Problem]) -> None:
    if found:
        raise NotBookable(*found)


def _require_free(process: Process, starts_at: datetime, now: datetime, moving: Booking | None = None) -> str:
    """The place type for which it is free. Raises NotBookable."""
    length = timedelta(minutes=process.length_minutes)
    day = Period(*clock.day_bounds(clock.local(starts_at).date(), clock.local(starts_at + length).date()))
    diaries = _Diaries(process, day, now, moving)
    answers = [diaries.answer(supervisor, starts_at) for supervisor in diaries.supervisors]
    if not answers:
        raise NotBookable(NotOffered())
    for answer in answers:
        if answer.outcome == Outcome.CLASH:
            raise NotBookable(SlotTaken())
        if answer.outcome == Outcome.TOO_SOON:
            raise NotBookable(TooSoon())
        if answer.outcome != Outcome.FREE:
            raise NotBookable(NotOffered())
    return answers[0].place_type


def _asked(process: Process, starts_at: datetime, now: datetime) -> tuple[str, datetime | None]:
    """Does it wait for a yes, and until when?"""
    if not process.asks_manager:
        return Status.CONFIRMED, None
    holidays = finnish_holidays(now.year) | finnish_holidays(now.year + 1)
    return Status.REQUESTED, holding.hold_deadline(requested_at=now, starts_at=starts_at, holidays=set(holidays))


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
) -> Booking:
    status, held_until = _asked(process, starts_at, now)
    return Booking.objects.create(
        process=process,
        series=series,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=process.length_minutes),
        place=place,
        status=status,
        origin=origin,
        held_until=held_until,
        price=process.price,
        created_by=by,
        request_key=request_key,
    )


def _allocate(booking: Booking, calendars: list[Calendar]) -> None:
    """Take the time on each calendar; a supervisor's with the free minutes after it. Raises IntegrityError."""
    buffers = {s.user_id: s.buffer for s in Supervisor.objects.filter(user__in=[c.user_id for c in calendars])}
    Allocation.objects.bulk_create(
        Allocation(
            calendar=calendar,
            booking=booking,
            starts_at=booking.starts_at,
            ends_at=booking.ends_at + buffers.get(calendar.user_id, timedelta()),
        )
        for calendar in calendars
    )


@contextmanager
def _refused_as_taken() -> Iterator[None]:
    """What the database refuses is a time just taken: its overlap guard, or a deadlock (40P01) between two of them."""
    try:
        yield
    except IntegrityError as refusal:
        raise NotBookable(SlotTaken()) from refusal
    except OperationalError as refusal:
        if getattr(refusal.__cause__, "sqlstate", None) != DEADLOCK:
            raise
        raise NotBookable(SlotTaken()) from refusal
