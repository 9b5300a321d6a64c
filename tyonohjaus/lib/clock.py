"""The only place that reads the clock. UTC inside, Europe/Helsinki outside."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")
# What can wait is not mailed from evening to morning.
EVENING, MORNING = time(21), time(7)

_shift: Callable[[], timedelta] = timedelta


def shift_by(shift: Callable[[], timedelta]) -> Callable[[], timedelta]:
    """Let the demo move the clock of this process; nothing else calls this. Hands back the shift until now."""
    global _shift
    before, _shift = _shift, shift
    return before


def now() -> datetime:
    """The instant that the practice lives in, aware, in UTC."""
    return machine_now() + _shift()


def machine_now() -> datetime:
    """The instant of the machine, for leases and locks: a moved demo clock must not break them."""
    return datetime.now(UTC)


def today() -> date:
    """The day in Helsinki."""
    return day_of(now())


def local(instant: datetime) -> datetime:
    """The same instant with Helsinki's wall clock."""
    return instant.astimezone(HELSINKI)


def day_of(instant: datetime) -> date:
    """The day in Helsinki on which it falls."""
    return local(instant).date()


def at(day: date, wall: time, *, tz: tzinfo = HELSINKI) -> datetime:
    """The instant, in UTC, when the wall clock shows `wall` on `day` (the first one, where an hour repeats).

    A time that this night skips (bookings.slots.wallclock.is_skipped) gives the instant just as far after the change.
    """
    return datetime.combine(day, wall, tz).astimezone(UTC)


def is_quiet(instant: datetime | None = None) -> bool:
    """Is it night in Helsinki then (default: now)? Nobody is reminded in it."""
    return not MORNING <= local(instant or now()).time() < EVENING


def waking(instant: datetime) -> datetime:
    """The instant itself; of one in the quiet hours, when they are over."""
    wall = local(instant)
    return at(wall.date() + timedelta(days=wall.time() >= EVENING), MORNING) if is_quiet(instant) else instant


def day_bounds(first: date | None = None, last: date | None = None) -> tuple[datetime, datetime]:
    """The half-open UTC period of whole Helsinki days (default: today), `last` included."""
    first = first or today()
    return at(first, time()), at((last or first) + timedelta(days=1), time())


def months_on(day: date, count: int) -> date:
    """The first day of the month so many after that of this day; before it, where negative."""
    month = day.year * 12 + day.month - 1 + count
    return date(month // 12, month % 12 + 1, 1)
