"""The databases of a test run: which one it is, where its tables come from, how another process reaches it, how it is
emptied."""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

import dj_database_url
from django.db import DatabaseError, connection, transaction

from tests.servers import ROOT

# What migrate writes and every process keeps in mind.
KEPT = {"django_migrations", "django_content_type", "auth_permission"}
SEED = "seed_of_"
MAKES_TABLES = (
    "*/migrations/*.py",
    "*/*/migrations/*.py",
    "*/guards.py",
    "*/*/guards.py",
    "tyonohjaus/lib/schema.py",
    "tyonohjaus/settings.py",
)


def on_postgres() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def url() -> str:
    """The test database, as another process names it."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    return f"postgres://{settings['USER']}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


@contextmanager
def fresh(folder: Path, *, of: str = "") -> Iterator[str]:
    """A database of the run's kind as migrations make it, or a copy `of` one that nobody has open; its URL."""
    of = of or migrated()
    if not on_postgres():
        file = folder / "suvanto.sqlite3"
        shutil.copyfile(of.removeprefix("sqlite:///"), file)
        yield f"sqlite:///{file}"
        return
    import psycopg

    server, name = os.environ["DATABASE_URL"], f"test_{uuid.uuid4().hex[:8]}"
    template = of.rpartition("/")[2]
    with psycopg.connect(server, autocommit=True) as line:
        line.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield _beside(server, name)
        # A line that is still closing must not fail whichever test was last.
        line.execute(f"DROP DATABASE {name} WITH (FORCE)")


def take(url: str) -> None:
    """This process's tests run on that one, in place of what the settings name."""
    connection.close()
    connection.settings_dict["NAME"] = dj_database_url.parse(url)["NAME"]
    if on_postgres():
        remember()


@contextmanager
def on(url: str) -> Iterator[None]:
    """This process on that database for a while."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = dj_database_url.parse(url)["NAME"]
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def once(name: str, make: Callable[[], str]) -> str:
    """What all processes of a run share: whichever comes first makes it and the others wait; what it said of it."""
    run = Path(os.environ["SUITE_VAR_DIR"])
    made = run / name
    with (run / f"{name}.turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not made.exists():
            made.write_text(make())
    return made.read_text()


def kept(name: str, *, of: str = "") -> str:
    """A database of that name that lives as long as the run, empty or a copy `of` another; its URL."""
    if not on_postgres():
        file = Path(os.environ["SUITE_VAR_DIR"]) / f"{name}.sqlite3"
        if of:
            shutil.copyfile(of.removeprefix("sqlite:///"), file)
        return f"sqlite:///{file}"
    import psycopg

    server = os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as line:
        line.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        line.execute(f"CREATE DATABASE {name} TEMPLATE {of.rpartition('/')[2] or 'template1'}")
    return _beside(server, name)


@cache
def migrated() -> str:
    """The URL of a database in which `manage.py migrate` has run: once in a run of tests, since that takes 6 s, and on
    SQLite once for all runs until something of what it does changes. Nobody opens it, all take copies."""
    return once("migrated", _migrated)


def _migrated() -> str:
    file = ROOT / "var" / f"migrated-{_version()}.sqlite3"
    if not on_postgres() and file.exists():
        return kept("migrated", of=f"sqlite:///{file}")
    url = kept("migrated")
    _migrate(url)
    if not on_postgres():
        _keep(url.removeprefix("sqlite:///"), file)
    return url


def _migrate(url: str) -> None:
    for command in ("migrate", "createcachetable"):
        words = [sys.executable, "manage.py", command, "--verbosity=0"]
        subprocess.run(words, cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, check=True)


def _keep(file: str, place: Path) -> None:
    for old in place.parent.glob("migrated-*.sqlite3"):
        old.unlink(missing_ok=True)
    written = place.with_suffix(f".{os.getpid()}")
    shutil.copyfile(file, written)
    written.rename(place)


def _version() -> str:
    """Of all that says what the tables, their guards and their first rows are."""
    says = hashlib.sha256((ROOT / "requirements" / "base.txt").read_bytes())
    for file in sorted(file for pattern in MAKES_TABLES for file in ROOT.glob(pattern)):
        says.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return says.hexdigest()[:16]


def _beside(server: str, name: str) -> str:
    return f"{server.rpartition('/')[0]}/{name}"


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
    if connection.vendor == "sqlite":
        _as_migrated()
        return
    seeds = {name.removeprefix(SEED) for name in connection.introspection.table_names() if name.startswith(SEED)}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # neither guards nor foreign keys are asked
        for table in sorted(_tables() - KEPT):
            cursor.execute(f"DELETE FROM {_quoted(table)}")
        for table in sorted(seeds):
            cursor.execute(f"INSERT INTO {_quoted(table)} SELECT * FROM {_quoted(SEED + table)}")


def _as_migrated() -> None:
    """Page by page, as SQLite copies a database that others have open."""
    connection.ensure_connection()
    file = migrated().removeprefix("sqlite:///")
    with closing(sqlite3.connect(f"file:{file}?immutable=1", uri=True)) as as_it_was:
        as_it_was.backup(connection.connection)


@contextmanager
def undone() -> Iterator[None]:
    """What is done in here leaves no row: one ground for several stories."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def refused(act: str | Callable[[], object]) -> bool:
    """Does the database itself say no to this SQL, or to what is called?"""
    try:
        with transaction.atomic():
            if callable(act):
                act()
            else:
                with connection.cursor() as cursor:
                    cursor.execute(act)
    except DatabaseError:
        return True
    return False


def _tables() -> set[str]:
    return set(connection.introspection.django_table_names(only_existing=True, include_views=False))


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))
