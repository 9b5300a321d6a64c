"""The demo's clock: a file beside the demo's data says how far it is ahead of the machine's.

Web and worker read the same file. It is looked at once a second at most, and read again only when it has changed.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from tyonohjaus.lib import clock

FIRST = "2027-02-01T08:00"
LOOK_EVERY = 1.0  # seconds
EIGHT = time(8)


class BackwardsInTime(Exception):
    """What has happened has happened: deadlines, invoice numbers. The demo can only be started over."""


class DemoClock:
    """`first`: what Helsinki's clock shows when the demo is first started."""

    def __init__(self, file: Path, first: datetime) -> None:
        self.file, self.first = file, first
        self._looked_at = -LOOK_EVERY
        self._changed_at = 0
        self._shift = timedelta()

    def shift(self) -> timedelta:
        if monotonic() - self._looked_at >= LOOK_EVERY:
            self.look()
        return self._shift

    def set_to(self, instant: datetime) -> None:
        """Raises BackwardsInTime."""
        self.look()
        if instant < clock.machine_now() + self._shift:
            raise BackwardsInTime
        self._write(instant - clock.machine_now())
        self.look()

    def look(self) -> None:
        """At the file itself, where being a second late would show."""
        self._looked_at = monotonic()
        if not self.file.exists():
            self._begin()
        changed_at = self.file.stat().st_mtime_ns
        if changed_at != self._changed_at:
            self._shift = timedelta(seconds=float(self.file.read_text()))
            self._changed_at = changed_at

    def _begin(self) -> None:
        """The first process to look starts the clock; a second one at the same moment finds it started."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        own = self._beside(self.first - clock.machine_now())
        try:
            os.link(own, self.file)
        except FileExistsError:
            pass
        finally:
            own.unlink()

    def _write(self, shift: timedelta) -> None:
        """All of it at once: another process may be reading."""
        self._beside(shift).replace(self.file)

    def _beside(self, shift: timedelta) -> Path:
        own = self.file.with_suffix(f".{os.getpid()}")
        own.write_text(repr(shift.total_seconds()))
        return own


@cache
def the_clock() -> DemoClock:
    return DemoClock(settings.VAR_DIR / "demo-clock", first())


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Live from that instant on, in this process alone."""
    shift = instant - clock.machine_now()
    earlier = clock.shift_by(lambda: shift)
    try:
        yield
    finally:
        clock.shift_by(earlier)


def follow_environment(demo: DemoClock) -> None:
    """A later DEMO_NOW than the demo has reached moves it there; an earlier one was its beginning."""
    if os.environ.get("DEMO_NOW"):
        with suppress(BackwardsInTime):
            demo.set_to(first())


def first() -> datetime:
    """From DEMO_NOW, as Helsinki's clock shows it."""
    said = os.environ.get("DEMO_NOW", "").strip() or FIRST
    try:
        wall = datetime.fromisoformat(said)
    except ValueError:
        raise ImproperlyConfigured(f"DEMO_NOW is written like {FIRST}, not {said!r}.") from None
    return clock.at(wall.date(), wall.time())


def next_first() -> datetime:
    """8.00 on the first day of the coming month."""
    return clock.at(clock.months_on(clock.today(), 1), EIGHT)
