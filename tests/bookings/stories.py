"""Short ways into the middle of a story: who asks whom for which time."""

from datetime import datetime
from typing import Any

from bookings import diary
from bookings.models import Booking, Series
from processes.models import Process
from tests.factories import NOW, helsinki
from tyonohjaus.lib import clock

TUESDAY = helsinki("2027-02-09 10:00")
NEXT_TUESDAY = helsinki("2027-02-16 10:00")


def book(process: Process, *, by: Any, at: datetime = TUESDAY) -> Booking:
    return diary.book(process, starts_at=at, by=by, now=clock.now())


def book_series(process: Process, *, by: Any, days: tuple[str, ...] = ("02-09", "03-09", "04-06")) -> Series:
    """Three Tuesdays at ten."""
    starts = [helsinki(f"2027-{day} 10:00") for day in days]
    return diary.book_series(process, starts=starts, by=by, now=NOW)


def move(booking: Booking, *, by: Any, to: datetime = NEXT_TUESDAY) -> Booking:
    return diary.move(booking, starts_at=to, by=by, now=clock.now())
