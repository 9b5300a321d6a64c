"""A row of a state table: docs/domain.md draws each table, and a test runs every state × verb against it (E2)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Move:
    """From which states, to which, and the event that tells of it."""

    sources: frozenset[str]
    target: str
    event: str
