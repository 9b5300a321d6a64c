"""The wall clock: what it shows in the course of each day, and on the two nights when it changes.

With `opening`, which lays hours on it, the only code of the slot engine that knows local time and daylight saving.
A day has one clock, from midnight to midnight. One on which the clocks change has two, before and after:

- the hour that is skipped in spring is on neither, since it does not exist;
- the hour that comes twice in autumn is on the first alone.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from tyonohjaus.lib.clock import at
from tyonohjaus.lib.periods import ZERO

DAY = dt.timedelta(days=1)
SECOND = dt.timedelta(seconds=1)
MIDNIGHT = dt.time()


class Clock(NamedTuple):
    """What the wall clock shows in a part of a day, since midnight, and how far it is ahead of UTC meanwhile."""

    since: dt.timedelta
    until: dt.timedelta
    ahead: dt.timedelta


def is_skipped(day: dt.date, clock: dt.time, tz: dt.tzinfo) -> bool:
    """Whether the clock never shows this time on this day."""
    return at(day, clock, tz=tz).astimezone(tz).time() != clock


def days(first: dt.date, last: dt.date, tz: dt.tzinfo) -> Iterator[tuple[dt.datetime, Sequence[Clock]]]:
    """Each day's midnight, which is the wall clock's though it is labelled UTC, and the clocks of that day."""
    midnight = dt.datetime.combine(first, MIDNIGHT, dt.UTC)
    local = dt.datetime.combine(first, MIDNIGHT, tz)  # adding a day to it moves the wall clock by a day
    before = local.utcoffset() or ZERO
    while midnight.date() <= last:
        local += DAY
        after = local.utcoffset() or ZERO
        yield midnight, _steady(before) if before == after else _changing(midnight, before, after, tz)
        midnight, before = midnight + DAY, after


@cache
def _steady(ahead: dt.timedelta) -> Sequence[Clock]:
    return (Clock(ZERO, DAY, ahead),)


def _changing(midnight: dt.datetime, before: dt.timedelta, after: dt.timedelta, tz: dt.tzinfo) -> Sequence[Clock]:
    change = _change(midnight - before, midnight + DAY - after, after, tz) - midnight
    last_shown, next_shown = change + before, change + after
    return Clock(ZERO, last_shown, before), Clock(max(last_shown, next_shown), DAY, after)


def _change(low: dt.datetime, high: dt.datetime, after: dt.timedelta, tz: dt.tzinfo) -> dt.datetime:
    """The first instant from low up to high at which the clock is `after` ahead of UTC, to the second."""
    while low < high:
        middle = low + (high - low) // SECOND // 2 * SECOND
        if middle.astimezone(tz).utcoffset() == after:
            high = middle
        else:
            low = middle + SECOND
    return low
