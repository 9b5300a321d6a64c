"""The beat comes four times at once, as after an outage: whoever is told is told once (D2)."""

import pytest
import time_machine

from bookings import diary, tasks
from processes.models import Process
from tests.bookings import mails
from tests.bookings.stories import book
from tests.bookings.test_races import all_at_once
from tests.factories import NOW, helsinki
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_deadlock")]


def test_beats_that_run_at_once_tell_each_person_of_each_thing_once_D2(
    asked: Process, aino_with_sami: Process, aino: User, sami: User, maija: User
) -> None:
    """Of tomorrow's session both, of Aino's request Maija and Sami, who both have not answered."""
    sami.supervisor.change(by=sami, confirms_requests=True)
    friday = helsinki("2027-02-05 10:00")
    diary.book(aino_with_sami, starts_at=friday, by=sami, now=NOW, outside_hours=True)
    book(asked, by=aino)
    mails.post()

    with time_machine.travel(helsinki("2027-02-04 09:00"), tick=False):
        assert all_at_once(*[tasks.remind] * 4) == {"done": 4}
        told = mails.post()

    assert mails.recipients(told) == sorted([aino.email, maija.email, sami.email, sami.email])
    assert len({one.subject for one in told if one.to == [sami.email]}) == 2
