"""Tasks are named as strings (tyonohjaus/celery.py): each name that is hurried, or stands in the timetable, is
one that a worker knows."""

import re
from pathlib import Path

from tyonohjaus.celery import app

ROOT = Path(__file__).parents[2]


def test_what_is_hurried_is_a_task_of_the_worker() -> None:
    app.loader.import_default_modules()
    sources = [path for folder in ("tyonohjaus", "bookings", "invoicing") for path in (ROOT / folder).rglob("*.py")]
    named = {name for path in sources for name in re.findall(r'hurry\("([\w.]+)"', path.read_text())}
    assert len(named) >= 4  # it does find them
    assert named <= set(app.tasks)


def test_what_stands_in_the_timetable_is_a_task_of_the_worker() -> None:
    app.loader.import_default_modules()
    named = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert named - set(app.tasks) == set()
    # What nobody's hand does: holds lapse, events are sealed, reminders, drafts, silence, papers and mail.
    by_itself = {f"bookings.tasks.{name}" for name in ("lapse", "remind")}
    by_itself |= {f"invoicing.tasks.{name}" for name in ("draft_month", "accept_silence", "sweep")}
    assert by_itself | {"tyonohjaus.events.tasks.seal", "tyonohjaus.outbox.tasks.sweep"} <= named
