from typing import Any

import pytest

from processes.models import Process
from tests import factories
from tyonohjaus.people.models import Organisation, Practice, User


@pytest.fixture
def elina(merikanta: Organisation, pekka: User) -> User:
    """Works for another employer than Aino and Eero do, under Pekka."""
    user = factories.make_person(name="Elina Niemi", email="elina.niemi@merikanta.example")
    factories.make_employment(employee=user, organisation=merikanta, manager=pekka)
    return user


@pytest.fixture
def two_employers(
    kuuloke: Practice, aino: User, eero: User, elina: User, sami: User, lehtola: Any, pekka: User
) -> Process:
    """Aino and Eero of Lehtola, Elina of Merikanta, in one group that Lehtola pays."""
    group = factories.make_process(supervisor=sami, supervisees=[aino, eero, elina], organisation=lehtola)
    group.participants.filter(user=elina).update(manager=pekka)
    return group


@pytest.fixture
def self_paid(kuuloke: Practice, aino: User, kaisa: User) -> Process:
    return factories.make_process(supervisor=kaisa, supervisees=[aino])
