"""The Celery app and the beat timetable: everything that happens by itself.

The database row is the truth and the broker only the hurry (docs/decisions/0003): each task here may be lost,
run late or run twice without harm. Tasks are named as strings, since this module is imported everywhere.
"""

import os
from contextlib import suppress
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import task_prerun
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tyonohjaus.settings")

# Kombu's own broker of files ends its worker when it looks at the wrong moment.
TRANSPORT_ALIASES["filesystem"] = "tyonohjaus.lib.file_broker:Transport"

app = Celery("tyonohjaus")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

EVERY_MINUTE = crontab()
EVERY_QUARTER = crontab(minute="*/15")
EVERY_HOUR = crontab(minute="10")

app.conf.beat_schedule = {
    "send what waits in the outbox": {"task": "tyonohjaus.outbox.tasks.sweep", "schedule": EVERY_MINUTE},
    "seal the events": {"task": "tyonohjaus.events.tasks.seal", "schedule": EVERY_MINUTE},
    "lapse holds whose deadline has passed": {"task": "bookings.tasks.lapse", "schedule": EVERY_MINUTE},
    "offer freed time to those who asked for an earlier one": {
        "task": "bookings.tasks.offer_freed",
        "schedule": EVERY_MINUTE,
    },
    "read the supervisors' own calendars": {"task": "bookings.tasks.read_busy_calendars", "schedule": EVERY_QUARTER},
    "queue the reminders that are due": {"task": "bookings.tasks.remind", "schedule": EVERY_MINUTE},
    "nudge those who may have forgotten": {"task": "bookings.tasks.nudge", "schedule": EVERY_HOUR},
    "forget, lapse and ask again what a request waits for": {"task": "intake.tasks.tidy", "schedule": EVERY_MINUTE},
    "open evaluations and decisions that fall due": {"task": "reviews.tasks.open_due", "schedule": EVERY_HOUR},
    "remind of evaluations and decisions, once": {"task": "reviews.tasks.look_after", "schedule": EVERY_HOUR},
    "render and send issued invoices": {"task": "invoicing.tasks.sweep", "schedule": EVERY_MINUTE},
    "draft the month that ended": {"task": "invoicing.tasks.draft_month", "schedule": EVERY_MINUTE},
    "ask a message's members anew": {"task": "voice.tasks.ask_anew", "schedule": EVERY_HOUR},
    "compare agreements with what holds from today": {"task": "agreements.tasks.compare", "schedule": EVERY_HOUR},
    "print accepted agreements": {"task": "agreements.tasks.sweep", "schedule": EVERY_MINUTE},
    "accept lines that nobody returned": {"task": "invoicing.tasks.accept_silence", "schedule": EVERY_MINUTE},
}


@task_prerun.connect
def look_at_the_connection(**_told: Any) -> None:
    """As before each request: one that has lived its time is left, one that was lost is replaced."""
    from django.db import close_old_connections

    close_old_connections()


def hurry(task: str, *args: str) -> None:
    """Ask a worker to do it now; when the broker is away, the beat's sweep does it within a minute."""
    with suppress(Exception):  # kombu raises whatever its transport raises; the row is the truth
        app.send_task(task, args)
