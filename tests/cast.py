"""The cast, the same in all tests, in the demo and in pictures (DESIGN section 10).

Aino and Eero are supervised by Sami and work at Lehtola under Maija; Kaisa is co-supervisor; Laura keeps the office;
Pekka is a manager at Merikanta, another employer; Outi belongs to nothing here.
"""

from collections.abc import Iterator

import pytest
import time_machine

from processes.models import Process
from tests import factories
from tests.factories import NOW
from tyonohjaus.people.models import Organisation, Practice, User

REAL_TIME = {"closed", "live"}


@pytest.fixture(autouse=True)
def the_day(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test lives on Monday 1.2.2027 from 8.00 in Helsinki; those with servers of their own in real time."""
    if REAL_TIME & set(request.fixturenames):
        yield
        return
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def kuuloke(db: None) -> Practice:
    return factories.make_practice()


@pytest.fixture
def lehtola(db: None) -> Organisation:
    return factories.make_organisation(
        name="Lehtolan Kuntoutus Oy",
        business_id="9000011-8",
        street="Asemakatu 4",
        postcode="33100",
        city="Tampere",
        billing_email="laskut@lehtola.example",
        cost_centre="4410",
        buyer_reference="Toimintaterapia",
    )


@pytest.fixture
def merikanta(db: None) -> Organisation:
    return factories.make_organisation(name="Merikannan hyvinvointialue", business_id="9000012-6", group="public")


@pytest.fixture
def maija(lehtola: Organisation) -> User:
    user = factories.make_person(name="Maija Korhonen", email="maija.korhonen@lehtola.example")
    factories.make_manager(user=user, organisation=lehtola)
    return user


@pytest.fixture
def pekka(merikanta: Organisation) -> User:
    user = factories.make_person(name="Pekka Aaltonen", email="pekka.aaltonen@merikanta.example")
    factories.make_manager(user=user, organisation=merikanta)
    return user


@pytest.fixture
def aino(lehtola: Organisation, maija: User) -> User:
    user = factories.make_person(name="Aino Mäkelä", email="aino.makela@lehtola.example")
    factories.make_employment(employee=user, organisation=lehtola, manager=maija)
    return user


@pytest.fixture
def eero(lehtola: Organisation, maija: User) -> User:
    user = factories.make_person(name="Eero Virtanen", email="eero.virtanen@lehtola.example")
    factories.make_employment(employee=user, organisation=lehtola, manager=maija)
    return user


@pytest.fixture
def sami(db: None) -> User:
    user = factories.make_person(name="Sami Rautio", email="sami@rautio.example")
    factories.make_supervisor(user=user)
    factories.make_hours(supervisor=user)
    return user


@pytest.fixture
def kaisa(db: None) -> User:
    user = factories.make_person(name="Kaisa Lindqvist", email="kaisa@lindqvist.example", language="sv")
    factories.make_supervisor(user=user)
    factories.make_hours(supervisor=user)
    return user


@pytest.fixture
def laura(db: None) -> User:
    user = factories.make_person(name="Laura Salmi", email="laura@kuuloke.example")
    factories.make_office(user=user)
    return user


@pytest.fixture
def outi(db: None) -> User:
    return factories.make_person(name="Outi Savolainen", email="outi@kotiposti.example")


@pytest.fixture
def aino_with_sami(kuuloke: Practice, aino: User, sami: User, lehtola: Organisation) -> Process:
    """Aino's own process: 90 minutes every four weeks, ten times, Lehtola pays, nobody need approve, names shown."""
    return factories.make_process(
        supervisor=sami, supervisees=[aino], organisation=lehtola, agreed_count=10, attendance="names"
    )


@pytest.fixture
def group_with_sami(kuuloke: Practice, aino: User, eero: User, sami: User, lehtola: Organisation) -> Process:
    """Aino and Eero in a group."""
    return factories.make_process(supervisor=sami, supervisees=[aino, eero], organisation=lehtola)
