"""Arithmetic knows neither Django nor the database.

Proven in a fresh process where Django and psycopg cannot be imported at all. To look for them in `sys.modules` would
not do: the package `tyonohjaus` loads the Celery app, and Celery looks for Django by itself.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
PURE = [
    "tyonohjaus.lib.periods",
    "bookings.slots.wallclock",
    "bookings.slots.opening",
    "bookings.slots.search",
    "bookings.slots.rhythm",
    "bookings.slots.series",
    "bookings.cancellation",
    "bookings.holding",
]
WITHOUT_DJANGO = """
import sys


class Without:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"django", "psycopg", "sqlite3"}:
            raise ImportError(f"{name} was asked for")


sys.meta_path.insert(0, Without())
for module in sys.argv[1:]:
    __import__(module)
loaded = {name.partition(".")[0] for name in sys.modules}
assert not loaded & {"django", "psycopg", "sqlite3"}, loaded
"""


def test_the_slot_engine_and_the_rules_of_cancelling_run_where_there_is_no_django():
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_DJANGO, *PURE],
        check=False,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
