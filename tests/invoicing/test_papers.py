"""The PDF of an issued invoice: made once, by whichever worker lives, and kept (E6)."""

import hashlib
from datetime import timedelta

import pytest

from invoicing import printing
from invoicing.documents.pdf import render
from invoicing.models import Paper
from invoicing.tasks import make_paper, sweep
from processes.models import Process
from tests.invoicing.month import (
    held,
    issue,
)
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.outbox.models import Message
from tyonohjaus.outbox.paper import MAX_ATTEMPTS
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_a_paper_is_made_once_and_kept(framed: Process, laura: User) -> None:
    held(framed)
    invoice = issue(laura)[0]

    for _again in range(3):
        make_paper(str(invoice.paper.pk))
        sweep()

    paper = Paper.objects.get()
    assert bytes(paper.pdf) == render(invoice.frozen())
    assert paper.sha256 == hashlib.sha256(bytes(paper.pdf)).hexdigest()
    assert (paper.attempts, paper.locked_until) == (1, None)
    assert Message.objects.count() == 1
    assert Event.objects.filter(name="invoice.printed").count() == 1


def test_a_worker_that_died_leaves_the_paper_to_the_next(framed: Process, laura: User) -> None:
    held(framed)
    paper = issue(laura)[0].paper
    Paper.objects.update(locked_until=clock.machine_now() + timedelta(minutes=1), attempts=1)
    printing.make(paper.pk)
    assert not Paper.objects.get().made_at  # somebody may still be at it

    Paper.objects.update(locked_until=clock.machine_now() - timedelta(seconds=1))
    printing.make_all()

    assert Paper.objects.get().made_at


def test_a_paper_that_cannot_be_made_is_tried_five_times_and_stops_no_other(
    framed: Process, laura: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    held(framed)
    paper = issue(laura)[0].paper
    with monkeypatch.context() as broken:
        broken.setattr("tyonohjaus.lib.press.the_press", lambda _style: 1 / 0)
        for _try in range(MAX_ATTEMPTS + 3):
            Paper.objects.update(locked_until=None)
            sweep()
    assert list(Paper.objects.stuck()) == [paper]
    assert Paper.objects.get().attempts == MAX_ATTEMPTS

    paper.try_again(by=laura)
    sweep()

    assert Paper.objects.get().made_at
