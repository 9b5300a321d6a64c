"""Servers, browser and the choice of tests by database. The cast stands in tests/cast.py, the factories beside it.

A run has one database, named by DATABASE_URL as everywhere: SQLite by default. `make test` runs the suite on SQLite
and then, on a PostgreSQL of its own, all that touches the database.
"""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from scripts import machine
from tests import servers
from tests.mail_server import MailServer, mail_server
from tests.missing import missing

pytest_plugins = ["tests.not_run", "tests.cast", "tests.guarded"]

hypothesis.settings.register_profile("suite", deadline=None, database=None)
hypothesis.settings.load_profile("suite")

# Playwright keeps an event loop running in the thread of the test, where Django would refuse the ORM.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

DATABASE_FIXTURES = {"db", "transactional_db", "live", "worker", "practice"}


def on_postgres() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def touches_database(item: pytest.Item) -> bool:
    return bool(
        item.get_closest_marker("django_db") or DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
    )


def belongs_here(item: pytest.Item) -> bool:
    """Is this a test for the database of this run?"""
    if not on_postgres():
        return not item.get_closest_marker("postgres")
    if item.get_closest_marker("browser"):
        return bool(item.get_closest_marker("both"))
    return touches_database(item) or bool(item.get_closest_marker("postgres"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    elsewhere = [item for item in items if not belongs_here(item)]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if belongs_here(item)]


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup() -> Iterator[None]:
    """A server whose program is not on this machine: the test is listed as not run."""
    try:
        return (yield)
    except servers.NotHere as lack:
        missing(str(lack))


# Servers


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A real Redis, of this run alone."""
    with servers.redis_server() as url:
        yield url


@pytest.fixture
def post() -> Iterator[MailServer]:
    """A real SMTP server that keeps what it accepted."""
    with mail_server() as server:
        yield server


@dataclass(frozen=True)
class Portal:
    """A portal that other processes serve. `env` is what they run with; more servers may be started with it."""

    url: str
    env: dict[str, str]
    post: MailServer
    web: servers.Server

    def at(self, path: str) -> str:
        return f"{self.url}{path}"


def portal_environment(database_url: str, *, var: Path, post: MailServer, **more: str) -> dict[str, str]:
    """What the servers of a test run with: this run's database, a free port, the test's own post."""
    port = str(servers.free_port())
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
    return {
        **inherited,
        "DATABASE_URL": database_url,
        "VAR_DIR": str(var),
        "PORT": port,
        "SITE_URL": f"http://localhost:{port}",
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(post.port),
        **more,
    }


def database_url() -> str:
    """The test database as another process reaches it."""
    from django.db import connection

    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    return f"postgres://{settings['USER']}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


def broker(request: pytest.FixtureRequest) -> dict[str, str]:
    """As it is run: beside PostgreSQL a Redis, beside SQLite the files."""
    return {"REDIS_URL": request.getfixturevalue("redis_url")} if on_postgres() else {}


def wishes(request: pytest.FixtureRequest) -> tuple[int, dict[str, str]]:
    """What `@pytest.mark.portal(workers=4, DEMO_NOW="2027-02-01T08:00")` asks for: processes, environment."""
    marker = request.node.get_closest_marker("portal")
    asked = dict(marker.kwargs) if marker else {}
    return asked.pop("workers", 2), asked


@pytest.fixture
def live(request: pytest.FixtureRequest, transactional_db: None, post: MailServer, settings: Any) -> Iterator[Portal]:
    """The portal under gunicorn on the test's own database: it serves what the test writes, and the other way round."""
    workers, environment = wishes(request)
    forget_rate_limits(request)
    more = {"DJANGO_SETTINGS_MODULE": "tests.settings", **broker(request), **environment}
    env = portal_environment(database_url(), var=settings.VAR_DIR, post=post, **more)
    with servers.gunicorn(env, workers=workers) as web:
        yield Portal(web.url, env, post, web)


def forget_rate_limits(request: pytest.FixtureRequest) -> None:
    """The cache outlives a test, and with it how often somebody has tried to sign in."""
    from django.core.cache import cache

    cache.clear()
    if on_postgres():
        import redis

        with redis.Redis.from_url(request.getfixturevalue("redis_url")) as shared:
            shared.flushall()


@pytest.fixture
def worker(live: Portal) -> Iterator[servers.Server]:
    """A real Celery worker with its beat, beside `live`."""
    with servers.celery_worker(live.env, beat=True) as server:
        yield server


@pytest.fixture
def practice(request: pytest.FixtureRequest, tmp_path: Path, post: MailServer) -> Iterator[Portal]:
    """What `make demo` shows, from nothing: a fresh database, the demo practice, its clock, web, worker and beat."""
    workers, environment = wishes(request)
    with fresh_database(tmp_path) as url:
        more = {"DJANGO_SETTINGS_MODULE": "tyonohjaus.settings", "DEMO": "1", **broker(request), **environment}
        env = portal_environment(url, var=tmp_path, post=post, **more)
        del env["EMAIL_BACKEND"]  # the demo keeps its mail on a page
        for command in ("migrate", "createcachetable", "demo_load"):
            manage = [sys.executable, "manage.py", command, "--verbosity=0"]
            subprocess.run(manage, cwd=servers.ROOT, env=env, check=True)
        with servers.gunicorn(env, workers=workers) as web, servers.celery_worker(env, beat=True):
            yield Portal(web.url, env, post, web)


@contextmanager
def fresh_database(folder: Path) -> Iterator[str]:
    """An empty database of the run's kind."""
    if not on_postgres():
        yield f"sqlite:///{folder / 'suvanto.sqlite3'}"
        return
    import psycopg

    server, name = os.environ["DATABASE_URL"], f"practice_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield f"{server.rpartition('/')[0]}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


# Browser


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium, silent towards the world."""
    path = machine.browser()
    if path is None:
        missing("chromium")
    arguments = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-domain-reliability",
        "--disable-features=OptimizationHints,MediaRouter,Translate",
        "--disable-sync",
        "--no-first-run",
        "--no-pings",
    ]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return {"executable_path": path, "args": arguments}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    """A Finnish visitor on a desktop."""
    return {"locale": "fi-FI", "timezone_id": "Europe/Helsinki", "viewport": {"width": 1280, "height": 900}}
