"""A month goes out from all sides at once, and one of the workers is killed -9 wherever it stands (E6).

Twenty people press the button of the same page, four workers issue, print and mail: `make chaos` does it fifty times,
here three times.
"""

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from invoicing import printing
from invoicing.delivery import MAIL
from invoicing.models import Invoice, Line, Paper
from invoicing.monthly_run import draft_month, issue_ordered, month_of, order
from tests import factories, servers
from tests.bookings.test_races import all_at_once
from tests.factories import NOW
from tests.invoicing.month import JANUARY, held, order_ready
from tests.invoicing.test_kill import let_leases_lapse
from tests.mail_server import MailServer, mail_server
from tyonohjaus.events.models import Event
from tyonohjaus.outbox import tasks as outbox
from tyonohjaus.outbox.models import Message, State
from tyonohjaus.people.models import User

ROUNDS = int(os.environ.get("ROUNDS", "3"))
THREADS, WORKERS, PAYERS = 20, 4, 6

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def post(settings: Any) -> Iterator[MailServer]:
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


def test_numbers_bills_papers_and_mails_are_once_whoever_is_killed_E6(
    kuuloke: Any, sami: User, laura: User, post: MailServer
) -> None:
    chance = random.Random(seed := random.randrange(10**6))
    print(f"seed {seed}")
    payers(1, supervisor=sami)
    draft_month(JANUARY, now=NOW)
    order_ready(laura)
    go_out()  # what is read once in a process is read before the others are born of it
    for turn in range(ROUNDS):
        payers(PAYERS, supervisor=sami)
        draft_month(JANUARY, now=NOW)
        a_worker_dies_while_all_issue(laura, after=chance.uniform(0, 0.6))
        let_leases_lapse()
        order_ready(laura)  # what a busy database kept back
        go_out()

        expected = 1 + PAYERS * (turn + 1)
        assert numbers() == [f"2027{n:04}" for n in range(1, expected + 1)]
        assert Line.objects.billed().count() == Line.objects.values("booking").distinct().count() == expected
        assert Paper.objects.exclude(sha256="").count() == expected
        assert Event.objects.filter(name="invoice.printed").count() == expected
        assert_mailed_once(post, count=expected)


def payers(count: int, *, supervisor: User) -> None:
    """So many people who pay themselves, with a session each."""
    for number in range(count):
        person = factories.make_person(name=f"Maksaja {number}", street="Katu 1", postcode="33100", city="Tampere")
        held(factories.make_process(supervisor=supervisor, supervisees=[person]), take_time=False)


def go_out() -> None:
    """What a worker does: the timetable's run, what was ordered, papers, post."""
    draft_month(JANUARY, now=NOW)
    issue_ordered(now=NOW)
    printing.make_all()
    outbox.sweep()


def a_worker_dies_while_all_issue(laura: User, *, after: float) -> None:
    shown = month_of(JANUARY, now=NOW).shown
    assert len(shown) == PAYERS
    connections.close_all()  # none is to be shared with a child
    fork = multiprocessing.get_context("fork")
    workers = [fork.Process(target=go_out) for _worker in range(WORKERS)]
    for worker in workers:
        worker.start()
    ill_fated = workers[0].pid
    assert ill_fated
    kill = lambda: (time.sleep(after), os.kill(ill_fated, signal.SIGKILL))  # noqa: E731
    press = lambda: (order(shown, by=laura, now=NOW), issue_ordered(now=NOW))  # noqa: E731
    outcomes = all_at_once(kill, *[press] * THREADS)
    for worker in workers:
        worker.join(servers.PATIENCE)
    assert outcomes == {"done": THREADS + 1}
    assert [worker.exitcode for worker in workers[1:]] == [0] * (WORKERS - 1)


def numbers() -> list[str]:
    return sorted(number for number in Invoice.objects.values_list("number", flat=True) if number)


def assert_mailed_once(post: MailServer, *, count: int) -> None:
    messages = Message.objects.filter(template=MAIL)
    assert messages.count() == count
    assert set(messages.values_list("state", flat=True)) <= {State.SENT, State.UNCERTAIN}
    delivered = Counter(post.ids())
    assert max(delivered.values()) == 1
    sent = {message.message_id for message in messages.filter(state=State.SENT)}
    uncertain = {message.message_id for message in messages.filter(state=State.UNCERTAIN)}
    assert sent <= set(delivered) <= sent | uncertain
