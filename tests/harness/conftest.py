"""The world, built once for a whole module: each visit is taken back, so that the next one finds it as it was."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from tests import factories, planted
from tests.factories import NOW
from tests.world import World, build


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """In place of pytest-django's: one transaction for a module, not for a test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(db: None) -> World:
    with time_machine.travel(NOW, tick=True):
        made = build()
        planted.plant(made)
    return made


@pytest.fixture(scope="module")
def browsers(world: World) -> dict[str, Client]:
    """A signed-in browser for each of the cast; "aino by code" opens booking only (C6), "nobody" is not signed in."""
    with time_machine.travel(NOW, tick=True):
        found = {name: factories.client_of(user) for name, user in world.people.items()}
        found["aino by code"] = factories.client_of(world.people["aino"], content=False)
        for client in found.values():
            client.raise_request_exception = False
            client.get("/")  # leaves the row of this session
    return {**found, "nobody": Client()}
