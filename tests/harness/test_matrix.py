"""Every address × every person × GET and POST × a row that is theirs, one they see and may not touch, a foreign one, an
unknown one. The addresses are the URLconf's (addresses.py), the expectation is the access table's (reach.py); the
people and what they are to each other stand in tests/world.py.

`PROMISES` are what must hold. To read a failure: `processes:goal GET foreign … 200` under [eero] means that Eero asked
for somebody else's goal page and got it.
"""

import re
from collections import defaultdict

import pytest
from django.test import Client

from tests import planted
from tests.harness import addresses as urls
from tests.harness import reach as table
from tests.harness.addresses import Address
from tests.harness.matrix import PEOPLE, POSTING, Case, walk
from tests.world import World
from tyonohjaus.access import CONTENT

ASKS_FOR_NONE = re.compile(r"Älä (?:kirjoita|nimeä)")  # of clients, of health, of anybody
# The same for everybody, so that browsers and proxies may keep them.
PUBLIC = ("people:accent", "healthz", "readyz")


@pytest.mark.parametrize("address", urls.addresses(), ids=lambda address: address.name)
def test_the_harness_can_open_every_address(address: Address) -> None:
    assert urls.how_to_fill(address) == ""


# Each walks once, since who may what is the same on both databases: on PostgreSQL the four who between them open every
# address, on SQLite the others, who stand as they do (docs/decisions/0025).
ON_POSTGRES = {"aino", "maija", "sami", "laura"}
EVERYBODY = [
    pytest.param(name, marks=pytest.mark.postgres if name in ON_POSTGRES else pytest.mark.sqlite) for name in PEOPLE
]


@pytest.mark.slow
@pytest.mark.parametrize("person", EVERYBODY)
def test_the_matrix(person: str, world: World, browsers: dict[str, Client], subtests: pytest.Subtests) -> None:
    cases = walk(person, world, browsers[person])
    assert len(cases) > len(PEOPLE)
    for promise in PROMISES:
        with subtests.test(promise.__name__):
            promise(cases, person, world)


def each_address_answers_as_the_access_table_says_C8_C11(cases: list[Case], _person: str, _world: World) -> None:
    wrong = [f"{case}, expected {sorted(case.expected)}" for case in cases if case.got.status not in _fit(case)]
    assert not wrong, "\n".join(wrong)


def what_is_foreign_cannot_be_told_from_what_is_not_there_C8(cases: list[Case], person: str, _world: World) -> None:
    """Same status, headers, body, and number of queries, by whichever method what is not there was asked for. Who does
    not post to it compares nothing (matrix.py)."""
    foreign = [case for case in cases if case.whose == "foreign"]
    unknown: dict[str, dict[str, Case]] = defaultdict(dict)
    for case in cases:
        if case.whose == "unknown":
            unknown[case.address.name][case.method] = case
    assert bool(unknown) == (person in POSTING)
    told = []
    for case in foreign if unknown else []:
        missing = unknown[case.address.name]
        like = missing.get(case.method) or next(iter(missing.values()))
        told += [] if case.got.likeness == like.got.likeness else [str(case)]
    assert not told


def a_get_changes_no_business_row_E1(cases: list[Case], _person: str, _world: World) -> None:
    gets = [case for case in cases if case.method == "GET"]
    written = [f"{case} wrote {case.got.queries.business}" for case in gets if case.got.queries.business]
    assert not written


def what_is_refused_changes_nothing(cases: list[Case], _person: str, _world: World) -> None:
    refused = [case for case in cases if case.got.status >= 400]
    written = [f"{case} wrote {case.got.queries.business}" for case in refused if case.got.queries.business]
    assert not written


def whoever_is_not_signed_in_is_sent_to_sign_in(cases: list[Case], person: str, _world: World) -> None:
    closed = [case for case in cases if case.address.access != "public"]
    sent = [case for case in closed if "/sign-in/login/" in case.got.headers.get("Location", "")]
    assert closed
    assert sent == (closed if person == "nobody" else [])


def pages_are_kept_nowhere_C33(cases: list[Case], _person: str, _world: World) -> None:
    private = [case for case in cases if case.address.name not in PUBLIC]
    assert [str(case) for case in private if "no-store" not in case.got.headers.get("Cache-Control", "")] == []


def everybody_finds_exactly_the_content_that_is_theirs_C8_C22_C25_C35_C43(
    cases: list[Case], person: str, _world: World
) -> None:
    """Nobody else's, and all of one's own: a page that shows nothing would pass the first alone."""
    found = {word: str(case) for case in cases for word in planted.found_in(case.got.body)}
    assert {word: found[word] for word in found.keys() - planted.readable_to(person)} == {}
    assert planted.readable_to(person) - found.keys() == set()


def nobody_meets_the_name_of_a_stranger_C7_C42(cases: list[Case], person: str, world: World) -> None:
    """Names, addresses and process codes of those with whom one has nothing to do. A mail's link is its reader's."""
    strange = planted.strange_to(person, world)
    pages = [case for case in cases if not case.address.name.startswith("link:")]
    met = {word: str(case) for case in pages for word in strange if word.encode() in case.got.body}
    assert met == {}


def each_page_that_takes_content_asks_for_no_names(cases: list[Case], _person: str, _world: World) -> None:
    """As the one who writes reads it; who sees it is said beside each field."""
    asking = [case for case in cases if case.address.access in CONTENT and b"<textarea" in case.got.body]
    finnish = [case for case in asking if b'lang="fi"' in case.got.body]
    assert [str(case) for case in finnish if not ASKS_FOR_NONE.search(case.got.body.decode())] == []


def each_link_leads_somewhere(cases: list[Case], _person: str, _world: World) -> None:
    """A template writes an address that it does not find as nothing."""
    assert [str(case) for case in cases if b'href=""' in case.got.body] == []


PROMISES = [
    each_address_answers_as_the_access_table_says_C8_C11,
    what_is_foreign_cannot_be_told_from_what_is_not_there_C8,
    a_get_changes_no_business_row_E1,
    what_is_refused_changes_nothing,
    whoever_is_not_signed_in_is_sent_to_sign_in,
    pages_are_kept_nowhere_C33,
    everybody_finds_exactly_the_content_that_is_theirs_C8_C22_C25_C35_C43,
    nobody_meets_the_name_of_a_stranger_C7_C42,
    each_page_that_takes_content_asks_for_no_names,
    each_link_leads_somewhere,
]


def _fit(case: Case) -> set[int]:
    """A page that only acts has nothing to GET; one that only shows, nothing to POST."""
    right = case.expected not in (table.SIGN_IN, table.HIDDEN, table.REFUSED)
    return case.expected | ({405} if right or case.whose == "wrong" else set())
