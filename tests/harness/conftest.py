"""The world, built once in a run: a module takes a copy and each visit is taken back, so that the next one finds it
as it was."""

import pickle
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.test import Client

from tests import database, factories, planted
from tests.conftest import forget_yesterday
from tests.factories import NOW
from tests.harness import sinks
from tests.world import World, build


@dataclass(frozen=True)
class Built:
    """A database that nobody opens, what its rows are called, and what the workers were asked to do meanwhile."""

    url: str
    names: bytes
    asked: tuple[str, ...]

    @property
    def world(self) -> World:
        """Anew for each who asks, since rows remember what was read with them."""
        world = pickle.loads(self.names)
        assert isinstance(world, World)
        return world


@pytest.fixture(scope="session")
def built(django_db_setup: None, django_db_blocker: Any) -> Built:
    """By the first process of the run that asks; their keys are the same (tests/settings.py)."""

    def make() -> str:
        url = database.kept("built", of=database.migrated())
        with django_db_blocker.unblock(), database.on(url), time_machine.travel(NOW, tick=True):
            with sinks.tasks() as asked, transaction.atomic():
                made = build()
                planted.plant(made)
            forget_yesterday(settings.VAR_DIR)
        return b64encode(pickle.dumps(Built(url, pickle.dumps(made), tuple(asked)))).decode()

    built = pickle.loads(b64decode(database.once("built", make)))
    assert isinstance(built, Built)
    return built


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """In place of pytest-django's: one transaction for a module, not for a test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(built: Built, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with database.fresh(tmp_path_factory.mktemp("world"), of=built.url) as url:
        with django_db_blocker.unblock(), database.on(url), transaction.atomic():
            yield built.world
            transaction.set_rollback(True)


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
