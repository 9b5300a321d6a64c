"""Every form that the main people find on their pages gets nonsense, in many fields at once, and what was refused is
taken away until the rest goes through (forms.py). No answer is a 500, none gives HTML back as it came, and what was
typed is kept."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client

from tests.factories import NOW
from tests.harness import addresses as urls
from tests.harness import forms as nonsense
from tests.harness import reach as table
from tests.harness.addresses import Address
from tests.harness.forms import ECHO, HTML, Form
from tests.harness.reach import Reach
from tests.harness.visits import Visit, visit
from tests.world import World

# In one process, where whoever comes later leaves out the forms that another has filled in.
pytestmark = [pytest.mark.slow, pytest.mark.postgres, pytest.mark.xdist_group("bad_input")]

PEOPLE = ("aino", "maija", "sami", "laura")
HANDLED = {200, 302, 303, 400, 401, 403, 404, 405, 422}
FRAME = ("/language/", "/sign-in/", "/own/theme/", "/home/")  # on every page: once is enough (test below)


@pytest.fixture(scope="module", params=PEOPLE)
def person(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def met() -> set[object]:
    """What one of the others has opened, asked or filled in already."""
    return set()


def _first(thing: object, met: set[object]) -> bool:
    if thing in met:
        return False
    met.add(thing)
    return True


@pytest.fixture(scope="module")
def pages(world: World, browsers: dict[str, Client], person: str, met: set[object]) -> dict[str, Visit]:
    """What this person opens: each address for each kind and each state of its rows. The page of one form is opened by
    the first who may; what shows a row, or many, has forms of its own for each."""
    found = {}
    with time_machine.travel(NOW, tick=True):
        reach = Reach.of(world.people[person])
        for address, path, likeness in _paths(world, reach):
            if address.name not in met and (likeness is None or _first((address.name, likeness), met)):
                got = visit(browsers[person], path)
                if got.status == 200 and b"<html" in got.body:
                    found[path] = got
                elif got.status == 200:
                    met.add(address.name)  # a file, for everybody
    return found


def _paths(world: World, reach: Reach) -> Iterator[tuple[Address, str, Any]]:
    """Each with what makes the same page for everybody, if anything does."""
    for address in (address for address in urls.addresses() if "GET" in address.methods):
        for row, parts in _ways(address, world, reach):
            if 200 in table.answers(address, reach, row, method="GET"):
                yield address, address.at(**parts), table.likeness(row) if _is_the_same_for_all(address) else None


def _is_the_same_for_all(address: Address) -> bool:
    """A page of one form, or one that is open to everybody; a mail's link is its reader's."""
    if address.takes_row:
        return address.access is not address.on.SEE
    return address.access == "public" and not address.name.startswith("link:")


def _ways(address: Address, world: World, reach: Reach) -> Iterator[tuple[Any, dict[str, Any]]]:
    if address.takes_row:
        rows, _seen, _foreign = table.choose(list(address.on._default_manager.all()), reach, address.access)
        kinds = table.one_of_each(rows)
        for row in kinds if address.access is address.on.SEE else table.one_of_each_trait(kinds):
            yield row, {"pk": row.pk}
    elif not urls.how_to_fill(address) and (parts := urls.right(address, world, reach)) is not None:
        yield None, parts


@pytest.fixture(scope="module")
def forms(pages: dict[str, Visit], met: set[object]) -> list[Form]:
    """One of each kind; what several people find is filled in by the first of them."""
    posted = [
        form
        for path, page in pages.items()
        for form in nonsense.forms_on(page.body, path)
        if form.method == "post" and not form.path.startswith(FRAME)
    ]
    found = [form for form in posted if _first(form.likeness, met)]
    assert found
    return found


def _faults(got: Visit, what: str) -> list[str]:
    faults = [] if got.status in HANDLED else [f"{what}: {got.status} {got.fault}"]
    return faults + ([f"{what}: HTML came back as it was typed"] if ECHO.encode() in got.body else [])


def test_a_form_takes_no_nonsense_and_loses_nothing_typed(
    forms: list[Form], browsers: dict[str, Client], person: str, met: set[object]
) -> None:
    """Nor does the page break that comes after what was taken. The whole of it goes to what asks for something new."""
    faults = []
    for turn, form in enumerate(forms):
        whole = not form.asks <= met
        met |= form.asks
        for put in nonsense.nonsense_for(form, turn=turn, whole=whole):
            for data, got in _ask(browsers[person], form, put, on=whole):
                faults += _faults(got, f"{form.path} {str(data)[:200]}") + _lost(got, form, data)
    assert not faults, "\n".join(faults)


def _ask(client: Client, form: Form, put: dict[str, str], *, on: bool) -> Iterator[tuple[dict[str, str], Visit]]:
    """With all of it at once and, to go `on`, without what was refused, until the rest is taken or nothing is left."""
    while True:
        got = visit(client, form.path, method="POST", data=form.filled(**put), follow=HTML in put.values())
        yield put, got
        put = nonsense.hidden_by(form, got.status, got.body, put) if on else {}
        if not put:
            return


def _lost(got: Visit, form: Form, data: dict[str, str]) -> list[str]:
    """A refused form says so by 422, says what is wrong, and what was typed stands in it."""
    if got.status == 200 and nonsense.refused_on(got.body):
        return [f"{form.path} answers {got.status} where it refuses {str(data)[:200]}"]
    typed = [field.name for field in form.typed if data.get(field.name) == HTML]
    if got.status != 422 or not typed:
        return []
    lost = [name for name in typed if HTML not in nonsense.kept(got.body, name)]
    faults = [f"{form.path} lost {lost} of {str(data)[:200]}"] if lost else []
    return faults + ([] if b"fault" in got.body else [f"{form.path} does not say what is wrong"])


def test_nonsense_in_the_address_breaks_nothing(
    pages: dict[str, Visit], browsers: dict[str, Client], person: str, met: set[object]
) -> None:
    """Of every question that a page's links and search forms put into an address; by the first who finds it."""
    faults = []
    for path, names in _questions(pages, met).items():
        for value in (HTML, "a\0b", "-1", "9" * 20, "2027-02-31", "9999-12", "99.99", ""):
            query = urlencode(dict.fromkeys(sorted(names), value))
            faults += _faults(visit(browsers[person], f"{path}?{query}"), f"{path}?{query[:60]}")
    assert not faults, "\n".join(faults)


def _questions(pages: dict[str, Visit], met: set[object]) -> dict[str, set[str]]:
    """One page of each kind, and the names that it understands."""
    found = {}
    for path, page in pages.items():
        forms = [form for form in nonsense.forms_on(page.body, path) if form.method == "get"]
        names = nonsense.questions_on(page.body) | {field.name for form in forms for field in form.fields}
        if names and _first((Form(path, "get", (), ("", "")).likeness, frozenset(names)), met):
            found[path] = names
    return found
