"""Each page that lists something asks the database the same number of questions at one row and at three.

Every address of ours without a row in its path, and every page of a row that was there from the start; whatever is new
is measured without a word here, as long as `growing.grow` makes more of what it lists.

What grows with rows asks the same thing for each: a page that asks nothing twice at three rows is not opened at one.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client

from processes.models import Process
from tests import factories
from tests.factories import NOW
from tests.harness import addresses as urls
from tests.harness import growing
from tests.harness import reach as table
from tests.harness.addresses import Address
from tests.harness.reach import Reach
from tests.harness.visits import Visit, as_if, visit
from tests.world import World
from tyonohjaus.people.models import User

pytestmark = pytest.mark.sqlite

# What lists must have become longer, or this file would measure nothing.
LISTS = {
    "home": {"aino", "maija", "sami", "laura"},
    "bookings:list": {"aino", "maija", "sami", "kaisa", "laura"},
    "bookings:approvals": {"maija"},
    "bookings:hours": {"sami"},
    "processes:list": {"aino", "maija", "sami", "kaisa", "laura"},
    "processes:detail": {"aino", "maija", "sami", "laura"},
    "processes:goals": {"aino", "sami"},
    "processes:goal_detail": {"aino", "sami"},
    "processes:notes": {"aino"},
    "processes:lent": {"sami"},
    "processes:theme_list": {"laura"},
    "processes:question_list": {"laura"},
    "processes:reading_list": {"laura"},
    "processes:reading": {"aino", "sami"},
    "processes:price_list": {"laura"},
    "bookings:frame_list": {"maija", "laura"},
    "people:person_list": {"laura"},
    "people:organisation_list": {"laura"},
    "invoicing:invoice_list": {"aino", "maija", "bertta", "laura"},
    "outbox:unsent": {"laura"},
}
MANY = re.compile(r"\((?:%s(?:, )?)+\)")  # as many marks as there are rows


@dataclass(frozen=True)
class Page:
    person: str
    name: str
    path: str

    def __str__(self) -> str:
        return f"{self.name} for {self.person}"


@pytest.fixture(scope="module")
def people(db: None) -> dict[str, User]:
    with time_machine.travel(NOW, tick=True):
        made = growing.found()
        growing.grow(made, 0)
    return made


def pages_of(people: dict[str, User]) -> list[Page]:
    """All that each of them may open now."""
    found, first = [], growing.first()
    for person, user in people.items():
        reach = Reach.of(user)
        for address in urls.addresses():
            if "GET" in address.methods and not address.name.startswith("link:"):
                found += [Page(person, address.name, address.at(**parts)) for parts in _ways(address, reach, first)]
    return found


def _ways(address: Address, reach: Reach, first: Process) -> Iterator[dict[str, Any]]:
    """Of rows three kinds of the process that the rounds add to, or of none; else one."""
    if address.takes_row:
        rows = [row for row in address.on._default_manager.all() if 200 in _answers(address, reach, row)]
        grow = [row for row in rows if _process_of(row) in (None, first)]
        yield from ({"pk": row.pk} for row in table.one_of_each(grow)[:3] or rows[:1])
    elif not urls.how_to_fill(address) and 200 in _answers(address, reach, None):
        parts = urls.right(address, World(), reach)
        yield from [] if parts is None else [parts]


def _process_of(row: Any) -> Process | None:
    return row if isinstance(row, Process) else getattr(row, "process", None)


def _answers(address: Address, reach: Reach, row: Any) -> set[int]:
    return table.answers(address, reach, row, method="GET")


@dataclass(frozen=True)
class Look:
    got: Visit
    asked: Counter[str]

    @property
    def asks_twice(self) -> bool:
        return any(times > 1 for times in self.asked.values())


def look(browsers: dict[str, Client], pages: list[Page]) -> dict[Page, Look]:
    return {page: _look(browsers[page.person], page.path) for page in pages}


def _look(client: Client, path: str) -> Look:
    asked: Counter[str] = Counter()

    def note(execute: Any, sql: str, *more: Any) -> Any:
        asked[MANY.sub("(…)", sql)] += 1
        return execute(sql, *more)

    with connection.execute_wrapper(note):
        return Look(visit(client, path), asked)


def test_pages_ask_as_many_questions_at_three_rows_as_at_one(people: dict[str, User]) -> None:
    browsers = {name: factories.client_of(user) for name, user in people.items()}
    for client in browsers.values():
        client.get("/")
    pages = pages_of(people)
    with as_if():
        growing.grow(people, 1)
        growing.grow(people, 2)
        three = look(browsers, pages)
    lists = [page for page in pages if three[page].asks_twice or page.person in LISTS.get(page.name, ())]
    one = look(browsers, lists)
    counts = {page: (one[page].got.queries.count, three[page].got.queries.count) for page in lists}
    grew = [f"{page}: {few} at one row, {many} at three" for page, (few, many) in counts.items() if many > few]
    assert not grew, "\n".join(sorted(set(grew)))
    longer = {(page.name, page.person) for page in lists if len(three[page].got.body) > len(one[page].got.body)}
    assert {(name, person) for name, persons in LISTS.items() for person in persons} - longer == set()
