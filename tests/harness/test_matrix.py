"""Every address × every person × GET and POST × a row that is theirs, one they see and may not touch, a foreign one, an
unknown one. The expectation is the access table's (reach.py), the addresses are the URLconf's (addresses.py).

To read a failure: `processes:goal GET foreign` means that this person asked for somebody else's goal page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests import planted
from tests.factories import NOW
from tests.harness import addresses as urls
from tests.harness import reach as table
from tests.harness.addresses import Address
from tests.harness.reach import Reach
from tests.harness.visits import Visit, visit
from tests.world import CAST, World

# Beside the cast: one who is not signed in, and Aino in a session that a code to her work address has opened (C6).
BY_CODE = "aino by code"
PEOPLE = [*CAST, BY_CODE, "nobody"]
# One of each capacity also posts to what is not theirs; the others, who stand as they do, only look.
POSTING = {"aino", "maija", "sami", "laura", "bertta", "outi", "nobody"}
ADDRESSES = urls.addresses()
OPENED = [address for address in ADDRESSES if not urls.how_to_fill(address)]


@dataclass(frozen=True)
class Case:
    """One question of the matrix, and its answer."""

    address: Address
    method: str
    whose: str
    row: Any
    expected: set[int]
    got: Visit

    def __str__(self) -> str:
        row = f" ({self.row})" if self.row is not None else ""
        return f"{self.address.name} {self.method} {self.whose}{row}: {self.got.status} {self.got.fault}"


@pytest.fixture(scope="module", params=PEOPLE)
def person(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def walk(world: World, browsers: dict[str, Client], person: str) -> list[Case]:
    """This person opens everything there is, right and wrong."""
    with time_machine.travel(NOW, tick=True):
        name = person.partition(" by code")[0]
        reach = Reach.of(world.people[name], content=person != BY_CODE) if name in world.people else None
        return [case for address in OPENED for case in _ask(address, world, browsers[person], reach, person)]


def _ask(address: Address, world: World, client: Client, reach: Reach | None, person: str) -> Iterator[Case]:
    for whose, row, parts, methods in _ways(address, world, reach):
        for method in methods if whose == "own" or person in POSTING else ["GET"]:
            expected = table.answers(address, reach, row, method=method)
            if whose == "wrong" and expected != table.SIGN_IN:
                expected = table.HIDDEN
            got = visit(client, address.at(**parts), method=method)
            yield Case(address, method, whose, row, expected, got)


def _ways(address: Address, world: World, reach: Reach | None) -> Iterator[tuple[str, Any, dict[str, Any], list[str]]]:
    """Whose row, the row, what stands in the path, and how to ask."""
    both = ["GET", "POST"]
    if not address.takes_row:
        if (right := urls.right(address, world, reach)) is not None:
            yield "own", None, right, both
        if wrong := urls.wrong(address):
            yield "wrong", None, wrong, both
        return
    rows = list(address.on._default_manager.order_by("pk"))
    assert rows, f"the world has no {address.on.__name__}: make one in tests/world.py"
    own, seen, foreign = table.choose(rows, reach, address.access) if reach else ([], None, rows[0])
    kinds = table.one_of_each(own)
    for row in own if table.shows_content(address) else kinds:
        yield "own", row, {"pk": row.pk}, both if row in kinds else ["GET"]
    for whose, other in (("seen", seen), ("foreign", foreign)):
        if other is not None:
            yield whose, other, {"pk": other.pk}, both
    yield "unknown", None, {"pk": urls.UNKNOWN}, both


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_the_harness_can_open_every_address(address: Address) -> None:
    assert urls.how_to_fill(address) == ""


def test_each_address_answers_as_the_access_table_says_C8_C11(walk: list[Case]) -> None:
    wrong = [f"{case}, expected {sorted(case.expected)}" for case in walk if case.got.status not in _fit(case)]
    assert not wrong, "\n".join(wrong)


def _fit(case: Case) -> set[int]:
    """A page that only acts has nothing to GET; one that only shows, nothing to POST."""
    right = case.expected not in (table.SIGN_IN, table.HIDDEN, table.REFUSED)
    return case.expected | ({405} if right or case.whose == "wrong" else set())


def test_what_is_foreign_cannot_be_told_from_what_is_not_there_C8(walk: list[Case]) -> None:
    """Same status, headers, body, and number of queries."""
    foreign = {(case.address.name, case.method): case for case in walk if case.whose == "foreign"}
    unknown = {(case.address.name, case.method): case for case in walk if case.whose == "unknown"}
    told = [str(case) for key, case in foreign.items() if case.got.likeness != unknown[key].got.likeness]
    assert not told


def test_a_get_changes_no_business_row_E1(walk: list[Case]) -> None:
    written = [
        f"{case} wrote {case.got.queries.business}"
        for case in walk
        if case.method == "GET" and case.got.queries.business
    ]
    assert not written


def test_whoever_is_not_signed_in_is_sent_to_sign_in(walk: list[Case], person: str) -> None:
    closed = [case for case in walk if case.address.access != "public"]
    sent = [case for case in closed if "/sign-in/login/" in case.got.headers.get("Location", "")]
    assert closed
    assert sent == (closed if person == "nobody" else [])


def test_pages_are_kept_nowhere_C33(walk: list[Case]) -> None:
    kept = [str(case) for case in walk if "no-store" not in case.got.headers.get("Cache-Control", "")]
    assert [line for line in kept if not line.startswith(("people:accent", "healthz", "readyz"))] == []


def test_everybody_finds_exactly_the_content_that_is_theirs_C8_C22_C25_C35_C43(walk: list[Case], person: str) -> None:
    """Nobody else's, and all of one's own: a page that shows nothing would pass the first alone."""
    found = {word: str(case) for case in walk for word in planted.found_in(case.got.body)}
    assert {word: found[word] for word in found.keys() - planted.readable_to(person)} == {}
    assert planted.readable_to(person) - found.keys() == set()


def test_nobody_meets_the_name_of_a_stranger_C7_C42(walk: list[Case], world: World, person: str) -> None:
    """Names, addresses and process codes of those with whom one has nothing to do. A mail's link is its reader's."""
    strange = planted.strange_to(person, world)
    pages = [case for case in walk if not case.address.name.startswith("link:")]
    met = {word: str(case) for case in pages for word in strange if word.encode() in case.got.body}
    assert met == {}
