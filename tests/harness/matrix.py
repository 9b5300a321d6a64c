"""The matrix: one person × every address × GET and POST × whose row. test_matrix.py says what must hold of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.test import Client

from tests.harness import addresses as urls
from tests.harness import reach as table
from tests.harness.addresses import Address
from tests.harness.reach import Reach
from tests.harness.visits import Visit, visit
from tests.world import CAST, World

# Beside the cast: one who is not signed in, and Aino in a session that a code to her work address has opened (C6).
BY_CODE = "aino by code"
PEOPLE = [*CAST, BY_CODE, "nobody"]
# One of each capacity also posts to what is not theirs, and compares it with what is not there.
POSTING = {"aino", "maija", "sami", "laura", "bertta", "outi", "nobody"}
# These hold no capacity in any place that nobody else holds there: they only look, also at what is theirs, and at all
# kinds and states of it only where content may stand.
LOOKING = {"eero", "elina", "pekka", "onni"}
OPENED = [address for address in urls.addresses() if not urls.how_to_fill(address)]

Methods = tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """One question and its answer. `whose` row: "own", "seen" (but not theirs to act on), "foreign", "unknown"; a
    "closed" page, which has no row; or a "wrong" word in the path."""

    address: Address
    method: str
    whose: str
    row: Any
    expected: set[int]
    got: Visit

    def __str__(self) -> str:
        row = f" ({self.row})" if self.row is not None else ""
        return f"{self.address.name} {self.method} {self.whose}{row}: {self.got.status} {self.got.fault}"


def walk(person: str, world: World, client: Client) -> list[Case]:
    """This person opens everything there is, right and wrong."""
    name = person.partition(" by code")[0]
    reach = Reach.of(world.people[name], content=person != BY_CODE) if name in world.people else None
    return [case for address in OPENED for case in _ask(address, world, client, reach, person)]


def _ask(address: Address, world: World, client: Client, reach: Reach | None, person: str) -> Iterator[Case]:
    for whose, row, parts, methods in _ways(address, world, reach, every_like=person not in LOOKING):
        for method in _methods(person, whose, methods):
            expected = table.answers(address, reach, row, method=method)
            if whose == "wrong" and expected != table.SIGN_IN:
                expected = table.HIDDEN
            got = visit(client, address.at(**parts), method=method)
            yield Case(address, method, whose, row, expected, got)


def _methods(person: str, whose: str, methods: Methods) -> Methods:
    if person in POSTING:
        return methods
    if whose == "own":
        return tuple(method for method in methods if method == "GET") if person in LOOKING else methods
    return () if whose == "unknown" else methods[:1]


def _ways(
    address: Address, world: World, reach: Reach | None, *, every_like: bool
) -> Iterator[tuple[str, Any, dict[str, Any], Methods]]:
    """Whose row, the row, what stands in the path, and how to ask: by a method that the address does not know once,
    since it looks at the row before the method. `every_like`: own rows of each kind and state on each page, not only on
    those that show content."""
    both = urls.BOTH
    if not address.takes_row:
        if (right := urls.right(address, world, reach)) is not None:
            is_closed = table.answers(address, reach, None, method="GET") == table.HIDDEN
            yield ("closed", None, right, address.methods) if is_closed else ("own", None, right, both)
        if wrong := urls.wrong(address):
            yield "wrong", None, wrong, address.methods
        return
    rows = list(address.on._default_manager.order_by("pk"))
    assert rows, f"the world has no {address.on.__name__}: make one in tests/world.py"
    own, seen, foreign = table.choose(rows, reach, address.access) if reach else ([], None, rows[0])
    kinds = table.one_of_each(own)
    kinds = kinds if every_like or table.shows_content(address) else kinds[:1]
    posted = table.one_of_each_trait(kinds) if "GET" in address.methods else kinds
    for row in kinds:
        yield "own", row, {"pk": row.pk}, both if row is kinds[0] else address.methods if row in posted else ("GET",)
    if table.shows_content(address) and "GET" in address.methods:
        more = [row for row in own if row not in kinds and table.holds_content(row)]
        yield from (("own", row, {"pk": row.pk}, ("GET",)) for row in more)
    for whose, other in (("seen", seen), ("foreign", foreign)):
        if other is not None:
            yield whose, other, {"pk": other.pk}, address.methods
    # Whoever asks by whichever method finds the same, but is sent to sign in by another way.
    yield "unknown", None, {"pk": urls.UNKNOWN}, address.methods[:1] if reach else address.methods
