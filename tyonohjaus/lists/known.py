"""What the lists are checked against: the portal as it is, and the other lists. Plain data, filled by `importing`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

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
    # from which day on, percent; latest first
    rates: Sequence[tuple[date, Decimal]] = ()
    registered_for_vat: bool = True
    # list and key of what was imported before
    imported: frozenset[tuple[str, str]] = frozenset()
    today: date = date.min
    # lists that are there but could not be read: what refers to them is no fault
    unread: frozenset[str] = frozenset()

    def rate(self, day: date) -> Decimal | None:
        return next((percent for since, percent in self.rates if since <= day), None)


Lists = Mapping[str, list[Line]]
"""Each list's lines by its name; a list that is absent has none."""


def low(name: object) -> str:
    return str(name).casefold()
