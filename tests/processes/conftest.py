"""A group whose cost two employers share."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from processes.models import Process
from tests.factories import make_employment, make_person, make_process
from tests.processes.shares import agree
from tyonohjaus.people.models import Organisation, User


@pytest.fixture
def elina(merikanta: Organisation, pekka: User) -> User:
    user = make_person(name="Elina Niemi")
    make_employment(employee=user, organisation=merikanta, manager=pekka)
    return user


@pytest.fixture
def shared(
    kuuloke: Any,
    aino: User,
    elina: User,
    eero: User,
    sami: User,
    lehtola: Organisation,
    merikanta: Organisation,
    pekka: User,
    laura: User,
) -> Process:
    """Aino and Eero of Lehtola, Elina of Merikanta: 60 and 40 %."""
    group = make_process(
        supervisor=sami, supervisees=[aino, eero, elina], organisation=lehtola, price=Decimal("233.00")
    )
    group.participants.filter(user=elina).update(manager=pekka)
    agree(group, {lehtola: "60", merikanta: "40"}, by=laura, on=date(2026, 12, 1))
    return group
