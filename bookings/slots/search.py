"""Free times: opening hours minus what is busy, in steps.

One law decides, for a list of times (`find`) and for a single one (`ask`) alike: a session, padded by its buffer,
overlaps no busy time padded by its own; and between two sessions on site at different places lies the travel time.
The first half is what the database's guard says of allocations, so whoever passes here what the calendar
stores, and the buffer with which it will store the new session, is never offered what the guard would refuse.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import NamedTuple, NotRequired, TypedDict

from bookings.slots.opening import Opening
from bookings.slots.rooms import RoomTimes, has_room
from tyonohjaus.lib.periods import ZERO, Period

Stretch = tuple[datetime, datetime]
LONG_AGO, FAR_AHEAD = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)

REMOTE = "remote"
"""The place type that is nowhere: nobody travels to it or from it."""


class Buffer(NamedTuple):
    """Time kept clear before and after a session."""

    before: timedelta = ZERO
    after: timedelta = ZERO


class Busy(NamedTuple):
    """Time that is taken; `place` says where on site, None that it is remote or nobody's business."""

    start: datetime
    end: datetime
    place: str | None = None
    buffer: Buffer = Buffer()


class Slot(NamedTuple):
    """A time that is free for a session."""

    start: datetime
    end: datetime
    place_type: str

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)


_slot = partial(tuple.__new__, Slot)  # Slot(…) goes through Python once more, a tenth of a year's search


class Outcome(StrEnum):
    """What stands in the way of a time, the first thing that does: never whose or which (C42)."""

    FREE = "free"
    TOO_SOON = "too_soon"
    BEYOND_HORIZON = "beyond_horizon"
    HOLIDAY = "holiday"
    CLOSED = "closed"
    OFF_GRID = "off_grid"
    CLASH = "clash"
    NO_ROOM = "no_room"


class Terms(TypedDict):
    """What `find` and `ask` both must be told, for those who pass it on."""

    length: timedelta
    now: datetime
    horizon: timedelta
    notice: NotRequired[timedelta]
    buffer: NotRequired[Buffer | timedelta]
    travel: NotRequired[timedelta]
    places: NotRequired[Mapping[str, str] | None]
    rooms: NotRequired[Sequence[RoomTimes] | None]


class Answer(NamedTuple):
    """The outcome for one time, and the place type for which it is free."""

    outcome: Outcome
    place_type: str | None = None


def find(
    opening: Iterable[Opening],
    busy: Iterable[Busy],
    *,
    length: timedelta,
    step: timedelta,
    now: datetime,
    horizon: timedelta,
    notice: timedelta = ZERO,
    buffer: Buffer | timedelta = ZERO,
    travel: timedelta = ZERO,
    places: Mapping[str, str] | None = None,
    rooms: Sequence[RoomTimes] | None = None,
) -> list[Slot]:
    """All free times, in order, that start from now + notice up to and including now + horizon.

    Starts are multiples of `step` from each opening's grid. A `buffer` given as one timedelta is kept on both sides.
    `places` names the place that stands behind a place type ({"workplace": "Lehtola, Tampere"}); one that it does
    not name is a place by itself. On the premises one of `rooms` must be free all the while; None: none is kept.
    ValueError unless length and step are positive.
    """
    _require_positive(length=length, step=step)
    busy = list(busy)
    out_of_reach = [(LONG_AGO, now + notice), (now + horizon + length, FAR_AHEAD)]
    by_type: dict[str, list[Opening]] = defaultdict(list)
    for stretch in opening:
        by_type[stretch.place_type].append(stretch)
    slots: list[Slot] = []
    for place_type, stretches in by_type.items():
        taken = _taken(busy, _place(place_type, places), _both_sides(buffer), travel)
        for gap_start, gap_end, grid in _gaps(sorted(stretches), _joined([*out_of_reach, *taken])):
            start, last = gap_start + (grid - gap_start) % step, gap_end - length
            while start <= last:
                slots.append(_slot((start, start + length, place_type)))
                start += step
    if rooms is not None:
        slots = [one for one in slots if has_room(rooms, place_type=one.place_type, start=one.start, end=one.end)]
    if len(by_type) > 1:
        slots.sort()
    return slots


