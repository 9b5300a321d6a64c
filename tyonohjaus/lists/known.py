"""What the lists are checked against: the portal as it is, and the other lists. Plain data, filled by `importing`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from tyonohjaus.lib.vat import VatTable

from .lines import Line


class Seats(NamedTuple):
    """Whose time a session of a process takes, by address, and for how long."""

    people: frozenset[str]
    minutes: int


@dataclass(kw_only=True)
class Known:
    """The portal's side. Names and keys are in lower case."""

    # name → customer groups of the organisations with this name: usually one
    organisations: Mapping[str, Sequence[str]] = field(default_factory=dict)
    # name → addresses of those for whom it is an employer or payer
    employers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    people: frozenset[str] = frozenset()
    supervisors: frozenset[str] = frozenset()
    processes: Mapping[str, Seats] = field(default_factory=dict)
    # kind, minutes, group ("" for all)
    prices: frozenset[tuple[str, int, str]] = frozenset()
    vat: VatTable = field(default_factory=VatTable)
    # list and key of what was imported before
    imported: frozenset[tuple[str, str]] = frozenset()
    today: date = date.min
    # lists that are there but could not be read: what refers to them is no fault
    unread: frozenset[str] = frozenset()


Lists = Mapping[str, list[Line]]
"""Each list's lines by its name; a list that is absent has none."""


def low(name: object) -> str:
    return str(name).casefold()
