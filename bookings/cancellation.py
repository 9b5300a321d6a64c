"""What a cancellation costs: the agreement's rule of hours and share, applied to one session.

Cancelling only. Moving a session is not cancelling it, and never comes here; why somebody cancels is asked nowhere.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from tyonohjaus.lib import money


@dataclass(frozen=True, slots=True)
class Assessment:
    """What is charged: so many per cent of the price, and that `amount`, net in euros, None where there is no price.

    `free_until` is the last instant at which the one who asked for the session may cancel it for nothing.
    """

    late: bool
    chargeable: bool
    share_percent: int
    amount: Decimal | None
    free_until: datetime


def free_until(starts_at: datetime, *, hours: int) -> datetime:
    """The last instant at which calling off costs nothing. Hours have sixty minutes, whatever the clocks do."""
    return starts_at - timedelta(hours=hours)


def is_late(at: datetime, limit: datetime) -> bool:
    """Free until so many hours before, that instant included (DOMAIN 5.1)."""
    return at > limit


def assess(
    *,
    starts_at: datetime,
    now: datetime,
    hours: int,
    share_percent: int,
    price: Decimal | None,
    cancelled_by_supervisor: bool,
) -> Assessment:
    """Free until `hours` before the start; after it the share of the price.

    The supervisor's own cancellation is never
    late and never charged. A session that is never invoiced (internal) has no price, and so no amount.
    """
    if hours < 0 or share_percent not in range(101):
        raise ValueError(f"No cancellation rule: {hours} h, {share_percent} %")
    limit = free_until(starts_at, hours=hours)
    late = is_late(now, limit) and not cancelled_by_supervisor
    share = share_percent if late else 0
    return Assessment(
        late=late,
        chargeable=share > 0,
        share_percent=share,
        amount=None if price is None else money.share_of(price, share),
        free_until=limit,
    )
