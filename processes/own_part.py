"""What a manager reads of a shared cost: the part of their own employer, and nothing of any other's."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from tyonohjaus.lib import money
from tyonohjaus.people.models import Membership
from tyonohjaus.people.models.dated import current

from .models import CostShare, Process, References
from .models.shares import all_of


class OwnPart:
    """Of these processes, as far as their cost is shared; of the others the whole."""

    def __init__(self, shares: Iterable[CostShare], own: set[uuid.UUID]) -> None:
        self._own = own
        self._shares: defaultdict[uuid.UUID, list[CostShare]] = defaultdict(list)
        for share in shares:
            self._shares[share.process_id].append(share)

    @classmethod
    def read(cls, manager: Any, processes: Iterable[Any]) -> "OwnPart":
        """One query, and a second where any of them is shared."""
        shares = list(
            CostShare.objects.filter(process__in=processes)
            .select_related("organisation")
            .order_by("organisation__name", "pk")
        )
        held = Membership.objects.filter(current(), user=manager, capacity=Membership.As.MANAGER)
        return cls(shares, set(held.values_list("organisation", flat=True)) if shares else set())

    @classmethod
    def here(cls, manager: Any, process: Process) -> "OwnPart":
        """Of one process, whose shares may have been read."""
        shares = all_of(process)
        return cls(shares, {share.organisation_id for share in shares if manager.pk in share.managers})

    def of(self, amount: Decimal, process: Process, on: date) -> Decimal:
        """Of a net sum of that day."""
        shares = self._on(process, on)
        if not shares:
            return amount
        parts = money.split(amount, [share.percent for share in shares])
        own = (part for share, part in zip(shares, parts, strict=True) if self._is_own(share))
        return sum(own, Decimal())

    def payers(self, process: Process, on: date) -> list[CostShare]:
        """Their own employers among those that share the cost; empty where it is not shared."""
        return [share for share in self._on(process, on) if self._is_own(share)]

    def references(self, process: Process, on: date) -> References:
        """What stands on their own employer's invoice."""
        own = self.payers(process, on)
        if own:
            return own[0].references
        return References() if self._on(process, on) else process.references

    def _on(self, process: Process, on: date) -> list[CostShare]:
        return [share for share in self._shares[process.pk] if share.holds_on(on)]

    def _is_own(self, share: CostShare) -> bool:
        return share.organisation_id in self._own
