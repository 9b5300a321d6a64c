"""Servers, browser and the choice of tests by database. The cast stands in tests/cast.py, the factories beside it.

A run has one database, named by DATABASE_URL as everywhere: SQLite by default. `make test` has two runs: what hangs on
the database is asked on PostgreSQL, the rest on SQLite, and on both what each database does in its own way
(docs/decisions/0025).
"""

import gc
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import connection

from scripts import machine
from tests import database, servers
from tests.mail_server import MailServer, mail_server
from tests.missing import missing

pytest_plugins = ["tests.not_run", "tests.cast", "tests.rendered"]

# The same examples in each run, so that a run tells of what was changed; `make chaos` looks for new ones.
PROPERTIES: dict[str, Any] = {
    "deadline": None,
    "database": None,
    "suppress_health_check": [hypothesis.HealthCheck.too_slow],
}
hypothesis.settings.register_profile("suite", derandomize=True, max_examples=50, **PROPERTIES)
hypothesis.settings.register_profile("chaos", max_examples=2_000, **PROPERTIES)
hypothesis.settings.load_profile("suite")

# Playwright keeps an event loop running in the thread of the test, where Django would refuse the ORM.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

DATABASE_FIXTURES = {"db", "transactional_db", "closed", "live", "worker", "world"}


def touches_database(item: pytest.Item) -> bool:
    return bool(
        item.get_closest_marker("django_db") or DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
    )


def belongs_here(item: pytest.Item) -> bool:
    """Is this a test for the database of this run?"""
    if not database.on_postgres():
        return not item.get_closest_marker("postgres") and not (
            os.environ.get(servers.BESIDE_POSTGRES) and is_asked_on_postgres(item) and not hangs_on_sqlite_too(item)
        )
    return is_asked_on_postgres(item)


def hangs_on_sqlite_too(item: pytest.Item) -> bool:
    """Each database locks, commits, constrains and guards in a way of its own."""
    own_commits = "transactional_db" in getattr(item, "fixturenames", ())
    asked = item.get_closest_marker("django_db")
    return bool(item.get_closest_marker("both") or own_commits or (asked and asked.kwargs.get("transaction")))


def is_asked_on_postgres(item: pytest.Item) -> bool:
    if item.get_closest_marker("sqlite"):
        return False
    if item.get_closest_marker("browser"):
        return bool(item.get_closest_marker("both"))
    return touches_database(item) or bool(item.get_closest_marker("postgres"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    elsewhere = [item for item in items if not belongs_here(item)]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
    ours = [item for item in items if belongs_here(item)]
    items[:] = long_ones_first(ours, among=int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def pytest_collection_finish() -> None:
    """What stands now stays until the end: to look through it again and again for garbage took a tenth of all CPU."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def long_ones_first(items: list[pytest.Item], *, among: int) -> list[pytest.Item]:
    """Each process of a run gets one part of the list to begin with. What is marked slow is dealt out to the beginnings
    of all parts: else one process would still be at it minutes after the others. An `xdist_group` stays together."""
    if among == 1:
        return items
    dealt: list[list[pytest.Item]] = [[] for _part in range(among)]
    for _name, slow in groupby((item for item in items if item.get_closest_marker("slow")), key=_group):
        min(dealt, key=len).extend(slow)
    others = [item for item in items if not item.get_closest_marker("slow")]
    found: list[pytest.Item] = []
    for number, part in enumerate(dealt):
        size = (len(items) - len(found)) // (among - number)  # as xdist divides
        found += part + [others.pop(0) for _place in range(min(size - len(part), len(others)))]
    return found + others


def _group(item: pytest.Item) -> str:
    marker = item.get_closest_marker("xdist_group")
    return str(marker.args[0]) if marker else item.nodeid


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup() -> Iterator[None]:
    """A server whose program is not on this machine: the test is listed as not run."""
    try:
        return (yield)
    except servers.NotHere as lack:
        missing(str(lack))


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """In place of pytest-django's, which would run the migrations in each process of a run."""
    with database.fresh(tmp_path_factory.mktemp("database")) as url:
        with django_db_blocker.unblock():
            database.take(url)
        yield
        connection.close()


@pytest.fixture(autouse=True, scope="session")
def flush_passes_the_guards() -> Iterator[None]:
    """What the guards of the database refuse, emptying it after a test must be able to do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush.Command, "handle", lambda self, **options: database.empty())
        yield


# Servers


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A real Redis, of this process alone: on PostgreSQL the run's own, which is also broker and cache."""
    if url := os.environ.get("REDIS_URL"):
        yield url
        return
    with servers.redis_server() as url:
        yield url


@pytest.fixture(scope="session")
def post_office() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def post(post_office: MailServer) -> MailServer:
    """A real SMTP server that keeps what it accepted."""
    post_office.begin_anew()
    return post_office


@dataclass(frozen=True)
class Portal:
    """A portal that other processes serve. `env` is what they run with; more servers may be started with it."""

    url: str
    env: dict[str, str]
    post: MailServer
    nursery: servers.Nursery  # that its servers are born of

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


@pytest.fixture(scope="session")
def nursery(django_db_setup: None, post_office: MailServer) -> Iterator[servers.Nursery]:
    """What servers beside this process's own database are born of."""
    own = {"DJANGO_SETTINGS_MODULE": "tests.settings", "LOG_LEVEL": "INFO"}
    with servers.nursery(portal_environment(database.url(), var=settings.VAR_DIR, post=post_office, **own)) as it:
        yield it


@pytest.fixture
def closed(transactional_db: None, post: MailServer, nursery: servers.Nursery) -> Portal:
    """The portal on the test's own database before it serves anybody: the test starts what it is about."""
    forget_yesterday(settings.VAR_DIR)
    return Portal(nursery.env["SITE_URL"], dict(nursery.env), post, nursery)


@pytest.fixture(scope="session")
def served(nursery: servers.Nursery) -> Iterator[servers.Server]:
    """The portal under gunicorn, as long as the run: a new one for each test took longer to put its templates and
    statements together for its first visitors than for all that was asked of it."""
    with servers.gunicorn(nursery.env, of=nursery) as web:
        yield web


@pytest.fixture
def live(closed: Portal, served: servers.Server) -> Portal:
    """It serves what the test writes, and the other way round."""
    return closed


def forget_yesterday(var: Path) -> None:
    """What outlives a test beside its rows: how often somebody tried to sign in, and tasks that nobody took."""
    from django.core.cache import cache

    cache.clear()
    for task in (var / "broker" / "queue").glob("*"):
        task.unlink(missing_ok=True)


@pytest.fixture
def worker(live: Portal) -> Iterator[servers.Server]:
    """A real Celery worker with its beat, beside `live`."""
    with servers.celery_worker(live.env, beat=True, of=live.nursery) as server:
        yield server


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
        "--disable-gpu",  # which it would imitate: a fifth of its processor time
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
