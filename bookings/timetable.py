"""What the slot engine needs to know of everybody in one process, read in a fixed number of queries."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from django.db.models.functions import Coalesce

from processes import parties
from processes.models import Place, Process
from tyonohjaus.lib import clock
from tyonohjaus.lib.periods import ZERO, Period
from tyonohjaus.people.models import Supervisor

from . import holding
from .free_rooms import room_times
from .models import Allocation, Booking, BusyTime, Status
from .models.calendar import whose_time
from .models.queries import during
from .opening_hours import laid_out
from .slots.limits import full_days, week_of
from .slots.rooms import RoomTimes
from .slots.search import Answer, Buffer, Busy, Slot, Terms, ask, find

# Padding and travel reach over the window's edges.
MARGIN = timedelta(hours=6)
# No session lasts so long. Known to the database too, so that it reads the window from the index, and not all that is
# to come: 0.5 instead of 1.4 ms at 10,000 bookings.
LONGEST = timedelta(days=1)
# One who plans for others is bound by no horizon; a series of two years must fit.
PLANNING_HORIZON = timedelta(weeks=160)


def timetables(process: Process, window: Period, **asked: Any) -> list["Timetable"]:
    """The window's timetables in order of time: another begins with each day from which others meet."""
    first, last = clock.day_of(window.start), clock.day_of(window.end)
    days = {one.starts_on for one in process.participants.all()}
    days |= {one.ends_on + timedelta(days=1) for one in process.participants.all() if one.ends_on}
    cuts = [clock.day_bounds(day)[0] for day in sorted(days) if first < day <= last]
    bounds = [window.start, *(cut for cut in cuts if cut < window.end), window.end]
    return [Timetable(process, Period(*part), **asked) for part in pairwise(bounds)]


class Taken(NamedTuple):
    """A time that somebody's calendar gives: to a session, or to one who asked for an earlier one, while it is held for
    them. In the order of `TAKEN`."""

    user: uuid.UUID
    starts_at: datetime
    ends_at: datetime
    padded: datetime
    place: str
    organisation: uuid.UUID | None
    held_until: datetime | None
    booking: uuid.UUID | None
    status: str | None

    def stands(self, now: datetime) -> bool:
        """A hold whose deadline has passed is free again; the diary frees it when it is booked."""
        is_held = self.booking is None or self.status == Status.REQUESTED
        return not (is_held and self.held_until and self.held_until <= now)


TAKEN = (
    "calendar__user",
    "starts_at",
    Coalesce("booking__ends_at", "offer__ends_at"),
    "ends_at",
    Coalesce("booking__place", "offer__place"),
    Coalesce("booking__process__organisation", "offer__wish__process__organisation"),
    Coalesce("booking__held_until", "offer__held_until"),
    "booking",
    "booking__status",
)


