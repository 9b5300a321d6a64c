"""The practice's rooms, as the engine knows them: when each is taken."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime

from tyonohjaus.lib.periods import Period, merge

PREMISES = "premises"
"""The place type that takes a room, where rooms are kept."""


class RoomTimes:
    def __init__(self, taken: Iterable[tuple[datetime, datetime]]) -> None:
        self._taken = merge(Period(*times) for times in taken)
        self._starts = [period.start for period in self._taken]

    def is_free(self, start: datetime, end: datetime) -> bool:
        before = bisect_right(self._starts, start)
        after = self._starts[before : before + 1]
        return not (before and start < self._taken[before - 1].end) and not (after and after[0] < end)


def has_room(rooms: Sequence[RoomTimes] | None, *, place_type: str, start: datetime, end: datetime) -> bool:
    """One is free all the while, or none is needed there. None: no rooms are kept."""
    return rooms is None or place_type != PREMISES or any(room.is_free(start, end) for room in rooms)
