"""Sealing: a later change of an event shows."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from processes.models import Process
from tyonohjaus.events.models import Event, Seal, broken_seals, history, seal_new
from tyonohjaus.events.record import record
from tyonohjaus.lib import guards

pytestmark = pytest.mark.both


@pytest.fixture
def three_events(aino_with_sami: Process) -> Process:
    with transaction.atomic():
        for name in ("first.one", "second.one", "third.one"):
            record(name, subject=aino_with_sami)
    return aino_with_sami


@pytest.mark.django_db
def test_sealed_events_hold(three_events: Process) -> None:
    seal = seal_new()

    assert seal is not None and seal.count == 3
    assert list(broken_seals()) == []
    assert seal_new() is None
    assert [event.name for event in history(three_events)] == ["first.one", "second.one", "third.one"]


@pytest.mark.django_db
def test_a_changed_event_breaks_its_seal_C34(three_events: Process) -> None:
    seal = seal_new()
    guards.remove(connection)
    Event.objects.filter(name="second.one").update(name="never.happened")
    guards.install(connection)

    assert list(broken_seals()) == [seal]


@pytest.mark.django_db
def test_the_operator_asks_and_is_told_of_the_first_that_does_not_hold_C34(three_events: Process) -> None:
    out = StringIO()
    call_command("seals", stdout=out)
    assert out.getvalue() == "0 seals hold.\n"
    seal = seal_new()
    call_command("seals", stdout=out)
    assert out.getvalue().endswith("1 seals hold.\n")
    guards.remove(connection)
    Event.objects.filter(name="third.one").update(via="link")
    guards.install(connection)

    assert seal is not None
    with pytest.raises(CommandError, match=f"Seal {seal.pk} of 2027-02-01 06:0"):
        call_command("seals")


@pytest.mark.django_db
def test_a_removed_event_breaks_its_seal(three_events: Process) -> None:
    seal_new()
    with connection.cursor() as cursor:
        guards.remove(connection)
        cursor.execute("DELETE FROM events_sealedevent WHERE event_id = (SELECT MIN(event_id) FROM events_sealedevent)")
        guards.install(connection)

    assert len(list(broken_seals())) == 1


@pytest.mark.django_db
def test_an_event_that_commits_late_gets_a_later_seal(three_events: Process) -> None:
    first = seal_new()
    with transaction.atomic():
        record("late.one", subject=three_events)
    second = seal_new()

    assert second is not None and second.previous == first and second.count == 1
    assert list(broken_seals()) == []


@pytest.mark.django_db
def test_two_first_seals_cannot_be() -> None:
    Seal.objects.create(count=0, hmac="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.create(count=0, hmac="")


@pytest.mark.django_db(transaction=True)
def test_an_event_needs_the_transaction_of_its_change(aino_with_sami: Process) -> None:
    with pytest.raises(RuntimeError):
        record("alone.one", subject=aino_with_sami)
