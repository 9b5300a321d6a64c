"""From a file to busy times: what counts as busy, and what repeats.

Taken as free: what is cancelled, what its owner shows as free, a declined or moved occurrence, and sessions of this
portal itself, whose time its own calendar holds (else a session could not be moved next to itself).
"""

import datetime as dt
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from icalendar import Calendar
from icalendar.timezone import tzp

from tyonohjaus.lib.periods import Period, merge

from .recurring import Unclear, starts
from .zones import Zones, instant

# More is no person's calendar, and would only keep a worker busy.
MOST_TIMES = 20_000
SECONDS = 20.0
LONGEST = dt.timedelta(days=400)
TELLS_TIME = {"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "STATUS", "TRANSP"}
FREE = {"FREE", "WORKINGELSEWHERE"}
Event = Any


class NotACalendar(Exception):
    """It is no calendar, or one that cannot be read to its end."""


def busy_times(file: bytes, *, window: Period, is_own: Callable[[str], bool]) -> list[Period]:
    """The busy times that reach into the window, in order, with no overlap. `is_own`: is this UID a session of ours?

    Raises NotACalendar: all of it is read, or nothing is.
    """
    until = time.monotonic() + SECONDS
    try:
        calendars = _calendars(file)
        found: list[Period] = []
        for calendar in calendars:
            for period in _of(calendar, window, is_own):
                if time.monotonic() > until:
                    raise NotACalendar
                if period:
                    found.append(period)
                    if len(found) > MOST_TIMES:
                        raise NotACalendar
    # The library raises what it raises on nonsense; what is half understood is not kept.
    except (Unclear, ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, RecursionError):
        raise NotACalendar from None
    return merge(found)


def _calendars(file: bytes) -> list[Any]:
    # The library keeps zones by name for the whole process: another feed's "Customized Time Zone" is not this one's.
    tzp.use_default()
    if b"BEGIN:VCALENDAR" not in file[:4096].upper() or b"END:VCALENDAR" not in file[-4096:].upper():
        raise NotACalendar
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its warnings name what stands in the file
        calendars = Calendar.from_ical(file, multiple=True)
    if not calendars or any(one.name != "VCALENDAR" for one in calendars):
        raise NotACalendar
    return list(calendars)


def _of(calendar: Any, window: Period, is_own: Callable[[str], bool]) -> Iterator[Period | None]:
    """Busy times one by one, and None for what is not, so that whoever counts the time sees each step."""
    zones = Zones(calendar)
    by_uid: dict[str, list[Event]] = defaultdict(list)
    for number, event in enumerate(calendar.walk("VEVENT")):
        if any(str(name).upper() in TELLS_TIME for name, _fault in event.errors):
            raise NotACalendar
        by_uid[str(event.get("UID") or f"#{number}")].append(event)
    for uid, events in by_uid.items():
        if is_own(uid):
            continue
        moved = {zones.at(event["RECURRENCE-ID"]) for event in events if "RECURRENCE-ID" in event}
        for event in events:
            yield None
            if _is_busy(event) and "DTSTART" in event:
                yield from _occurrences(event, window, zones, moved)


def _is_busy(event: Event) -> bool:
    shown = str(event.get("X-MICROSOFT-CDO-BUSYSTATUS") or "").upper()
    return (
        str(event.get("STATUS") or "").upper() != "CANCELLED"
        and str(event.get("TRANSP") or "").upper() != "TRANSPARENT"
        and shown not in FREE
    )


def _occurrences(event: Event, window: Period, zones: Zones, moved: set[dt.datetime]) -> Iterator[Period | None]:
    zone = zones.of(event["DTSTART"])
    length = _length(event, zones)
    if not dt.timedelta() < length <= LONGEST:
        return
    whole_days = not isinstance(event["DTSTART"].dt, dt.datetime)
    is_one = "RECURRENCE-ID" in event
    for wall in starts(event, zones, before=window.end):
        begins = instant(wall, zone)
        if not is_one and begins in moved:
            continue
        # Whole days are counted on the calendar: a day of 25 hours is one.
        ends = instant(wall + length, zone) if whole_days else begins + length
        yield Period(begins, ends) if begins < window.end and window.start < ends else None


def _length(event: Event, zones: Zones) -> dt.timedelta:
    begins = event["DTSTART"].dt
    if "DTEND" in event:
        ends = event["DTEND"]
        if isinstance(begins, dt.datetime) != isinstance(ends.dt, dt.datetime):
            raise NotACalendar
        if not isinstance(begins, dt.datetime):
            days: dt.timedelta = ends.dt - begins
            return days or dt.timedelta(days=1)
        return zones.at(ends) - zones.at(event["DTSTART"])
    if "DURATION" in event:
        duration: dt.timedelta = event["DURATION"].dt
        return duration
    return dt.timedelta() if isinstance(begins, dt.datetime) else dt.timedelta(days=1)
