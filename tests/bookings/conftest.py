"""Processes whose sessions a manager is asked about, and sessions of yesterday."""

from datetime import timedelta

import pytest

from bookings.models import Booking, Log, write_log
from processes import parties
from processes.models import PersonalGoal, Process
from tests import factories
from tests.bookings.logs import YESTERDAY
from tests.factories import NOW
from tyonohjaus.people.models import Organisation, Practice, User

PLANTED = ("Kanervanmuistiinpano", "Kanervanteema", "Kanervantehtävä", "Kanervantavoite")


def plant(process: Process, sami: User) -> None:
    """An earlier session with a full log, and a goal of each member: none of it may ever leave."""
    earlier = factories.make_booking(process=process, starts_at=NOW - timedelta(days=28), status="held")
    note, theme, assignment, goal = PLANTED
    write_log(earlier, Log(themes=[theme], shared=True, assignment=assignment, note=note), by=sami)
    for person in parties.supervisees(process):
        PersonalGoal.write(process=process, owner=person.user, text=goal)


@pytest.fixture
def aino_asks(kuuloke: Practice, aino: User, sami: User, lehtola: Organisation) -> Process:
    process = factories.make_process(
        supervisor=sami,
        supervisees=[aino],
        organisation=lehtola,
        approval="each",
        agreed_count=10,
        attendance="names",
        cost_centre="4410",
    )
    plant(process, sami)
    return process


@pytest.fixture
def group_asks(
    kuuloke: Practice, aino: User, eero: User, sami: User, kaisa: User, pekka: User, lehtola: Organisation
) -> Process:
    """Aino answers to Maija, Eero to Pekka; Kaisa, who reads Swedish, is co-supervisor."""
    process = factories.make_process(
        supervisor=sami, supervisees=[aino, eero], organisation=lehtola, co_supervisor=kaisa, approval="each"
    )
    process.participants.filter(user=eero).update(manager=pekka)
    plant(process, sami)
    return process


@pytest.fixture
def asked(kuuloke: Practice, aino: User, sami: User, lehtola: Organisation) -> Process:
    """Aino's sessions are each approved; nothing but the approval step may name her (attendance "none")."""
    return factories.make_process(
        supervisor=sami, supervisees=[aino], organisation=lehtola, approval="each", agreed_count=10, cost_centre="4410"
    )


@pytest.fixture
def session(aino_with_sami: Process) -> Booking:
    return factories.make_booking(process=aino_with_sami, starts_at=YESTERDAY)


@pytest.fixture
def group_session(group_with_sami: Process) -> Booking:
    return factories.make_booking(process=group_with_sami, starts_at=YESTERDAY)
