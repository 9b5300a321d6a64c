"""Somebody leaves or joins by a day that was written down long before: everybody is asked anew (C26)."""

from datetime import date

import pytest
import time_machine

from processes.models import People, Process
from tests.factories import helsinki
from tests.voice.test_message import fresh, yes
from tyonohjaus.people.models import User
from voice.models import ManagementMessage, Status
from voice.tasks import ask_anew


@pytest.fixture
def elina_leaves(group: Process, aino: User, eero: User, sami: User, kaisa: User, laura: User) -> Process:
    """From the 10th on."""
    people = People(supervisor=sami, co_supervisor=kaisa, supervisees=(aino, eero))
    return group.change(people=people, people_from=date(2027, 2, 10), by=laura)


@pytest.fixture
def asked(elina_leaves: Process, proposed: ManagementMessage, aino: User, eero: User) -> ManagementMessage:
    """Proposed when it was known already, and accepted by those who stay."""
    return yes(proposed, aino, eero)


def test_one_who_leaves_on_their_day_does_not_show_by_it(asked: ManagementMessage, aino: User, eero: User) -> None:
    for day, status in (("2027-02-09", Status.PROPOSED), ("2027-02-10", Status.DRAFT)):
        with time_machine.travel(helsinki(f"{day} 00:10")):
            ask_anew()
            assert fresh(asked).status == status
    with time_machine.travel(helsinki("2027-02-10 09:00")):
        again = fresh(asked).propose(by=aino, seen=fresh(asked).revision)
        ask_anew()
        assert fresh(again).status == Status.PROPOSED, "asked anew once"
        assert yes(again, aino, eero).status == Status.SENT


def test_nothing_is_asked_anew_where_nobody_comes_or_goes(proposed: ManagementMessage) -> None:
    with time_machine.travel(helsinki("2027-02-10 00:10")):
        ask_anew()
    assert fresh(proposed).status == Status.PROPOSED
