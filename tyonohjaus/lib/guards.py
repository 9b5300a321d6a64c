"""What the database itself refuses, whatever the code above it does.

A `Guard` is one trigger with its text for both databases. Apps name theirs in `guards.py` by `register(…)`; they are
put in place after every migrate, idempotently. On SQLite they step aside before it: Django rebuilds tables there, a
rebuilt table has lost its triggers, and one that another table's trigger asks cannot be rebuilt at all. A system check
(tag `database`) tells when one is missing.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core import checks
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class Guard:
    """`name` is the trigger's name; `when` e.g. "BEFORE UPDATE"; `sqlite` and `postgresql` the SQL condition over OLD
    and NEW under which that database refuses: always, where none is given.

    Both raise an IntegrityError with `name` in its text.
    """

    name: str
    table: str
    when: str
    sqlite: str = "1"
    postgresql: str = "true"

    def create(self, vendor: str) -> list[str]:
        """The statements that put it in place, whether it was there or not; none where it has no meaning."""
        return self._for_sqlite() if vendor == "sqlite" else self._for_postgresql()

    def _for_sqlite(self) -> list[str]:
        if "TRUNCATE" in self.when:
            return []
        trigger = (
            f"CREATE TRIGGER {self.name} {self.when} ON {self.table} FOR EACH ROW WHEN {self.sqlite} "
            f"BEGIN SELECT RAISE(ABORT, '{self.name}'); END"
        )
        return [f"DROP TRIGGER IF EXISTS {self.name}", trigger]

    def _for_postgresql(self) -> list[str]:
        each = "STATEMENT" if "TRUNCATE" in self.when else "ROW"
        outcome = "OLD" if "DELETE" in self.when else "NULL" if each == "STATEMENT" else "NEW"
        function = (
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {self.postgresql} THEN RAISE EXCEPTION '{self.name}' USING ERRCODE = 'check_violation'; END IF; "
            f"RETURN {outcome}; END $$"
        )
        trigger = (
            f"CREATE TRIGGER {self.name} {self.when} ON {self.table} FOR EACH {each} EXECUTE FUNCTION {self.name}()"
        )
        return [function, *self.drop("postgresql"), trigger]

    def drop(self, vendor: str) -> list[str]:
        if vendor == "sqlite":
            return [f"DROP TRIGGER IF EXISTS {self.name}"]
        return [f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}"]


_guards: dict[str, Guard] = {}


def register(*guards: Guard) -> None:
    _guards.update({guard.name: guard for guard in guards})


def append_only(table: str) -> Iterable[Guard]:
    """Rows of this table are never changed or removed."""
    short = table.replace(".", "_")
    yield Guard(f"guard_{short}_update", table, "BEFORE UPDATE")
    yield Guard(f"guard_{short}_delete", table, "BEFORE DELETE")
    yield Guard(f"guard_{short}_truncate", table, "BEFORE TRUNCATE")


def install(connection: BaseDatabaseWrapper) -> None:
    _run(connection, lambda guard: guard.create(connection.vendor))


def remove(connection: BaseDatabaseWrapper) -> None:
    """For a test's flush; put them back with `install` at once."""
    _run(connection, lambda guard: guard.drop(connection.vendor))


def step_aside_before_migrate(*, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    connection = connections[using]
    if connection.vendor == "sqlite":
        remove(connection)


def install_after_migrate(*, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    install(connections[using])


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """For a data migration that changes what they keep. On SQLite they have stepped aside already."""
    if connection.vendor == "sqlite":
        yield
        return
    remove(connection)
    yield
    install(connection)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of guards whose table is there and whose trigger is not."""
    tables = set(connection.introspection.table_names())
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {row[0] for row in cursor.fetchall()}
    return sorted(
        guard.name
        for guard in _guards.values()
        if guard.table in tables and guard.create(connection.vendor) and guard.name not in there
    )


def check_installed(*, databases: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """No error, which would keep `migrate` from bringing a new version's guards in."""
    return [
        checks.Warning(f"The database does not refuse it: {name} is missing.", hint="Run migrate.", id="guards.W001")
        for alias in databases or []
        for name in missing(connections[alias])
    ]


def _run(connection: BaseDatabaseWrapper, statements: Any) -> None:
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in _guards.values():
            if guard.table in tables:
                for statement in statements(guard):
                    cursor.execute(statement)
