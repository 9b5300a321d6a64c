"""The databases of a test run: which one it is, how another process reaches it, how it is emptied."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

from tyonohjaus.lib import guards

# What migrate writes and every process keeps in mind.
KEPT = {"django_migrations", "django_content_type", "auth_permission"}


def on_postgres() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def url() -> str:
    """The test database, as another process names it."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    return f"postgres://{settings['USER']}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


def empty() -> None:
    """Remove every row, also those that the guards would keep, in place of Django's flush.

    Flush would fail at the guards, take ten times as long, and give content types new numbers, which a portal that
    still runs would not know.
    """
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with transaction.atomic(), connection.cursor() as cursor:
        guards.remove(connection)
        for table in sorted(set(tables) - KEPT):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
        connection.check_constraints()  # settles what PostgreSQL had deferred, else it refuses the triggers
        guards.install(connection)


@contextmanager
def fresh(folder: Path) -> Iterator[str]:
    """An empty database of the run's kind, beside the test's own; its URL."""
    if not on_postgres():
        yield f"sqlite:///{folder / 'suvanto.sqlite3'}"
        return
    import psycopg

    server, name = os.environ["DATABASE_URL"], f"practice_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as line:
        line.execute(f"CREATE DATABASE {name}")
        yield f"{server.rpartition('/')[0]}/{name}"
        line.execute(f"DROP DATABASE {name} WITH (FORCE)")
