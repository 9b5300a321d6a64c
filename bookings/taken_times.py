"""What of people's time is taken in a window. Each question is put together once: most that is shown of free times asks
them, and to put them together takes longer than to answer them."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

from django.db.models import F
from django.db.models.functions import Coalesce

from tyonohjaus.lib.periods import Period
from tyonohjaus.lib.prepared import Prepared, keys, never, nobodies

from .models import Allocation, BusyTime, Status
from .models.queries import during

# No session lasts so long. Known to the database too, so that it reads the window from the index, and not all that is
# to come: 0.5 instead of 1.4 ms at 10,000 bookings.
LONGEST = timedelta(days=1)

BEGIN, END, LATEST = never(3)


class Taken(NamedTuple):
    """A time that somebody's calendar gives: to a session, or to one who asked for an earlier one, while it is held for
    them. In the order of `TAKEN`; how long it lasts, since an instant takes ten times as long to read."""

    user: uuid.UUID
    starts_at: datetime
    length: timedelta
    before: timedelta
    after: timedelta
    place: str
    organisation: uuid.UUID | None
    held_until: datetime | None
    booking: uuid.UUID | None
    status: str | None

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + self.length

    def stands(self, now: datetime) -> bool:
        """A hold whose deadline has passed is free again; the diary frees it when it is booked."""
        is_held = self.booking is None or self.status == Status.REQUESTED
        return not (is_held and self.held_until and self.held_until <= now)


_STARTS_AT = Coalesce("booking__starts_at", "offer__starts_at")
_ENDS_AT = Coalesce("booking__ends_at", "offer__ends_at")
TAKEN = (
    "calendar__user",
    _STARTS_AT,
    _ENDS_AT - _STARTS_AT,
    _STARTS_AT - F("starts_at"),
    F("ends_at") - _ENDS_AT,
    Coalesce("booking__place", "offer__place"),
    Coalesce("booking__process__organisation", "offer__wish__process__organisation"),
    Coalesce("booking__held_until", "offer__held_until"),
    "booking",
    "booking__status",
)


def given(users: Sequence[uuid.UUID], window: Period) -> list[Taken]:
    """What their calendars give, whether it stands or not."""
    times = {BEGIN: window.start, END: window.end, LATEST: window.end + LONGEST}
    return [Taken(*row) for row in _given(len(users)).answers(times | keys(users))]


@cache
def _given(count: int) -> Prepared:
    people = nobodies(count)
    rows = Allocation.objects.filter(during(BEGIN, END), calendar__user__in=people, ends_at__lt=LATEST)
    return Prepared.of(rows.values_list(*TAKEN), *people, BEGIN, END, LATEST)


def elsewhere(supervisors: Sequence[uuid.UUID], window: Period) -> list[tuple[uuid.UUID, datetime, datetime]]:
    """What the calendars say that they keep elsewhere: whose, from when, to when."""
    times = {BEGIN: window.start, END: window.end}
    return _elsewhere(len(supervisors)).answers(times | keys(supervisors))


@cache
def _elsewhere(count: int) -> Prepared:
    people = nobodies(count)
    rows = BusyTime.objects.filter(during(BEGIN, END), calendar__supervisor__in=people)
    return Prepared.of(rows.values_list("calendar__supervisor", "starts_at", "ends_at"), *people, BEGIN, END)
