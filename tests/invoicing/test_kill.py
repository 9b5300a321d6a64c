"""Kill -9 of the worker while a month goes out: each PDF exists once, each mail went once or is known to be uncertain.

As in tests/e2e/test_kill.py the broker is not asked for help: what it loses, the sweep finds in the rows.
"""

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connections

from invoicing import printing
from invoicing import tasks as invoicing
from invoicing.delivery import MAIL
from invoicing.documents.pdf import render
from invoicing.models import Invoice, Paper
from invoicing.monthly_run import draft_month, month_that_ended
from tests import factories, servers
from tests.conftest import Portal
from tests.invoicing.month import press as press_the_button
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock, press
from tyonohjaus.outbox import tasks as outbox
from tyonohjaus.outbox.models import Message, State
from tyonohjaus.people.models import User

INVOICES = 8
KILLS = 2


@pytest.mark.slow
def test_a_worker_killed_at_any_point_prints_each_invoice_once_and_mails_it_once(
    closed: Portal, sami: User, laura: User
) -> None:
    issue_a_month(INVOICES, supervisor=sami, laura=laura)
    chance = random.Random(seed := random.randrange(10**6))
    print(f"seed {seed}")
    for _kill in range(KILLS):
        with servers.celery_worker(closed.env, of=closed.nursery) as worker:
            hurry()
            assert servers.within(servers.PATIENCE, partial(has_begun, before=made()))
            time.sleep(chance.uniform(0, 0.4))
            worker.kill()
        let_leases_lapse()
    with servers.celery_worker(closed.env, of=closed.nursery):
        hurry()
        assert servers.within(servers.PATIENCE, lambda: made() == INVOICES)
        outbox.sweep.delay()
        assert servers.within(servers.PATIENCE, lambda: not Message.objects.filter(state=State.WAITING).exists())

    assert Event.objects.filter(name="invoice.printed").count() == INVOICES
    assert all(bytes(paper.pdf).startswith(b"%PDF-") and paper.sha256 for paper in Paper.objects.all())
    messages = Message.objects.filter(template=MAIL)
    assert messages.count() == INVOICES
    assert set(messages.values_list("state", flat=True)) <= {State.SENT, State.UNCERTAIN}
    delivered = Counter(closed.post.ids())
    assert max(delivered.values()) == 1
    sent = {message.message_id for message in messages.filter(state=State.SENT)}
    uncertain = {message.message_id for message in messages.filter(state=State.UNCERTAIN)}
    assert sent <= set(delivered) <= sent | uncertain


# As it reads its fonts; as the sheet is set; as the whole is there and not kept yet.
@pytest.mark.parametrize("step", ["the_press", "_declare_access", "_identified"])
@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_killed_in_the_midst_of_a_sheet_it_leaves_that_sheet_to_the_next(step: str, sami: User, laura: User) -> None:
    """What had been rendered is gone with the process; what is kept is whole, and there is one."""
    issue_a_month(1, supervisor=sami, laura=laura)
    dies_at(press, step, during=printing.make_all)
    assert Paper.objects.exclude(locked_until=None).exists()
    assert not made()
    printing.make_all()
    assert not made()  # for all that anybody knows, the other one is still at it

    let_leases_lapse()
    printing.make_all()
    printing.make_all()

    paper = Paper.objects.get()
    assert bytes(paper.pdf) == render(paper.invoice.frozen())
    assert paper.attempts == 2
    assert Event.objects.filter(name="invoice.printed").count() == 1
    assert Message.objects.filter(template=MAIL).count() == 1


def dies_at(module: Any, step: str, *, during: Callable[[], object]) -> None:
    """A process does that, and is killed -9 as it comes to a step of its own: not a mock in place of our code, but its
    end, as by a power cut."""

    def work() -> None:
        setattr(module, step, lambda *_args, **_more: os.kill(os.getpid(), signal.SIGKILL))
        during()

    connections.close_all()  # none is to be shared with a child
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join(servers.PATIENCE)
    assert process.exitcode == -signal.SIGKILL


def issue_a_month(count: int, *, supervisor: User, laura: User) -> None:
    """So many people who pay themselves, with a session each in the month that ended."""
    now = clock.now()
    first = month_that_ended(now)
    factories.make_practice(billing_starts_on=first)
    for number in range(count):
        person = factories.make_person(name=f"Maksaja {number:02}", street="Katu 1", postcode="33100", city="Tampere")
        process = factories.make_process(supervisor=supervisor, supervisees=[person])
        begin, _end = clock.day_bounds(first + timedelta(days=number))
        start = begin + timedelta(hours=9)
        factories.make_booking(process=process, starts_at=start, status="held", take_time=False)
    draft_month(first, now=now)
    assert len(press_the_button(laura, first, now=now).done) == count == Invoice.objects.issued().count()


def hurry() -> None:
    invoicing.sweep.delay()
    outbox.sweep.delay()


def made() -> int:
    return Paper.objects.filter(made_at__isnull=False).count()


def has_begun(*, before: int) -> bool:
    return made() > before or before == INVOICES


def let_leases_lapse() -> None:
    """As two minutes would."""
    past = clock.machine_now() - timedelta(seconds=1)
    Paper.objects.filter(made_at=None).exclude(locked_until=None).update(locked_until=past)
    Message.objects.exclude(locked_until=None).update(locked_until=past)
