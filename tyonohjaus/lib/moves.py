"""A row of a state table, and how a verb refuses: docs/domain.md draws each table, and a test runs every state × verb
against it (E2)."""

import hashlib
from collections.abc import Sequence
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


def stand(values: Sequence[Any]) -> str:
    """Of what stands somewhere in the open: another after each change; "" where nothing does."""
    return hashlib.sha256(repr(list(values)).encode()).hexdigest()[:16] if any(values) else ""


def refuse_unseen(seen: str | None, *, stands: Sequence[Any], becomes: Sequence[Any]) -> None:
    """`seen` is the `stand` of it when its writer read it (None: not asked). Where nothing stands nothing is lost, and
    a second tap of what stands there already changes nothing. Raises ChangedMeanwhile."""
    now = stand(stands)
    if seen is not None and now and seen != now and list(stands) != list(becomes):
        raise ChangedMeanwhile


class AnsweredAlready(Exception):
    """This person's answer was handed in before, here or in another window."""
