"""Half-open stretches of time in UTC: [start, end).

What ends at 10.30 and what begins at 10.30 do not overlap, so sessions may stand back to back.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

ZERO = timedelta(0)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From start up to, but without, end. ValueError where one is not in UTC or there is nothing between them."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.utcoffset() != ZERO or self.end.utcoffset() != ZERO:
            raise ValueError(f"A period is given in UTC, not as {self.start!r} to {self.end!r}")
        if self.start >= self.end:
            raise ValueError(f"A period ends after it starts: {self.start:%Y-%m-%d %H:%M} to {self.end:%Y-%m-%d %H:%M}")

    @property
    def minutes(self) -> int:
        """Whole minutes, a part of one cut off."""
        return (self.end - self.start) // MINUTE

    def overlaps(self, other: "Period") -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Period") -> bool:
        return self.start <= other.start and other.end <= self.end

    def __contains__(self, instant: datetime) -> bool:
        return self.start <= instant < self.end

    def padded(self, before: timedelta = ZERO, after: timedelta = ZERO) -> "Period":
        return Period(self.start - before, self.end + after)


def merge(periods: Iterable[Period]) -> list[Period]:
    """The same time with no overlap and no seam: what overlaps or touches becomes one. In order of time."""
    merged: list[Period] = []
    for period in sorted(periods):
        if merged and period.start <= merged[-1].end:
            if period.end > merged[-1].end:
                merged[-1] = Period(merged[-1].start, period.end)
        else:
            merged.append(period)
    return merged


def subtract(periods: Iterable[Period], busy: Iterable[Period]) -> list[Period]:
    """What is left of each period where nothing is busy. In order of time; periods that touch stay two."""
    taken = merge(busy)
    ends = [period.end for period in taken]
    left: list[Period] = []
    for period in sorted(periods):
        start = period.start
        for wall in taken[bisect_right(ends, start) :]:
            if wall.start >= period.end:
                break
            if start < wall.start:
                left.append(Period(start, wall.start))
            start = wall.end
        if start < period.end:
            left.append(Period(start, period.end))
    return left
