"""Reading the supervisors' own calendars, for a worker: whatever comes back, the last good times stand until better
ones have come."""

from datetime import datetime, timedelta
from uuid import UUID

from tyonohjaus.lib.outward import NotFetched, World, fetch
from tyonohjaus.lib.periods import Period
from tyonohjaus.sealed.cipher import Unreadable

from .elsewhere import NotACalendar, busy_times
from .models import Booking, BusyCalendar
from .timetable import PLANNING_HORIZON

Fault = BusyCalendar.Fault
BEHIND = timedelta(days=1)


def all_of_them() -> list[UUID]:
    return list(BusyCalendar.objects.order_by("pk").values_list("pk", flat=True))


def read(pk: UUID, *, now: datetime, world: World | None = None) -> None:
    """Fetched outside any transaction: a slow server holds no lock."""
    calendar = BusyCalendar.objects.select_related("supervisor").filter(pk=pk).first()
    if calendar is None:
        return
    try:
        file = fetch(calendar.opened_address(), accept="text/calendar", world=world)
        found = busy_times(file, window=Period(now - BEHIND, now + PLANNING_HORIZON), is_own=Booking.is_own_uid)
    except NotFetched as not_fetched:
        calendar.note_fault(Fault(not_fetched.fault), now=now)
    except NotACalendar:
        calendar.note_fault(Fault.NONSENSE, now=now)
    except Unreadable:
        calendar.note_fault(Fault.ADDRESS, now=now)
    else:
        calendar.keep(found, now=now)
