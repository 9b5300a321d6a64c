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
SEED = "seed_of_"


def on_postgres() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def url() -> str:
    """The test database, as another process names it."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    return f"postgres://{settings['USER']}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


def drop_whatever_holds_it() -> None:
    """At the end of a run on PostgreSQL: a line that is still closing must not fail whichever test was last."""
    from django.db.backends.postgresql.creation import DatabaseCreation

    def drop(self: DatabaseCreation, test_database_name: str, verbosity: int) -> None:
        with self._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {_quoted(test_database_name)} WITH (FORCE)")

    DatabaseCreation._destroy_test_db = drop  # type: ignore[method-assign]


def remember() -> None:
    """Set aside what migrations wrote (VAT rates …), right after they ran; `empty` puts it back."""
    with connection.cursor() as cursor:
        for table in sorted(_tables() - KEPT):
            cursor.execute(f"SELECT 1 FROM {_quoted(table)} LIMIT 1")
            if cursor.fetchone():
                cursor.execute(f"CREATE TABLE {_quoted(SEED + table)} AS SELECT * FROM {_quoted(table)}")


def empty() -> None:
    """Remove every row that a test wrote, also those that the guards would keep, in place of Django's flush.

    Flush would fail at the guards, take several times as long, take away what migrations wrote, and give content types
    new numbers, which a portal that still runs would not know.
    """
    seeds = {name.removeprefix(SEED) for name in connection.introspection.table_names() if name.startswith(SEED)}
    with transaction.atomic(), connection.cursor() as cursor:
        guards.remove(connection)
        for table in sorted(_tables() - KEPT):
            cursor.execute(f"DELETE FROM {_quoted(table)}")
        for table in sorted(seeds):
            cursor.execute(f"INSERT INTO {_quoted(table)} SELECT * FROM {_quoted(SEED + table)}")
        connection.check_constraints()  # settles what PostgreSQL had deferred, else it refuses the triggers
        guards.install(connection)


def _tables() -> set[str]:
    return set(connection.introspection.django_table_names(only_existing=True, include_views=False))


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))


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
