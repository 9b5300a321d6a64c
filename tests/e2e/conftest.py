"""A house for stories: a fresh database with a small practice's own lists, under web, worker and beat, from nothing."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from tests import database, factories, servers
from tests.conftest import Portal, portal_environment
from tests.mail_server import MailServer
from tyonohjaus.people.models import User

from .house import ADDRESSES, House, Person, Sits

LISTS = Path(__file__).with_name("lists")
FIRST_MORNING = "2027-02-01T08:00"  # a Monday

# Two commands of manage.py in one process, which loads everything but once.
BEGIN = """
import sys, django
from django.core.management import call_command
django.setup()
call_command("add_office", sys.argv[1], name="Laura Salmi")
call_command("import_lists", sys.argv[2], verbosity=0)
"""


@pytest.fixture
def the_day() -> None:
    """Stories live in real time: the portal's clock is its own."""


@pytest.fixture
def lists() -> Path:
    """What the practice knows on its first morning."""
    return LISTS


@pytest.fixture
def house(tmp_path: Path, lists: Path, post: MailServer, new_context: Callable[..., BrowserContext]) -> Iterator[House]:
    """A practice that has just begun: its lists are in, nobody has been invited, its page is empty."""
    with database.fresh(tmp_path) as url:
        more = {"DJANGO_SETTINGS_MODULE": "tyonohjaus.settings", "DEMO": "1", "DEMO_NOW": FIRST_MORNING}
        env = portal_environment(url, var=tmp_path, post=post, **more)
        words = [sys.executable, "-c", BEGIN, ADDRESSES["Laura"], str(lists)]
        subprocess.run(words, cwd=servers.ROOT, env=env, check=True, capture_output=True)
        with (
            servers.nursery({**env, "LOG_LEVEL": "INFO"}) as nursery,
            servers.gunicorn(env, of=nursery) as web,
            servers.celery_worker(env, beat=True, of=nursery) as worker,
        ):
            yield House(Portal(web.url, env, post, nursery), worker, new_context)
            print(worker.said()[-6000:])  # shown when the story failed


@pytest.fixture
def sits_down(live: Portal, new_context: Callable[..., BrowserContext]) -> Sits:
    """Somebody at a browser of this kind, signed in so that content opens."""

    def sit(user: User, **kind: object) -> Person:
        context = new_context(base_url=live.url, **kind)
        session = factories.client_of(user).cookies["session"].value
        context.add_cookies([{"name": "session", "value": session, "url": live.url}])
        return Person(user.first_name, context.new_page())

    return sit


@pytest.fixture
def town(live: Portal, worker: servers.Server, new_context: Callable[..., BrowserContext]) -> House:
    """The test's own database under web, worker and beat, in real time: its mail is read here."""
    return House(live, worker, new_context)
