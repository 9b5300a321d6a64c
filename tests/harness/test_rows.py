"""Each page that lists something asks the database the same number of questions at one row and at three.

Every address of ours without a row in its path, and every page of a row that was there from the start; whatever is new
is measured without a word here, as long as `growing.grow` makes more of what it lists.
"""

from dataclasses import dataclass

import pytest
import time_machine
from django.test import Client

from tests import factories
from tests.factories import NOW
from tests.harness import addresses as urls
from tests.harness import growing
from tests.harness import reach as table
from tests.harness.reach import Reach
from tests.harness.visits import Visit, visit
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
    found = []
    for person, user in people.items():
        reach = Reach.of(user)
        for address in urls.addresses():
            if address.name.startswith("link:"):
                continue
            parts = [] if address.takes_row or urls.how_to_fill(address) else [urls.right(address, World(), reach)]
            if address.takes_row:
                rows, _seen, _foreign = table.choose(list(address.on._default_manager.all()), reach, address.access)
                parts = [{"pk": row.pk} for row in table.one_of_each(rows)[:3]]
            found += [Page(person, address.name, address.at(**part)) for part in parts if part is not None]
    return found


def look(browsers: dict[str, Client], pages: list[Page]) -> dict[Page, Visit]:
    return {page: visit(browsers[page.person], page.path) for page in pages}


def test_pages_ask_as_many_questions_at_three_rows_as_at_one(people: dict[str, User]) -> None:
    browsers = {name: factories.client_of(user) for name, user in people.items()}
    for client in browsers.values():
        client.get("/")
    pages = pages_of(people)
    one = look(browsers, pages)
    growing.grow(people, 1)
    growing.grow(people, 2)
    three = look(browsers, pages)
    grew = [
        f"{page}: {one[page].queries.count} at one row, {three[page].queries.count} at three"
        for page in pages
        if one[page].status == three[page].status == 200 and three[page].queries.count > one[page].queries.count
    ]
    assert not grew, "\n".join(sorted(set(grew)))
    longer = {(page.name, page.person) for page in pages if len(three[page].body) > len(one[page].body)}
    assert {(name, person) for name, persons in LISTS.items() for person in persons} - longer == set()
