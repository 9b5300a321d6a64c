"""One portal and one post for the stories of a run, one worker for those of a file; to each its own rows, its own
Monday morning and an empty letter box. The worker ends with the file: on the same database, and in another year, it
would work for other tests."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext

from tests import database, servers
from tests.conftest import Portal, forget_yesterday, portal_environment
from tests.e2e.house import House
from tests.factories import NOW
from tests.mail_server import MailServer
from tyonohjaus.demo.clock import FIRST, LOOK_EVERY, DemoClock, at


@pytest.fixture(scope="session")
def nursery(django_db_setup: None, post_office: MailServer) -> Iterator[servers.Nursery]:
    """For web and worker on the database of this run, living by the demo's clock."""
    more = {"DJANGO_SETTINGS_MODULE": "tests.settings", "LOG_LEVEL": "INFO", "DEMO": "1", "DEMO_NOW": FIRST}
    with servers.nursery(portal_environment(database.url(), var=settings.VAR_DIR, post=post_office, **more)) as it:
        yield it


@pytest.fixture(scope="session")
def served(nursery: servers.Nursery) -> Iterator[servers.Server]:
    with servers.gunicorn(nursery.env, of=nursery) as web:
        yield web


@pytest.fixture(scope="module")
def worker(nursery: servers.Nursery, served: servers.Server) -> Iterator[servers.Server]:
    with servers.celery_worker(nursery.env, beat=True, of=nursery) as server:
        yield server
    _clock_file().unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def the_day(worker: servers.Server) -> Iterator[None]:
    """Monday 1.2.2027 from 8.00, here and in the portal, whatever the story before has come to."""
    _clock_file().unlink(missing_ok=True)
    _the_clock().look()
    # Every process looks at its clock once a second: a worker behind the web server would find its letter too early.
    servers.within(LOOK_EVERY, lambda: False)
    with at(NOW):
        yield


@pytest.fixture
def live(served: servers.Server, nursery: servers.Nursery, transactional_db: None, post: MailServer) -> Portal:
    forget_yesterday(settings.VAR_DIR)
    return Portal(served.url, dict(nursery.env), post, nursery)


@pytest.fixture
def town(live: Portal, worker: servers.Server, new_context: Callable[..., BrowserContext]) -> House:
    return House(live, worker, new_context)


def _clock_file() -> Path:
    return Path(settings.VAR_DIR) / "demo-clock"


def _the_clock() -> DemoClock:
    return DemoClock(_clock_file(), first=NOW)
