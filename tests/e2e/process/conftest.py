"""Who the stories of whole processes are about, beside the cast of tests/cast.py: the people of an association."""

from pathlib import Path

import pytest

from tests import factories
from tyonohjaus.people.models import Organisation, Practice, User

MEMBERS = ("Antti Heino", "Noora Niemi", "Ilkka Rantanen", "Saara Turunen", "Juha Laitinen")


@pytest.fixture
def lists() -> Path:
    """Sami with his hours, and Lehtola with Maija: nobody is supervised yet."""
    return Path(__file__).with_name("lists")


@pytest.fixture
def harju(kuuloke: Practice) -> Organisation:
    """An association: it approves no single times, and has no e-invoice address (S3-12)."""
    return factories.make_organisation(
        name="Harjun Lähityö ry", business_id="9000013-4", group="association", approval="none"
    )


@pytest.fixture
def riitta(harju: Organisation) -> User:
    user = factories.make_person(name="Riitta Mattila", email="riitta.mattila@harju.example")
    factories.make_manager(user=user, organisation=harju)
    return user


@pytest.fixture
def members(harju: Organisation, riitta: User) -> list[User]:
    people = [factories.make_person(name=name) for name in MEMBERS]
    for one in people:
        factories.make_employment(employee=one, organisation=harju, manager=riitta)
    return people
