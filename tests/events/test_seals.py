"""Sealing: a later change of an event shows."""

import pytest
from django.db import IntegrityError, connection, transaction

from processes.models import Process
from tyonohjaus.events.models import Event, Seal, broken_seals, history, seal_new
from tyonohjaus.events.record import record
from tyonohjaus.lib import guards


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
    assert broken_seals() == []
    assert seal_new() is None
    assert [event.name for event in history(three_events)] == ["first.one", "second.one", "third.one"]


@pytest.mark.django_db
def test_a_changed_event_breaks_its_seal_C34(three_events: Process) -> None:
    seal = seal_new()
    guards.remove(connection)
    Event.objects.filter(name="second.one").update(name="never.happened")
    guards.install(connection)

    assert broken_seals() == [seal]


@pytest.mark.django_db
def test_a_removed_event_breaks_its_seal(three_events: Process) -> None:
    seal_new()
    with connection.cursor() as cursor:
        guards.remove(connection)
        cursor.execute("DELETE FROM events_sealedevent WHERE event_id = (SELECT MIN(event_id) FROM events_sealedevent)")
        guards.install(connection)

    assert len(broken_seals()) == 1


@pytest.mark.django_db
def test_an_event_that_commits_late_gets_a_later_seal(three_events: Process) -> None:
    first = seal_new()
    with transaction.atomic():
        record("late.one", subject=three_events)
    second = seal_new()

    assert second is not None and second.previous == first and second.count == 1
    assert broken_seals() == []


@pytest.mark.django_db
def test_two_first_seals_cannot_be() -> None:
    Seal.objects.create(count=0, hmac="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.create(count=0, hmac="")


@pytest.mark.django_db(transaction=True)
def test_an_event_needs_the_transaction_of_its_change(aino_with_sami: Process) -> None:
    with pytest.raises(RuntimeError):
        record("alone.one", subject=aino_with_sami)
