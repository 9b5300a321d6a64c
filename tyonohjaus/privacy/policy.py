"""The retention policy, read from its one file."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import Model

FILE = Path(__file__).with_name("retention.toml")
OURS = {
    "people",
    "processes",
    "bookings",
    "agreements",
    "intake",
    "reviews",
    "voice",
    "invoicing",
    "events",
    "outbox",
    "links",
    "sealed",
    "lists",
}
HOW = {"delete", "blank", "key", "keep"}


@dataclass(frozen=True)
class Rule:
    """How one model's rows are kept; `columns` maps each column to how it is erased, or one word for all."""

    model: str
    whose: str
    keep: str
    export: tuple[str, ...]
    columns: dict[str, str] | str

    def erases(self, column: str) -> str | None:
        return self.columns if isinstance(self.columns, str) else self.columns.get(column)


@cache
def rules() -> dict[str, Rule]:
    read = tomllib.loads(FILE.read_text())
    return {
        name: Rule(name, row["whose"], row["keep"], tuple(row["export"]), row["columns"]) for name, row in read.items()
    }


def models() -> list[type[Model]]:
    """Every model of ours that has a table."""
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


def gaps() -> list[str]:
    """What the policy does not say, or says of something that is not there: empty when it is whole."""
    found: list[str] = []
    labels = {model._meta.label: model for model in models()}
    found += [f"{name}: no such model" for name in rules() if name not in labels]
    for label, model in labels.items():
        rule = rules().get(label)
        if rule is None:
            found.append(f"{label}: no rule")
            continue
        found += [f"{label}.{column}: {fault}" for column, fault in _column_faults(model, rule)]
    return found


def _column_faults(model: Any, rule: Rule) -> list[tuple[str, str]]:
    columns = {field.name for field in model._meta.concrete_fields if not field.primary_key}
    faults = [(column, "no rule") for column in sorted(columns) if rule.erases(column) not in HOW]
    faults += [
        (column, "sealed, so its rule is “key”")
        for column in sorted(columns)
        if column.endswith("_sealed") and rule.erases(column) != "key"
    ]
    if isinstance(rule.columns, dict):
        faults += [(column, "no such column") for column in sorted(set(rule.columns) - columns)]
    return faults
