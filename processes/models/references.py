from typing import Any, NamedTuple


class References(NamedTuple):
    """What a payer's accounts payable want on the invoice."""

    cost_centre: str = ""
    buyer_reference: str = ""
    order_number: str = ""

    @classmethod
    def of(cls, row: Any) -> "References":
        """Of a process, an organisation or an invoice: each has the three columns."""
        return cls(row.cost_centre, row.buyer_reference, row.order_number)

    def or_else(self, other: "References") -> "References":
        """Each of its own where there is one, else the other's."""
        return References(*(own or theirs for own, theirs in zip(self, other, strict=True)))
