"""Kill -9 of the worker while a month goes out: each PDF exists once, each mail went once or is known to be uncertain.

As in tests/e2e/test_kill.py the broker is not asked for help: what it loses, the sweep finds in the rows.
"""

import random
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from functools import partial

import pytest

from invoicing import printing
from invoicing import tasks as invoicing
from invoicing.delivery import MAIL
from invoicing.documents.pdf import render
from invoicing.models import Invoice, Paper
from invoicing.monthly_run import draft_month, month_that_ended
from tests import factories, servers
from tests.conftest import Portal
from tests.invoicing.month import press
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.outbox import tasks as outbox
from tyonohjaus.outbox.models import Message, State
from tyonohjaus.people.models import User

INVOICES = 8
PRINT = "import django; django.setup(); from invoicing import printing; printing.make_all()"
KILLS = 2


@pytest.mark.slow
def test_a_worker_killed_at_any_point_prints_each_invoice_once_and_mails_it_once(
    live: Portal, sami: User, laura: User
) -> None:
    issue_a_month(INVOICES, supervisor=sami, laura=laura)
    chance = random.Random(seed := random.randrange(10**6))
    print(f"seed {seed}")
    for _kill in range(KILLS):
        with servers.celery_worker(live.env) as worker:
            hurry()
            assert servers.within(servers.PATIENCE, partial(has_begun, before=made()))
            time.sleep(chance.uniform(0, 0.4))
            worker.kill()
        let_leases_lapse()
    with servers.celery_worker(live.env):
        hurry()
        assert servers.within(servers.PATIENCE, lambda: made() == INVOICES)
        outbox.sweep.delay()
        assert servers.within(servers.PATIENCE, lambda: not Message.objects.filter(state=State.WAITING).exists())

    assert Event.objects.filter(name="invoice.printed").count() == INVOICES
    assert all(bytes(paper.pdf).startswith(b"%PDF-") and paper.sha256 for paper in Paper.objects.all())
    messages = Message.objects.filter(template=MAIL)
    assert messages.count() == INVOICES
    assert set(messages.values_list("state", flat=True)) <= {State.SENT, State.UNCERTAIN}
    delivered = Counter(live.post.ids())
    assert max(delivered.values()) == 1
    sent = {message.message_id for message in messages.filter(state=State.SENT)}
    uncertain = {message.message_id for message in messages.filter(state=State.UNCERTAIN)}
    assert sent <= set(delivered) <= sent | uncertain


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.parametrize("delay", [0.0, 0.8, 1.1])  # seconds: while it reads its fonts, while it sets the lines
def test_killed_in_the_midst_of_a_sheet_it_leaves_that_sheet_to_the_next(
    live: Portal, sami: User, laura: User, delay: float
) -> None:
    """What had been rendered is gone with the process; what is kept is whole, and there is one."""
    issue_a_month(1, sessions=200, supervisor=sami, laura=laura)
    printer = subprocess.Popen([sys.executable, "-c", PRINT], cwd=servers.ROOT, env=live.env)
    assert servers.within(servers.PATIENCE, lambda: Paper.objects.exclude(locked_until=None).exists())
    time.sleep(delay)
    printer.kill()
    printer.wait()
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


def issue_a_month(count: int, *, supervisor: User, laura: User, sessions: int = 1) -> None:
    """So many people who pay themselves, with so many sessions each in the month that ended."""
    now = clock.now()
    first = month_that_ended(now)
    factories.make_practice(billing_starts_on=first)
    for number in range(count):
        person = factories.make_person(name=f"Maksaja {number:02}", street="Katu 1", postcode="33100", city="Tampere")
        process = factories.make_process(supervisor=supervisor, supervisees=[person])
        begin, _end = clock.day_bounds(first + timedelta(days=number))
        for turn in range(sessions):
            start = begin + timedelta(hours=9 + turn)
            factories.make_booking(process=process, starts_at=start, status="held", take_time=False)
    draft_month(first, now=now)
    assert len(press(laura, first, now=now).done) == count == Invoice.objects.issued().count()


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
