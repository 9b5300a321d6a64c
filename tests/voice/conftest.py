from typing import Any

import pytest

from processes.models import Process
from tests import factories
from tyonohjaus.people.models import Organisation, User
from voice.models import ManagementMessage, Proposal, Words

TEXT = Words(text="Kirjaamiseen tarvitaan rauhallinen tila.", actions=[Proposal(what="Tila varataan", owner="Maija")])


@pytest.fixture
def elina(merikanta: Organisation, pekka: User) -> User:
    person = factories.make_person(name="Elina Niemi", email="elina.niemi@merikanta.example")
    factories.make_employment(employee=person, organisation=merikanta, manager=pekka)
    return person


@pytest.fixture
def group(
    kuuloke: Any, lehtola: Organisation, aino: User, eero: User, elina: User, pekka: User, sami: User, kaisa: User
) -> Process:
    process = factories.make_process(
        supervisor=sami, co_supervisor=kaisa, supervisees=[aino, eero, elina], organisation=lehtola
    )
    process.participants.filter(user=elina).update(manager=pekka)
    return process


@pytest.fixture
def proposed(group: Process, aino: User) -> ManagementMessage:
    return ManagementMessage.begin(group, words=TEXT, by=aino).propose(by=aino, seen=1)
