"""Every page of the main jobs, as Aino, Maija, Sami and Laura open it: axe finds nothing, on a phone and on a desktop,
in light and in dark; nothing scrolls sideways at 320 px; the policy refuses nothing; no script fails.

The pages are the URLconf's: a new one is looked at without a word here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import handlers
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page
from pytest_django.live_server_helper import LiveServer

from tests import database, factories
from tests.conftest import forget_yesterday
from tests.harness import addresses as urls
from tests.harness import reach as table
from tests.harness.conftest import Built
from tests.harness.reach import Reach
from tests.world import World

PHONE, DESKTOP, NARROW = 360, 1280, 320
LOOK = Path(__file__).with_name("look.js").read_text()
# Each width once and each set of colours once: a width changes no colour, and colours move nothing.
Look = tuple[int, str]
LOOKS: list[Look] = [(DESKTOP, "dark"), (PHONE, "light")]
# Pages that everybody has in another form; what else several people open is looked at once, by the first of them.
OWN_FORM = {"home", "bookings:list", "bookings:detail", "processes:list", "processes:detail", "invoicing:detail"}
NO_PAGES = {"healthz", "readyz", "people:accent"}  # a browser shows them, as text
PEOPLE = ("aino", "maija", "sami", "laura")
# Their pages are looked at in heaps of about one size, side by side.
HEAPS_OF = {"aino": 3, "maija": 1, "sami": 1, "laura": 2}
HEAPS = [(person, heap, of) for person, of in HEAPS_OF.items() for heap in range(of)]


@dataclass
class Ear:
    """What the browser complains of while pages are open."""

    heard: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.heard.append(str(error)))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.heard.append(message.text)


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    """With WhiteNoise for the static files, as in production: what the browser has, it keeps. Django's own handler lets
    it ask for each of them anew on each page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handlers, "StaticFilesHandler", lambda portal: portal)
        server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture
def world(transactional_db: None, built: Built, settings: Any, tmp_path: Path) -> Iterator[World]:
    """A copy for each test: what its server writes stays."""
    forget_yesterday(settings.VAR_DIR)
    with database.fresh(tmp_path, of=built.url) as url, database.on(url):
        yield built.world


def pages_of(person: str, world: World) -> list[tuple[str, list[Look]]]:
    """This person's own forms of pages, and those that nobody before them opens. The first of each is looked at in both
    ways, the same page with a row of another kind or state in one, by turns."""
    reaches = {name: Reach.of(world.people[name]) for name in PEOPLE}
    before = [reaches[name] for name in PEOPLE[: PEOPLE.index(person)]]
    found = []
    for address in urls.addresses():
        if address.name in NO_PAGES or "GET" not in address.methods:
            continue
        earlier = any(next(_paths(address, world, reach), None) for reach in before)
        if address.name in OWN_FORM or not earlier:
            for place, path in enumerate(_paths(address, world, reaches[person])):
                found.append((path, [LOOKS[place % 2]] if place else LOOKS))
    return found


def _paths(address: urls.Address, world: World, reach: Reach) -> Iterator[str]:
    """With one row of each kind and state on a row's own page, with the first row that opens elsewhere."""
    if not address.takes_row:
        parts = None if urls.how_to_fill(address) else urls.right(address, world, reach)
        if parts is not None and 200 in table.answers(address, reach, None, method="GET"):
            yield address.at(**parts)
        return
    rows, _seen, _foreign = table.choose(list(address.on._default_manager.order_by("pk")), reach, address.access)
    opening = [row for row in table.one_of_each(rows) if 200 in table.answers(address, reach, row, method="GET")]
    for row in opening if address.access is address.on.SEE else opening[:1]:
        yield address.at(pk=row.pk)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(("person", "heap", "of"), HEAPS)
def test_axe_finds_nothing(
    person: str, heap: int, of: int, world: World, live_server: LiveServer, context: BrowserContext
) -> None:
    """S2-9."""
    session = factories.client_of(world.people[person]).cookies["session"].value
    context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    context.add_init_script(Axe().axe_script)
    page, ear, faults, looked = context.new_page(), Ear(), [], 0
    ear.listen(page)
    for path, looks in pages_of(person, world)[heap::of]:
        if not _is_page(page, f"{live_server.url}{path}"):
            continue
        faults += [f"{path}: {fault}" for fault in _look(page, looks)]
        looked += 1
    assert looked >= 10
    assert not faults, "\n".join(faults)
    assert ear.heard == []


def _is_page(page: Page, url: str) -> bool:
    """Open it. A file comes as a download, which no browser shows; some addresses send on to another page."""
    try:
        answer = page.goto(url)
    except Error as problem:
        if "Download is starting" in str(problem) or "ERR_ABORTED" in str(problem):
            return False
        raise
    assert answer is not None
    assert answer.status == 200, f"{url}: {answer.status}"
    assert answer.headers["content-type"].startswith("text/html"), f"{url} is no page: name it in NO_PAGES"
    return answer.request.redirected_from is None


def _look(page: Page, looks: list[Look]) -> Iterator[str]:
    for width, colours in looks:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=colours, reduced_motion="reduce")  # type: ignore[arg-type]
        yield from (f"{width} px, {colours}: {fault}" for fault in page.evaluate(LOOK))
    page.set_viewport_size({"width": NARROW, "height": 800})
    if page.evaluate("document.documentElement.scrollWidth") > NARROW:
        yield f"scrolls sideways at {NARROW} px"
