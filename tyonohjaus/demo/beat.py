"""What happens by itself when the clock is moved: on the way, and then at once."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from bookings import chasing
from tyonohjaus.celery import app
from tyonohjaus.lib import clock

from .clock import at

# The worker looks at the clock once a second.
SECONDS = 2
# Each morning, when the reminders of the day are due; and when who has not answered is reminded, and passed over.
MORNING = time(8, 1)
CHASING = tuple(hour.replace(minute=1) for hour in chasing.AT.values())
# A leap of years lives through its first months only: each morning takes about a tenth of a second.
MOST = 100
POST = "tyonohjaus.outbox.tasks.sweep"


def live_until(instant: datetime) -> None:
    """Do on each morning on the way what would have been done that morning, and send its mail then; likewise at nine
    and at noon of a day on which somebody's answer is waited for.

    In production nothing is sent stale: who was not reminded in time, because nothing ran, is not reminded. In the
    demo nobody was asleep, only the clock jumped; without this a leap would lose the reminders under it.
    """
    app.loader.import_default_modules()
    for moment in moments(clock.now(), instant):
        with at(moment):
            if clock.local(moment).time() == MORNING or chasing.is_last_day(now=moment):
                for task in (*_timetable(), POST):
                    app.tasks[task]()


def moments(after: datetime, until: datetime) -> Iterator[datetime]:
    first = clock.day_of(after)
    for day in (first + timedelta(days=days) for days in range(MOST)):
        for hour in (MORNING, *CHASING):
            moment = clock.at(day, hour)
            if moment > until:
                return
            if moment > after:
                yield moment


def hurry() -> None:
    """Every task of the timetable, in its order there; all of them may run at any time without harm."""
    for task in _timetable():
        app.send_task(task, countdown=SECONDS)


def _timetable() -> list[str]:
    return [entry["task"] for entry in app.conf.beat_schedule.values()]
