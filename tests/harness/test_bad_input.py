"""Every form that the main people find on their pages gets nonsense: all of its fields at once, then each field alone
with the others as they stood. No answer is a 500, none gives HTML back as it came, and what was typed is kept."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client

from tests.factories import NOW
from tests.harness import addresses as urls
from tests.harness import forms as nonsense
from tests.harness import reach as table
from tests.harness.forms import HTML, Form
from tests.harness.reach import Reach
from tests.harness.visits import Visit, visit
from tests.world import World

# In one process, where whoever comes later leaves out the forms that another has filled in.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("bad_input")]

PEOPLE = ("aino", "maija", "sami", "laura")
HANDLED = {200, 302, 303, 400, 401, 403, 404, 405, 422}
FRAME = ("/language/", "/sign-in/", "/own/theme/", "/home/")  # on every page: once is enough (test below)


@pytest.fixture(scope="module", params=PEOPLE)
def person(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def pages(world: World, browsers: dict[str, Client], person: str) -> dict[str, Visit]:
    """What this person opens: each address once for each kind and state of its rows."""
    with time_machine.travel(NOW, tick=True):
        reach = Reach.of(world.people[person])
        found = {path: visit(browsers[person], path) for path in _paths(world, reach)}
    return {path: got for path, got in found.items() if got.status == 200 and b"<html" in got.body}


def _paths(world: World, reach: Reach) -> Iterator[str]:
    for address in urls.addresses():
        if address.takes_row:
            rows, _seen, _foreign = table.choose(list(address.on._default_manager.all()), reach, address.access)
            yield from (address.at(pk=row.pk) for row in table.one_of_each(rows) if reach.allows(address.access, row))
        elif not urls.how_to_fill(address) and (parts := urls.right(address, world, reach)) is not None:
            yield address.at(**parts)


@pytest.fixture(scope="module")
def met() -> set[object]:
    """The kinds of form that one of the others has filled in already."""
    return set()


@pytest.fixture(scope="module")
def forms(pages: dict[str, Visit], met: set[object]) -> list[Form]:
    """One of each kind; what several people find is filled in by the first of them."""
    found = []
    for path, page in pages.items():
        for form in nonsense.forms_on(page.body, path):
            if form.method == "post" and not form.path.startswith(FRAME) and form.likeness not in met:
                met.add(form.likeness)
                found.append(form)
    assert found
    return found


def _faults(got: Visit, what: str) -> list[str]:
    faults = [] if got.status in HANDLED else [f"{what}: {got.status} {got.fault}"]
    return faults + ([f"{what}: HTML came back as it was typed"] if HTML[:9].encode() + b"zqbad" in got.body else [])


def test_a_form_full_of_nonsense_is_refused_with_a_word(
    forms: list[Form], browsers: dict[str, Client], person: str
) -> None:
    faults = []
    for turn, form in enumerate(forms):
        for data in nonsense.full_of_nonsense(form, turn=turn):
            faults += _faults(_post(browsers[person], form, data), f"{form.path} {str(data)[:200]}")
    assert not faults, "\n".join(faults)


@pytest.mark.postgres  # the stricter of the two: NUL, lengths and ranges, all of which SQLite takes as they come
def test_a_form_full_of_one_nonsense_is_refused_with_a_word(
    forms: list[Form], browsers: dict[str, Client], person: str
) -> None:
    faults = []
    for form in forms:
        for data in nonsense.full_of_one_nonsense(form):
            faults += _faults(_post(browsers[person], form, data), f"{form.path} {str(data)[:200]}")
    assert not faults, "\n".join(faults)


@pytest.mark.postgres
def test_one_odd_answer_among_good_ones_breaks_nothing(
    forms: list[Form], browsers: dict[str, Client], person: str
) -> None:
    """Neither the act nor the page that comes after it. By the first of its buttons: all of them are pressed above."""
    faults = []
    first_buttons = {form.asks: form for form in reversed(forms)}
    fields = [(form, field) for form in first_buttons.values() for field in form.fields]
    for turn, (form, field) in enumerate(fields):
        for value in nonsense.plausible_for(field, turn=turn):
            data = form.filled(**{field.name: value})
            got = visit(browsers[person], form.path, method="POST", data=data, follow=value == HTML)
            faults += _faults(got, f"{form.path} {field.name}={value[:20]!r}")
    assert not faults, "\n".join(faults)


@pytest.mark.sqlite
def test_what_was_typed_is_kept_beside_a_word_of_what_is_wrong(
    forms: list[Form], browsers: dict[str, Client], person: str
) -> None:
    faults = []
    for form in (form for form in forms if form.typed):
        got = _post(browsers[person], form, form.filled(**{field.name: HTML for field in form.typed}))
        faults += _faults(got, f"{form.path} full of HTML")
        if got.status != 422:
            continue
        lost = [field.name for field in form.typed if HTML not in nonsense.kept(got.body, field.name)]
        faults += [f"{form.path} lost {lost}"] if lost else []
        faults += [f"{form.path} does not say what is wrong"] if b"fault" not in got.body else []
    assert not faults, "\n".join(faults)


def test_nonsense_in_the_address_breaks_nothing(
    pages: dict[str, Visit], browsers: dict[str, Client], person: str
) -> None:
    """Of every question that a page's links and search forms put into an address."""
    faults = []
    for path, names in _questions(pages).items():
        for value in (HTML, "a\0b", "-1", "9" * 20, "2027-02-31", "9999-12", "99.99", ""):
            query = urlencode(dict.fromkeys(sorted(names), value))
            faults += _faults(visit(browsers[person], f"{path}?{query}"), f"{path}?{query[:60]}")
    assert not faults, "\n".join(faults)


def _questions(pages: dict[str, Visit]) -> dict[str, set[str]]:
    """One page of each kind, and the names that it understands."""
    found: dict[object, tuple[str, set[str]]] = {}
    for path, page in pages.items():
        forms = [form for form in nonsense.forms_on(page.body, path) if form.method == "get"]
        names = nonsense.questions_on(page.body) | {field.name for form in forms for field in form.fields}
        if names:
            found.setdefault((Form(path, "get", (), ("", "")).likeness, frozenset(names)), (path, names))
    return dict(found.values())


def _post(client: Client, form: Form, data: dict[str, list[str]]) -> Visit:
    return visit(client, form.path, method="POST", data=data)
