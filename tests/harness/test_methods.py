"""What no page of ours sends: a POST without the form's token, and the methods that no browser's form knows."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.factories import NOW
from tests.harness import addresses as urls
from tests.harness import reach as table
from tests.harness.addresses import Address
from tests.harness.reach import Reach
from tests.harness.visits import visit
from tests.world import World

pytestmark = pytest.mark.sqlite

# tyonohjaus.ui.kept: the text comes back with a way to send it.
KEEP_TEXT = {
    "agreements:compose",
    "bookings:log",
    "bookings:whereabouts",
    "bookings:wish",
    "bookings:check",
    "intake:wishes",
    "intake:background",
    "processes:meeting_link",
    "processes:note",
    "processes:note_new",
    "processes:learning",
    "processes:goal",
    "processes:goal_edit",
    "processes:goal_scale",
    "processes:goal_rating",
    "processes:goal_aside",
    "processes:group_goal",
    "processes:group_goal_edit",
    "reviews:answers",
    "reviews:joint_text",
    "reviews:extract",
    "reviews:feedback_ask",
    "voice:new",
    "voice:text",
}
PEOPLE = ("aino", "maija", "sami", "laura", "onni")
OTHERS = ("PUT", "PATCH", "DELETE", "OPTIONS")  # no view of ours knows them


@pytest.fixture(scope="module")
def openings(world: World) -> list[tuple[Address, str, str]]:
    """Each address of ours, somebody who may open it, and its path with a row of theirs."""
    with time_machine.travel(NOW, tick=True):
        reaches = {name: Reach.of(world.people[name]) for name in PEOPLE}
        found = {address: next(_ways(address, world, reaches), None) for address in urls.addresses()}
    return [(address, *way) for address, way in found.items() if way]


def _ways(address: Address, world: World, reaches: dict[str, Reach]) -> Iterator[tuple[str, str]]:
    for name, reach in reaches.items():
        rows: list[Any] = list(address.on._default_manager.order_by("pk")) if address.takes_row else [None]
        for row in rows:
            if 200 in table.answers(address, reach, row, method="GET"):
                parts = {"pk": row.pk} if address.takes_row else urls.right(address, world, reach)
                if parts is not None and not urls.how_to_fill(address):
                    yield name, address.at(**parts)


def test_somebody_may_open_every_address(openings: list[tuple[Address, str, str]]) -> None:
    opened = {address for address, _name, _path in openings}
    assert [address.name for address in urls.addresses() if address not in opened] == []


def test_a_post_without_its_token_does_nothing(
    openings: list[tuple[Address, str, str]], browsers: dict[str, Client]
) -> None:
    """Another site's page cannot act for anybody. Pages of long texts check by themselves, so that none is lost."""
    faults = []
    for address, name, path in openings:
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = browsers[name].cookies.copy()
        got = visit(strict, path, method="POST")
        refused = got.status in {403, 405} or (address.name in KEEP_TEXT and got.status == 422)
        faults += (
            [] if refused and not got.queries.business else [f"{address.name}: {got.status} {got.queries.written}"]
        )
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("method", [*OTHERS, "HEAD"])
def test_other_methods_change_nothing(
    openings: list[tuple[Address, str, str]], browsers: dict[str, Client], method: str
) -> None:
    """Each address is asked by one of `OTHERS`, by turns, and by HEAD, which may go where GET does."""
    asked = openings if method == "HEAD" else openings[OTHERS.index(method) :: len(OTHERS)]
    faults = []
    for address, name, path in asked:
        got = visit(browsers[name], path, method=method)
        harmless = got.status in {200, 302, 303, 403, 405, 422} and not got.queries.business
        faults += [] if harmless else [f"{address.name}: {got.status} {got.fault} {got.queries.business}"]
    assert not faults, "\n".join(faults)
