"""What a manager reads of a cost: what their own employer pays of it, and nothing of any other's."""

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
    """Of these processes: of a shared cost the part, else the whole or, where another employer pays, nothing."""

    def __init__(self, shares: Iterable[CostShare], own: set[uuid.UUID]) -> None:
        self._own = own
        self._shares: defaultdict[uuid.UUID, list[CostShare]] = defaultdict(list)
        for share in shares:
            self._shares[share.process_id].append(share)

    @classmethod
    def read(cls, manager: Any, processes: Iterable[Any]) -> "OwnPart":
        """Two queries."""
        shares = list(
            CostShare.objects.filter(process__in=processes)
            .select_related("organisation")
            .order_by("organisation__name", "pk")
        )
        return cls(shares, managed_by(manager))

    @classmethod
    def here(cls, manager: Any, process: Process) -> "OwnPart":
        """Of one process, whose shares may have been read."""
        return cls(all_of(process), managed_by(manager))

    def pays(self, process: Process, on: date) -> bool:
        """Does an employer of theirs pay anything of a session of that day?"""
        return bool(self.payers(process, on)) if self._on(process, on) else process.organisation_id in self._own

    def of(self, amount: Decimal, process: Process, on: date) -> Decimal:
        """Of a net sum of that day."""
        shares = self._on(process, on)
        if not shares:
            return amount if self.pays(process, on) else Decimal()
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
        return process.references if self.pays(process, on) else References()

    def _on(self, process: Process, on: date) -> list[CostShare]:
        return [share for share in self._shares[process.pk] if share.holds_on(on)]

    def _is_own(self, share: CostShare) -> bool:
        return share.organisation_id in self._own


def managed_by(user: Any) -> set[uuid.UUID]:
    """The organisations at which this person manages today, by key."""
    held = Membership.objects.filter(current(), user=user, capacity=Membership.As.MANAGER)
    return set(held.values_list("organisation", flat=True))
