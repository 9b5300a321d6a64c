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


def assess(
    *,
    starts_at: datetime,
    now: datetime,
    hours: int,
    share_percent: int,
    price: Decimal | None,
    cancelled_by_supervisor: bool,
) -> Assessment:
    """Free until `hours` before the start, that instant included; after it the share of the price.

    Hours have sixty minutes, also on the night when the clocks change. The supervisor's own cancellation is never
    late and never charged. A session that is never invoiced (internal) has no price, and so no amount.
    """
    if hours < 0 or share_percent not in range(101):
        raise ValueError(f"No cancellation rule: {hours} h, {share_percent} %")
    free_until = starts_at - timedelta(hours=hours)
    late = now > free_until and not cancelled_by_supervisor
    share = share_percent if late else 0
    return Assessment(
        late=late,
        chargeable=share > 0,
        share_percent=share,
        amount=None if price is None else money.share_of(price, share),
        free_until=free_until,
    )
