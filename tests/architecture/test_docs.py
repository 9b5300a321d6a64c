"""What the documentation shows of the code is what the code says."""

import re

from bookings.models import MOVES, Status
from scripts.access_table import PAGE, in_page


def test_the_access_table_in_the_docs_is_the_one_in_the_code() -> None:
    assert PAGE.read_text() == in_page(PAGE.read_text()), "run: python -m scripts.access_table"


def test_the_state_table_in_the_docs_is_the_one_in_the_code_E2() -> None:
    """Each row "| verb | from | to | event |" of docs/domain.md is a row of MOVES, and the other way round."""
    rows = re.findall(r"^\| `(\w+)` \| ([\w, ]+) \| (\w+) \| `([\w.]+)` \|$", PAGE.read_text(), flags=re.MULTILINE)
    told = {verb: (frozenset(sources.split(", ")), target, event) for verb, sources, target, event in rows}
    assert told == {verb: (move.sources, str(move.target), move.event) for verb, move in MOVES.items()}
    assert {target for _sources, target, _event in told.values()} <= set(Status.values)
