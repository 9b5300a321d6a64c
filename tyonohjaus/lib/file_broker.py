"""Celery's broker of files, made safe against its own readers.

Kombu's opens a message under its final name before it writes it. A worker that looks at that moment reads nothing,
and ends with an "unrecoverable error". The table of an exchange has the same gap when several processes start at once.
Here a message appears whole or not at all, and the tables are read and written by one process at a time.
"""

import fcntl
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]  # its parents disagree
        """Named as kombu's reader expects it: in order of time, the queue after the first point."""
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        whole = Path(self.data_folder_out) / name
        half = whole.with_suffix(".half")  # which no reader asks for
        half.write_bytes(dumps(payload).encode())
        half.rename(whole)

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        """The oldest message. One that a power cut left in pieces is passed over: the rows are the truth."""
        while True:
            try:
                return super()._get(queue)
            except ValueError:
                continue  # it has been taken out of the folder already

    def get_table(self, exchange: str) -> Any:
        with self._alone():
            return super().get_table(exchange)

    def _queue_bind(self, *words: Any) -> None:
        with self._alone():
            super()._queue_bind(*words)

    def _delete(self, *words: Any, **more: Any) -> None:
        with self._alone():
            super()._delete(*words, **more)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time; a process that dies lets go."""
        self.control_folder.mkdir(parents=True, exist_ok=True)
        line = os.open(self.control_folder / "lock", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(line, fcntl.LOCK_EX)
            yield
        finally:
            os.close(line)


class Transport(filesystem.Transport):
    Channel = Channel
