"""An event names the process that it belongs to, however far its subject stands from it."""

import pytest
import time_machine
from django.db import transaction

from bookings.models import Approval
from processes.models import Process
from tests import factories
from tests.factories import helsinki
from tyonohjaus.events.record import record
from tyonohjaus.people.models import User

pytestmark = pytest.mark.both


@pytest.mark.django_db
def test_process_session_and_answer_belong_to_one_process(aino_with_sami: Process, maija: User) -> None:
    booking = factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-02-09 10:00"))
    answer = Approval(booking=booking, manager=maija)
    with transaction.atomic():
        events = [record("told.of", subject=subject) for subject in (aino_with_sami, booking, answer)]

    assert [event.scope_id for event in events] == [aino_with_sami.pk] * 3


@pytest.mark.django_db
def test_a_person_is_a_root_of_their_own(maija: User) -> None:
    with transaction.atomic():
        assert record("told.of", subject=maija).scope_id == maija.pk


@pytest.mark.django_db
@time_machine.travel(helsinki("2027-02-09 10:41"), tick=False)
def test_what_is_anonymous_has_no_actor_and_of_its_time_the_day_C24(aino_with_sami: Process, aino: User) -> None:
    with transaction.atomic():
        event = record("group.answered", subject=aino_with_sami, by=aino, via="link", anonymous=True)

    assert (event.actor, event.via) == (None, "")
    assert event.at == helsinki("2027-02-09 00:00")


@pytest.mark.django_db(transaction=True)
def test_an_event_without_its_change_is_refused(maija: User) -> None:
    with pytest.raises(RuntimeError, match="inside the verb's transaction"):
        record("told.of", subject=maija)