def ask(
    start: datetime,
    opening: Iterable[Opening],
    busy: Iterable[Busy],
    *,
    length: timedelta,
    now: datetime,
    horizon: timedelta,
    notice: timedelta = ZERO,
    buffer: Buffer | timedelta = ZERO,
    travel: timedelta = ZERO,
    places: Mapping[str, str] | None = None,
    rooms: Sequence[RoomTimes] | None = None,
    step: timedelta | None = None,
) -> Answer:
    """Whether a session may start at just this instant. Without a `step` it may start off the grid."""
    _require_positive(length=length, step=step or length)
    if start < now + notice:
        return Answer(Outcome.TOO_SOON)
    if start > now + horizon:
        return Answer(Outcome.BEYOND_HORIZON)
    end = start + length
    around = [stretch for stretch in opening if stretch.start <= start and end <= stretch.end]
    if not around:
        return Answer(Outcome.CLOSED)
    if step:
        around = [stretch for stretch in around if not (start - (stretch.grid or stretch.start)) % step]
    if not around:
        return Answer(Outcome.OFF_GRID)
    busy, outcomes = list(busy), set()
    for place_type in dict.fromkeys(stretch.place_type for stretch in around):
        taken = _taken(busy, _place(place_type, places), _both_sides(buffer), travel)
        outcome = _at(Slot(start, end, place_type), taken, rooms)
        if outcome is Outcome.FREE:
            return Answer(outcome, place_type)
        outcomes.add(outcome)
    return Answer(Outcome.NO_ROOM if Outcome.NO_ROOM in outcomes else Outcome.CLASH)


def _require_positive(**durations: timedelta) -> None:
    for name, duration in durations.items():
        if duration <= ZERO:
            raise ValueError(f"The {name} of a session must be positive, not {duration}")


def _both_sides(buffer: Buffer | timedelta) -> Buffer:
    return buffer if isinstance(buffer, Buffer) else Buffer(buffer, buffer)


def _at(slot: Slot, taken: Iterable[Stretch], rooms: Sequence[RoomTimes] | None) -> Outcome:
    if any(taken_from < slot.end and slot.start < taken_to for taken_from, taken_to in taken):
        return Outcome.CLASH
    free = has_room(rooms, place_type=slot.place_type, start=slot.start, end=slot.end)
    return Outcome.FREE if free else Outcome.NO_ROOM


def _place(place_type: str, places: Mapping[str, str] | None) -> str | None:
    return None if place_type == REMOTE else (places or {}).get(place_type, place_type)


def _taken(busy: Iterable[Busy], place: str | None, buffer: Buffer, travel: timedelta) -> Iterator[Stretch]:
    """Busy time as seen from one place, with all that must stay clear around it."""
    alike: dict[tuple[str | None, Buffer], list[Busy]] = defaultdict(list)
    for item in busy:
        alike[item.place, item.buffer].append(item)
    for (other_place, own), items in alike.items():
        away = travel if place and other_place and place != other_place else ZERO
        before, after = max(own.before + buffer.after, away), max(own.after + buffer.before, away)
        for start, end, _, _ in items:
            yield start - before, end + after


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """In order of time, with no overlap and no seam."""
    first, *others = sorted(stretches)
    joined = [first]
    joined_to = first[1]
    for start, end in others:
        if joined_to < start:
            joined.append((start, end))
            joined_to = end
        elif joined_to < end:
            joined[-1] = joined[-1][0], end
            joined_to = end
    return joined


def _gaps(opening: Iterable[Opening], walls: Sequence[Stretch]) -> Iterator[tuple[datetime, datetime, datetime]]:
    """Start, end and grid of what is left of each opening between the walls; both come in order of time."""
    passed = 0
    for start, end, _, grid in opening:
        gap_start = start
        while walls[passed][1] <= start:
            passed += 1
        for index in range(passed, len(walls)):
            wall_start, wall_end = walls[index]
            if end <= wall_start:
                break
            if gap_start < wall_start:
                yield gap_start, wall_start, grid or start
            gap_start = wall_end
        if gap_start < end:
            yield gap_start, end, grid or start
