"""Print the tables that `docs/domain.md` shows of the code: `python -m scripts.tables`.

Each stands between two marks; a test compares, so that the page never tells an older truth.
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
from tyonohjaus.privacy import policy

PAGE = Path(__file__).resolve().parent.parent / "docs" / "domain.md"
COLUMNS = [
    Capacity.SUPERVISEE,
    Capacity.SUPERVISOR,
    Capacity.CO_SUPERVISOR,
    Capacity.MANAGER,
    Capacity.DEPUTY,
    Capacity.BILLING,
    Capacity.OFFICE,
]
ERASED = {"delete": "deleted", "blank": "emptied", "key": "unreadable"}


def access() -> str:
    rows = [
        [f"`{action.value}`{' (content)' if action in CONTENT else ''}", *("yes" if c in may else "" for c in COLUMNS)]
        for action, may in MAY.items()
    ]
    return _table(["action", *(capacity.value.replace("_", "-") for capacity in COLUMNS)], rows)


def retention() -> str:
    """One row for all models that are kept alike."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    for rule in policy.rules().values():
        name = f"`{rule.model.partition('.')[2]}`"
        alike.setdefault((rule.whose, rule.keep, _erasing(rule)), []).append(name)
    rows = [[", ".join(names), *rule] for rule, names in alike.items()]
    return _table(["what", "whose", "how long, and why", "when erased"], rows)


def _erasing(rule: policy.Rule) -> str:
    if isinstance(rule.columns, str):
        return ERASED.get(rule.columns, "stays")
    if set(rule.columns.values()) == {"delete"}:
        return ERASED["delete"]
    done = {how: [name.removesuffix("_sealed") for name, said in rule.columns.items() if said == how] for how in ERASED}
    return "; ".join(f"{ERASED[how]}: {', '.join(names)}" for how, names in done.items() if names) or "stays"


def _table(head: list[str], rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])


TABLES = {"access": access, "retention": retention}


def in_page(text: str) -> str:
    """The page with its tables as they are now."""
    for name, made in TABLES.items():
        start, end = f"<!-- {name} table -->", f"<!-- end of {name} table -->"
        whole = f"{start}\n{made()}\n{end}"
        text = re.sub(f"{start}.*{end}", lambda _found, whole=whole: whole, text, flags=re.DOTALL)  # type: ignore[misc]
    return text


if __name__ == "__main__":
    PAGE.write_text(in_page(PAGE.read_text()))
