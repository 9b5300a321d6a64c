"""Tasks are named as strings (tyonohjaus/celery.py): each name that is hurried is one that a worker knows."""

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
