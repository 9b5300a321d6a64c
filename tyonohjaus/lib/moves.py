"""A row of a state table, and how a verb refuses: docs/domain.md draws each table, and a test runs every state × verb
against it (E2)."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Move:
    """From which states, to which, and the event that tells of it."""

    sources: frozenset[str]
    target: str
    event: str


class TooLate(Exception):
    """The row has moved on (somebody decided, answered or moved it) or its time has passed: `row` as it stands now."""

    def __init__(self, row: Any) -> None:
        super().__init__(f"{type(row).__name__} {row.pk}")
        self.row = row


class ChangedMeanwhile(Exception):
    """Something else stands there by now than what this person read."""


class AnsweredAlready(Exception):
    """This person's answer was handed in before, here or in another window."""
