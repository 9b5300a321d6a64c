"""Who writes waits for another who writes, and not for the staircase of SQLite's own patience."""

import threading
import time

import pytest
from django.db import OperationalError, connection, connections, transaction

WRITERS = 20
WORK = 0.01  # seconds that each keeps the others out

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def on_sqlite() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite alone waits so")


def test_twenty_who_begin_together_are_done_soon_after_their_work() -> None:
    gate = threading.Barrier(WRITERS)
    waits = []

    def write() -> None:
        connection.ensure_connection()
        gate.wait()
        began = time.monotonic()
        with transaction.atomic():
            time.sleep(WORK)
        waits.append(time.monotonic() - began)
        connections.close_all()

    threads = [threading.Thread(target=write) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(waits) == WRITERS
    assert max(waits) < 5 * WRITERS * WORK  # by the staircase six times and more


def test_patience_ends_and_is_whole_again_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.2)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            held.set()
            done.wait(5)
        connections.close_all()

    other = threading.Thread(target=hold)
    other.start()
    held.wait(5)
    try:
        with pytest.raises(OperationalError, match="locked"), transaction.atomic():
            pass
    finally:
        done.set()
        other.join()

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone() == (200,)
