"""How far a month's button has come, counted from rows while workers do the rest: cheap, since a page asks often."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from .delivery import DONE, UNDER_WAY, Way, ways
from .models import Invoice


@dataclass(frozen=True, kw_only=True)
class Progress:
    """`ordered`: still without a number, though the button was pressed for them; the others of those that have one."""

    first: date
    ordered: int
    issued: int
    printed: int
    done: int
    is_under_way: bool

    @property
    def total(self) -> int:
        return self.ordered + self.issued


def progress_of(first: date) -> Progress:
    """In a fixed number of queries, without any document."""
    rows = Invoice.objects.of_month(first)
    way = ways(rows.issued().defer("document"))
    return counted(first, way, ordered=rows.to_issue().count())


def counted(first: date, ways: Mapping[UUID, Way], *, ordered: int) -> Progress:
    way = ways.values()
    return Progress(
        first=first,
        ordered=ordered,
        issued=len(way),
        printed=sum(1 for one in way if one.is_printed),
        done=sum(1 for one in way if one.stage in DONE),
        is_under_way=bool(ordered) or any(one.stage in UNDER_WAY for one in way),
    )
