"""Arithmetic knows neither Django nor the database: pyproject.toml names the modules that hold this.

Proven in a fresh process where Django and psycopg cannot be imported at all. To look for them in `sys.modules` would
not do: the package `tyonohjaus` loads the Celery app, and Celery looks for Django by itself.
"""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
WITHOUT_DJANGO = """
import pkgutil
import sys


class Without:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"django", "psycopg", "sqlite3"}:
            raise ImportError(f"{name} was asked for")


sys.meta_path.insert(0, Without())
for name in sys.argv[1:]:
    __import__(name)
    inside = getattr(sys.modules[name], "__path__", [])
    for module in pkgutil.iter_modules(inside, f"{name}."):
        __import__(module.name)
loaded = {name.partition(".")[0] for name in sys.modules}
assert not loaded & {"django", "psycopg", "sqlite3"}, loaded
"""


def pure_modules() -> list[str]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    [found] = [contract["source_modules"] for contract in contracts if contract["id"] == "pure"]
    return found


def test_what_the_linter_calls_pure_runs_where_there_is_no_django() -> None:
    assert "bookings.slots" in pure_modules()
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_DJANGO, *pure_modules()],
        check=False,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
