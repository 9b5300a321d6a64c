"""Django's SQLite, with a fair wait for the one who writes (docs/decisions/0004)."""

import random
import time
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

PAUSE = 0.01  # seconds at most between two tries


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite lets one write at a time, and who waits tries again by a fixed staircase, in the end every 100 ms. Those
    who began to wait together so try together: one gets in, the others wait another 100 ms, and of twenty the last
    waited 1.6 s for 0.2 s of work. Here each tries soon again, at a moment of its own."""

    def _start_transaction_under_autocommit(self) -> None:
        patience: float = self.settings_dict["OPTIONS"]["timeout"]
        deadline = time.monotonic() + patience
        connection: Any = self.connection
        connection.execute("PRAGMA busy_timeout = 0")
        try:
            while not self._begun(last_try=time.monotonic() > deadline):
                time.sleep(random.uniform(0, PAUSE))  # noqa: S311 (no secret)
        finally:
            connection.execute(f"PRAGMA busy_timeout = {patience * 1000:.0f}")

    def _begun(self, *, last_try: bool) -> bool:
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except OperationalError as refusal:
            if last_try or not getattr(refusal.__cause__, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                raise
            return False
        return True
