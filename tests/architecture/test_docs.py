"""What the documentation shows of the code is what the code says."""

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

from agreements import models as agreements
from bookings import models as bookings
from intake import models as intake
from processes import models as processes
from reviews import models as reviews
from scripts.tables import PAGE, in_page
from tyonohjaus.lib.moves import Move
from voice import models as voice

ROOT = Path(__file__).parents[2]
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PATH = re.compile(r"`([\w.-]+(?:/[\w.-]+)*(?:/|\.(?:py|toml|css|html|txt|yml|csv|md)))`|\]\(([\w./-]+)\)")

# What has states: the heading of its table in docs/domain.md → its moves and its states.
STATES: dict[str, tuple[Mapping[str, Move], set[str]]] = {
    "A process's states": (processes.MOVES, set(processes.State.values)),
    "A request's states": (intake.MOVES, set(intake.State.values)),
    "A session's states": (bookings.MOVES, set(bookings.Status.values)),
    "An offered time's states": (bookings.OFFER_MOVES, set(bookings.TimeOffer.Status.values)),
    "An agreement's states": (agreements.MOVES, set(agreements.Status.values)),
    "A message to management": (voice.MOVES, set(voice.Status.values)),
    "An evaluation's states": (reviews.MOVES, set(reviews.Status.values)),
    "A decision's states": (reviews.CONTINUATION_MOVES, set(reviews.Decision.values)),
}

PROMISES = ROOT / "docs" / "promises.md"
COMPARED = (ROOT / "docs" / "compared.md").read_text()
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
CITED = re.compile(r"(?:(?<=_)|(?<![A-Za-z0-9]))(S[0-4][-_]\d{1,2}|C\d{1,2}|[ABDE][1-7])(?=_|(?![A-Za-z0-9]))")
# Here C1–C7 are the bug classes of series, as docs/promises.md says.
OF_SERIES = ("tests/bookings/slots/", "tests/bookings/test_series_", "tests/bookings/test_diary.py")


def test_who_may_do_what_and_how_long_it_is_kept_stand_in_the_docs_as_in_the_code() -> None:
    assert PAGE.read_text() == in_page(PAGE.read_text()), "run: python -m scripts.tables"


@pytest.mark.parametrize("heading", STATES)
def test_each_state_table_in_the_docs_is_the_one_in_the_code_E2(heading: str) -> None:
    """Each row "| verb | from | to | event |" below the heading in docs/domain.md is a row of MOVES, and the other way
    round."""
    moves, states = STATES[heading]
    below = PAGE.read_text().partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| ([\w, ]+) \| (\w+) \| `([\w.]+)` \|$", below, flags=re.MULTILINE)
    told = {verb: (frozenset(sources.split(", ")), target, event) for verb, sources, target, event in rows}
    assert told == {verb: (move.sources, str(move.target), move.event) for verb, move in moves.items()}
    assert {target for _sources, target, _event in told.values()} <= states


@pytest.mark.parametrize("doc", DOCS, ids=lambda doc: str(doc.relative_to(ROOT)))
def test_each_file_that_a_page_names_is_there(doc: Path) -> None:
    """From the root, from the page itself, or as the end of a path of ours."""
    ours = [
        str(one)
        for part in ("tyonohjaus", "processes", "bookings", "agreements", "intake", "reviews", "voice", "invoicing")
        for one in (ROOT / part).rglob("*")
    ]
    named = {(first or second).rstrip("/") for first, second in PATH.findall(doc.read_text())}
    lost = [path for path in named if not (ROOT / path).exists() and not (doc.parent / path).exists()]
    assert [path for path in lost if not any(one.endswith(f"/{path}") for one in ours)] == []


def cited() -> dict[str, set[str]]:
    """Id → the test files that name it; "series C1" where a class of series is meant."""
    found = defaultdict(set)
    for file in (ROOT / "tests").rglob("*.py"):
        path = str(file.relative_to(ROOT))
        for one in CITED.findall(file.read_text()):
            series = re.fullmatch(r"C[1-7]", one) and path.startswith(OF_SERIES)
            found[f"series {one}" if series else one.replace("_", "-")].add(path)
    return found


def test_each_promise_is_proven_where_the_page_says_or_later() -> None:
    told = dict(
        re.findall(r"^\| ((?:series )?[A-ES][\d-]+) \| .* \| (.*) \|$", PROMISES.read_text(), flags=re.MULTILINE)
    )
    proven = cited()
    assert set(proven) - set(told) == set()
    for one, where in told.items():
        files = set(re.findall(r"`([^`]+)`", where))
        assert files or where == "later", one
        assert files <= proven[one] if files else not proven.get(one), (one, sorted(proven.get(one, ())))


def rows_of(heading: str) -> list[list[str]]:
    """The cells of the table below this heading of docs/compared.md, without its two head lines."""
    below = COMPARED.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in below.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def written(file: str, name: str) -> str:
    """A test as it stands in its file, the head of the file included; empty where there is none."""
    text = (ROOT / file).read_text() if (ROOT / file).exists() else ""
    head = re.match(r'""".*?"""', text, flags=re.DOTALL)
    found = re.search(rf"^def {name}\(.*?(?=^\S|\Z)", text.replace("\n)", "\n )"), flags=re.DOTALL | re.MULTILINE)
    return (head[0] if head else "") + found[0] if found else ""


def test_each_test_that_the_comparison_names_is_there() -> None:
    assert [f"{file}::{name}" for file, name in NAMED.findall(COMPARED) if not written(file, name)] == []


@pytest.mark.parametrize(
    "heading",
    [
        "Row by row",
        "What their users ask for most",
        "Programs for practices that are sold",
        "Invoicing, row by row",
        "What bit them in invoicing",
    ],
)
def test_each_yes_of_ours_names_its_test(heading: str) -> None:
    rows = rows_of(heading)
    assert rows
    for *_others, what, ours, tests in rows:
        assert ours.startswith(("yes", "partly", "no")), what
        assert bool(NAMED.search(tests)) is not ours.startswith("no"), (what, ours)


def test_each_class_of_bugs_has_a_test_that_carries_its_id() -> None:
    classes = [f"{letter}{number}" for letter, last in (("A", 7), ("B", 6)) for number in range(1, last + 1)]
    classes += [f"series C{number}" for number in range(1, 8)]
    classes += [f"{letter}{number}" for letter, last in (("D", 6), ("E", 7)) for number in range(1, last + 1)]
    rows = rows_of("What bit them, and the test that carries its id")
    assert [one for one, _tests in rows] == classes
    for one, tests in rows:
        for file, name in NAMED.findall(tests):
            assert one.removeprefix("series ") in CITED.findall(written(file, name)), (one, name)
