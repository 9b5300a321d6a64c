"""Print the access table as the documentation shows it: `python -m scripts.access_table`.

`docs/domain.md` holds it between two marks; a test compares, so that the page never tells an older truth.
"""

import os
import re
from pathlib import Path

import django
from django.apps import apps

if not apps.ready:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tyonohjaus.settings")
    django.setup()

from tyonohjaus.access import CONTENT, MAY, Capacity

PAGE = Path(__file__).resolve().parent.parent / "docs" / "domain.md"
MARKS = ("<!-- access table -->", "<!-- end of access table -->")
COLUMNS = [
    Capacity.SUPERVISEE,
    Capacity.SUPERVISOR,
    Capacity.CO_SUPERVISOR,
    Capacity.MANAGER,
    Capacity.BILLING,
    Capacity.OFFICE,
]


def table() -> str:
    head = ["action", *(capacity.value.replace("_", "-") for capacity in COLUMNS)]
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    for action, capacities in MAY.items():
        name = f"`{action.value}`{' (content)' if action in CONTENT else ''}"
        lines.append(f"| {name} | {' | '.join('yes' if c in capacities else '' for c in COLUMNS)} |")
    return "\n".join(lines)


def in_page(text: str) -> str:
    """The page with its table as it is now."""
    start, end = MARKS
    return re.sub(f"{start}.*{end}", f"{start}\n{table()}\n{end}", text, flags=re.DOTALL)


if __name__ == "__main__":
    PAGE.write_text(in_page(PAGE.read_text()))
