"""What one invoice of a payer's month holds, by the payer's own rule (`people.models.Grouping`)."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from processes.models import References
from tyonohjaus.people.models import Grouping


class Bundle(NamedTuple):
    """`name` is the column of that name: what the rule tells invoices apart by; empty where the references do."""

    name: str = ""
    references: References = References()

    @property
    def rule(self) -> str:
        return self.name.partition(":")[0]

    @classmethod
    def of(cls, row: Any) -> "Bundle":
        """Of an invoice. Where the rule is not that of references, those only stand on it, and do not name it."""
        return cls(row.bundle) if row.bundle else cls("", row.references)


def bundle_of(organisation: Any, process: Any, references: References) -> Bundle:
    """Where a session of that process, billed with those references, belongs."""
    rule = organisation.grouping if organisation else Grouping.REFERENCES
    named = {
        Grouping.PROCESS: process.pk,
        Grouping.COST_CENTRE: references.cost_centre,
        Grouping.ORDERER: references.buyer_reference,
        Grouping.MONTH: "",
    }
    return Bundle(f"{rule}:{named[rule]}") if rule in named else Bundle("", references)


def shared(references: Iterable[References]) -> References:
    """What stands on all the lines alike; where they differ, the invoice as a whole has none."""
    columns = [set(column) for column in zip(*references, strict=True)]
    return References(*(column.pop() if len(column) == 1 else "" for column in columns))
