"""What is done without a name stands apart until its day is over: no order tells its hour, nor who was there (C24)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction

from processes.models import Process
from tests.factories import NOW, helsinki
from tyonohjaus.events.models import Event, Unplaced, broken_seals
from tyonohjaus.events.record import record
from tyonohjaus.events.tasks import seal
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def a_day(aino_with_sami: Process, aino: User) -> Process:
    """Something by Aino, something without a name, something by Aino."""
    with transaction.atomic():
        record("before.it", subject=aino_with_sami, by=aino)
        for number in range(8):
            record("without.name", subject=aino_with_sami, by=aino, anonymous=True, number=number)
        record("after.it", subject=aino_with_sami, by=aino)
    return aino_with_sami


def numbers() -> list[int]:
    return [event.facts["number"] for event in Event.objects.filter(name="without.name").order_by("pk")]


def test_no_row_among_the_days_events_tells_where_it_stood_C24(a_day: Process, aino: User) -> None:
    seal()
    keys = list(Event.objects.filter(name__in=["before.it", "after.it"]).order_by("pk").values_list("pk", flat=True))
    assert keys[1] - keys[0] == 1
    assert not numbers()
    rows = Unplaced.objects.values()
    assert {(row["actor"], row["via"], row["at"]) for row in rows} == {(None, "", helsinki("2027-02-01 00:00"))}


def test_when_the_day_is_over_it_joins_the_others_in_no_order_and_is_sealed_C24_C34(a_day: Process) -> None:
    seal()
    with time_machine.travel(NOW + timedelta(days=1)):
        seal()
        seal()

    assert not Unplaced.objects.exists()
    assert sorted(numbers()) == list(range(8))
    assert {event.at for event in Event.objects.filter(name="without.name")} == {helsinki("2027-02-01 00:00")}
    assert not Event.objects.filter(sealing=None).exists()
    assert list(broken_seals()) == []


def test_the_order_is_another_than_that_of_the_day_C24(aino_with_sami: Process) -> None:
    with transaction.atomic():
        for number in range(60):
            record("without.name", subject=aino_with_sami, anonymous=True, number=number)
    with time_machine.travel(NOW + timedelta(days=1)):
        seal()
    assert numbers() != sorted(numbers())  # once in 60! days it would be


def test_the_database_refuses_to_change_it_meanwhile_C34(a_day: Process) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Unplaced.objects.update(name="never.happened")
