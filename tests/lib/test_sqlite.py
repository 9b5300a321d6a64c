"""Who writes waits for another who writes, and not for the staircase of SQLite's own patience."""

import threading

import pytest
from django.db import OperationalError, connection, connections, transaction

from tests.servers import PATIENCE

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def on_sqlite() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite alone waits so")


def test_who_waits_tries_again_and_again_until_the_other_is_done() -> None:
    """By the staircase one try would wait out all patience: the other is done only when many were made."""
    tries: list[str] = []
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            held.set()
            done.wait(PATIENCE)
        connections.close_all()

    def tried(sql: str) -> None:
        tries.append(sql)
        if sum(one.startswith("BEGIN") for one in tries) == 20:
            done.set()

    connection.ensure_connection()
    other = threading.Thread(target=hold)
    other.start()
    assert held.wait(PATIENCE)
    connection.connection.set_trace_callback(tried)
    try:
        with transaction.atomic():
            pass
    finally:
        connection.connection.set_trace_callback(None)
        done.set()
        other.join()


def test_patience_ends_and_is_whole_again_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.2)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            held.set()
            done.wait(PATIENCE)
        connections.close_all()

    other = threading.Thread(target=hold)
    other.start()
    assert held.wait(PATIENCE)
    try:
        with pytest.raises(OperationalError, match="locked"), transaction.atomic():
            pass
    finally:
        done.set()
        other.join()

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone() == (200,)
