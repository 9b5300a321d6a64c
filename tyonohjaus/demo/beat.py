"""What happens by itself when the clock is moved: on the way, and then at once."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from tyonohjaus.celery import app
from tyonohjaus.lib import clock

from .clock import at

# The worker looks at the clock once a second.
SECONDS = 2
# Each morning, when the reminders of the day are due.
MORNING = time(8, 1)
# A leap of years lives through its first months only: each morning takes about a tenth of a second.
MOST = 100
POST = "tyonohjaus.outbox.tasks.sweep"


def live_until(instant: datetime) -> None:
    """Do on each morning on the way what would have been done that morning, and send its mail then.

    In production nothing is sent stale: who was not reminded in time, because nothing ran, is not reminded. In the
    demo nobody was asleep, only the clock jumped; without this a leap would lose the reminders under it.
    """
    app.loader.import_default_modules()
    for morning in mornings(clock.now(), instant):
        with at(morning):
            for task in (*_timetable(), POST):
                app.tasks[task]()


def mornings(after: datetime, until: datetime) -> Iterator[datetime]:
    day = clock.day_of(after)
    for _ in range(MOST):
        morning = clock.at(day, MORNING)
        if morning > until:
            return
        if morning > after:
            yield morning
        day += timedelta(days=1)


def hurry() -> None:
    """Every task of the timetable, in its order there; all of them may run at any time without harm."""
    for task in _timetable():
        app.send_task(task, countdown=SECONDS)


def _timetable() -> list[str]:
    return [entry["task"] for entry in app.conf.beat_schedule.values()]
