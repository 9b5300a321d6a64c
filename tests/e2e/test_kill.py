"""Kill -9 of the worker at any point: after a restart everything is sent, or known to be uncertain, and nothing twice.

The broker is not asked for help: what it loses, the sweep of the next minute finds in the rows. Here that minute is not
waited for: the sweep is asked for at once.
"""

import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time as wall
from datetime import timedelta
from email.message import EmailMessage
from functools import partial

import pytest

from bookings import diary
from tests import factories, servers
from tests.conftest import Portal
from tests.mail_server import MailServer
from tyonohjaus.lib import clock
from tyonohjaus.outbox import tasks as outbox
from tyonohjaus.outbox.models import Message, State
from tyonohjaus.people.models import User

SESSIONS = 18  # each tells two people
KILLS = 4
SLOW_POST = 0.04  # seconds between a mail's last line and the server's answer: where a kill leaves a doubt


@pytest.mark.slow
def test_a_worker_killed_at_any_point_loses_no_mail_and_repeats_none(
    closed: Portal, sami: User, kuuloke: object
) -> None:
    book(SESSIONS, supervisor=sami)
    chance = random.Random(seed := random.randrange(10**6))
    print(f"seed {seed}")
    for number in range(KILLS):
        with a_worker(closed) as worker, somebody_with(worker, closed.post, between_text_and_answer=number == 0):
            assert servers.within(
                servers.PATIENCE, partial(is_at_work, worker, closed.post, before=len(closed.post.accepted))
            )
            time.sleep(chance.uniform(0, 5 * SLOW_POST))
            worker.kill()
        let_leases_lapse()
    with a_worker(closed):
        assert servers.within(servers.PATIENCE, lambda: not Message.objects.filter(state=State.WAITING).exists())

    states = Counter(Message.objects.values_list("state", flat=True))
    delivered = Counter(closed.post.ids())
    assert set(states) == {State.SENT, State.UNCERTAIN}
    assert states.total() == 2 * SESSIONS
    assert max(delivered.values()) == 1
    sent = {message.message_id for message in Message.objects.filter(state=State.SENT)}
    uncertain = {message.message_id for message in Message.objects.filter(state=State.UNCERTAIN)}
    assert uncertain  # the kill between text and answer, at least
    assert sent <= set(delivered) <= sent | uncertain


def book(count: int, *, supervisor: User) -> None:
    """So many people each book a time of their own with this supervisor, from the week after next on."""
    monday = clock.today() + timedelta(days=14 - clock.today().weekday())
    for number in range(count):
        person = factories.make_person(name=f"Ohjattava {number}")
        process = factories.make_process(supervisor=supervisor, supervisees=[person])
        weeks, day = divmod(number, 5)
        starts_at = clock.at(monday + timedelta(weeks=weeks, days=day), wall(10))
        diary.book(process, starts_at=starts_at, by=supervisor, now=clock.now(), outside_hours=True)


@contextmanager
def a_worker(portal: Portal) -> Iterator[servers.Server]:
    with servers.celery_worker(portal.env, of=portal.nursery) as worker:
        outbox.sweep.delay()
        yield worker


@contextmanager
def somebody_with(worker: servers.Server, post: MailServer, *, between_text_and_answer: bool) -> Iterator[None]:
    """The post answers slowly, or, worst of all, the power fails when it has the mail and has not said so yet."""

    def slowly(_mail: EmailMessage) -> None:
        time.sleep(SLOW_POST)

    def never(_mail: EmailMessage) -> None:
        worker.kill()

    post.before_answer = never if between_text_and_answer else slowly
    yield
    post.before_answer = slowly


def is_at_work(worker: servers.Server, post: MailServer, *, before: int) -> bool:
    """Has it handed over a mail, or died over it?"""
    return len(post.accepted) > before or worker.process.poll() is not None


def let_leases_lapse() -> None:
    """As two minutes would: nobody may take a row before the lease of the worker that died with it has lapsed."""
    Message.objects.exclude(locked_until=None).update(locked_until=clock.machine_now() - timedelta(seconds=1))
