"""What the slot engine needs to know of everybody in one process, read in a fixed number of queries."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from itertools import chain, pairwise
from typing import Any

from processes import parties
from processes.models import Place, Process
from tyonohjaus.lib import clock
from tyonohjaus.lib.periods import ZERO, Period
from tyonohjaus.people.models import Supervisor

from . import holding, taken_times
from .free_rooms import room_times
from .models import Booking
from .models.calendar import whose_time
from .opening_hours import laid_out
from .slots.limits import full_days, week_of
from .slots.rooms import RoomTimes
from .slots.search import Answer, Buffer, Busy, Slot, Terms, ask, find

# Padding and travel reach over the window's edges.
MARGIN = timedelta(hours=6)
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
        self._busy = self._read_busy()
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
        giving = {one.user_id for one in self.supervisors}
        others = [times for user, times in self._busy.items() if user not in giving]
        own = self._busy.get(supervisor.user_id, [])
        return own + [busy._replace(place=None) for times in others for busy in times]

    def terms(self, *supervisors: Supervisor) -> Terms:
        """The engine's terms; for several at once the stricter of each."""
        notice = ZERO if self.planned else max(one.notice for one in supervisors)
        return {
            "length": self.length,
            "now": self.now,
            "horizon": PLANNING_HORIZON if self.planned else min(one.horizon for one in supervisors),
            "notice": max(notice, holding.APPROVAL_NOTICE) if self._waits_for_a_yes else notice,
            "buffer": Buffer(
                before=max(one.buffer_before for one in supervisors), after=max(one.buffer for one in supervisors)
            ),
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

    def _read_busy(self) -> dict[uuid.UUID, list[Busy]]:
        """By whose time it is."""
        found: dict[uuid.UUID, list[Busy]] = defaultdict(list)
        around = self.window.padded(MARGIN, MARGIN)
        for user, busy in chain(self._given(around), self._elsewhere(around), self._full()):
            found[user].append(busy)
        return found

    def _given(self, around: Period) -> Iterator[tuple[uuid.UUID, Busy]]:
        for one in self._taken(whose_time(self.process, self.day), around):
            place = where(one.place, one.organisation)
            yield one.user, Busy(one.starts_at, one.ends_at, place, Buffer(one.before, one.after))

    def _elsewhere(self, around: Period) -> Iterator[tuple[uuid.UUID, Busy]]:
        """What the supervisors' own calendars say: not offered, yet no hindrance to what is booked."""
        users = {one.pk: one.user_id for one in self.supervisors}
        for supervisor, start, end in taken_times.elsewhere(list(users), around):
            yield users[supervisor], Busy(start, end)

    def _full(self) -> Iterator[tuple[uuid.UUID, Busy]]:
        """The days on which a supervisor gives no more sessions than those agreed."""
        bound = {one.user_id: one for one in self.supervisors if one.most_a_day or one.most_a_week}
        first, last = clock.day_of(self.window.start), clock.day_of(self.window.end)
        weeks = Period(*clock.day_bounds(week_of(first)[0], week_of(last)[1]))
        held: dict[uuid.UUID, list[date]] = defaultdict(list)
        for taken in self._taken(list(bound), weeks):
            held[taken.user].append(clock.day_of(taken.starts_at))
        for user, one in bound.items():
            full = full_days(held[user], first=first, last=last, per_day=one.most_a_day, per_week=one.most_a_week)
            yield from ((user, Busy(*clock.day_bounds(day))) for day in full)

    def _taken(self, users: list[uuid.UUID], around: Period) -> list[taken_times.Taken]:
        """What of it stands is decided here: the conditions take longer to put together than the few rows to read."""
        free = {booking.pk for booking in self.besides}
        return [one for one in taken_times.given(users, around) if one.stands(self.now) and one.booking not in free]


def where(kind: str, organisation: uuid.UUID | None) -> str | None:
    """Where on site: two workplaces of different employers are two places; remote is nowhere."""
    if kind == Place.REMOTE:
        return None
    return f"{kind} {organisation}" if kind == Place.WORKPLACE else kind