class Timetable:
    """For a window in which the same people meet. `moving` is a booking whose own time counts as free, `besides` are
    several of them. `planned`: set by those who set times, so neither notice, horizon nor grid bind it, but for the
    days that a manager needs to answer. `place`: another kind of place than the agreement's. A session that is moved
    lasts as long as it did."""

    def __init__(
        self,
        process: Process,
        window: Period,
        *,
        now: datetime,
        moving: Booking | None = None,
        besides: Collection[Booking] = (),
        planned: bool = False,
        place: str = "",
    ) -> None:
        self.process, self.window, self.now, self.planned = process, window, now, planned
        self.day = clock.day_of(window.start)
        people = [participant.user for participant in parties.meeting(process, self.day)]
        self.supervisors = [user.supervisor for user in people if hasattr(user, "supervisor")]
        self.length = moving.ends_at - moving.starts_at if moving else timedelta(minutes=process.length_minutes)
        self.openings, rooms_kept = laid_out(self.supervisors, window, place=place or process.place)
        self.besides = [*besides, *([moving] if moving else [])]
        self._busy = self._read_busy(self.besides) + self._full(self.besides)
        on_premises = (stretch.place_type == Place.PREMISES for each in self.openings.values() for stretch in each)
        self.takes_rooms = rooms_kept and any(on_premises)
        self._rooms = self.rooms(window) if self.takes_rooms else None

    def free(self, supervisor: Supervisor) -> list[Slot]:
        opening = self.openings[supervisor.pk]
        return find(opening, self.busy(supervisor), step=supervisor.step, **self.terms(supervisor))

    def answer(self, supervisor: Supervisor, starts_at: datetime, *, length: timedelta | None = None) -> Answer:
        """`length`: another than the agreement's."""
        step = None if self.planned else supervisor.step
        opening = self.openings[supervisor.pk]
        terms = self.terms(supervisor)
        terms["length"] = length or terms["length"]
        return ask(starts_at, opening, self.busy(supervisor), step=step, **terms)

    def busy(self, supervisor: Supervisor) -> list[Busy]:
        """The supervisor's own time, and without travel that of all who have no hours to give: the supervisee of an
        individual process, a guest co-supervisor."""
        giving = {supervisor.user_id for supervisor in self.supervisors}
        others = [busy._replace(place=None) for user, busy in self._busy if user not in giving]
        return [busy for user, busy in self._busy if user == supervisor.user_id] + others

    def terms(self, *supervisors: Supervisor) -> Terms:
        """The engine's terms; for several at once the stricter of each."""
        notice = ZERO if self.planned else max(one.notice for one in supervisors)
        return {
            "length": self.length,
            "now": self.now,
            "horizon": PLANNING_HORIZON if self.planned else min(one.horizon for one in supervisors),
            "notice": max(notice, holding.APPROVAL_NOTICE) if self._waits_for_a_yes else notice,
            "buffer": Buffer(after=max(one.buffer for one in supervisors)),
            "travel": max(one.travel for one in supervisors),
            "places": {Place.WORKPLACE: where(Place.WORKPLACE, self.process.organisation_id) or ""},
            "rooms": self._rooms,
        }

    @property
    def _waits_for_a_yes(self) -> bool:
        """There must be time to give it."""
        asked = not self.planned and any(one.confirms_requests for one in self.supervisors)
        return asked or self.process.asks_manager

    def rooms(self, window: Period) -> list[RoomTimes] | None:
        return room_times(self.process, window, now=self.now, besides=self.besides)

    def _read_busy(self, besides: list[Booking]) -> list[tuple[uuid.UUID, Busy]]:
        around = self.window.padded(MARGIN, MARGIN)
        return self._elsewhere(around) + [
            (
                one.user,
                Busy(
                    one.starts_at,
                    one.ends_at,
                    where(one.place, one.organisation),
                    Buffer(after=one.padded - one.ends_at),
                ),
            )
            for one in self._taken(whose_time(self.process, self.day), around, besides)
        ]

    def _full(self, besides: list[Booking]) -> list[tuple[uuid.UUID, Busy]]:
        """The days on which a supervisor gives no more sessions than those agreed."""
        bound = {one.user_id: one for one in self.supervisors if one.most_a_day or one.most_a_week}
        if not bound:
            return []
        first, last = clock.day_of(self.window.start), clock.day_of(self.window.end)
        weeks = Period(*clock.day_bounds(week_of(first)[0], week_of(last)[1]))
        held: dict[uuid.UUID, list[date]] = defaultdict(list)
        for one in self._taken(list(bound), weeks, besides):
            held[one.user].append(clock.day_of(one.starts_at))
        return [
            (user, Busy(*clock.day_bounds(day)))
            for user, one in bound.items()
            for day in full_days(held[user], first=first, last=last, per_day=one.most_a_day, per_week=one.most_a_week)
        ]

    def _taken(self, users: list[uuid.UUID], around: Period, besides: list[Booking]) -> list[Taken]:
        """What of it stands is decided here: the conditions take longer to put together than the few rows to read."""
        rows = Allocation.objects.filter(
            during(around.start, around.end), calendar__user__in=users, ends_at__lt=around.end + LONGEST
        )
        free = {booking.pk for booking in besides}
        found = [Taken(*row) for row in rows.values_list(*TAKEN)]
        return [one for one in found if one.stands(self.now) and one.booking not in free]

    def _elsewhere(self, around: Period) -> list[tuple[uuid.UUID, Busy]]:
        """What the supervisors' own calendars say: not offered, yet no hindrance to what is booked."""
        users = {one.pk: one.user_id for one in self.supervisors}
        rows = BusyTime.objects.filter(during(around.start, around.end), calendar__supervisor__in=list(users))
        times = rows.values_list("calendar__supervisor", "starts_at", "ends_at")
        return [(users[supervisor], Busy(start, end)) for supervisor, start, end in times]


def where(kind: str, organisation: uuid.UUID | None) -> str | None:
    """Where on site: two workplaces of different employers are two places; remote is nowhere."""
    if kind == Place.REMOTE:
        return None
    return f"{kind} {organisation}" if kind == Place.WORKPLACE else kind
