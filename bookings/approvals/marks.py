"""What an approver's mail said when it asked: kept with its signed link, so that the page knows what has changed since.

`2027-02-09T08:00:00+00:00~90=175.00/<the manager in whose place a deputy is asked>`; of a series how many times it
asked together: `*3=525.00`. What does not apply is left out, as in links that were mailed before it was kept: the price
where none was shown, the minutes in those from before lengths could change.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from bookings.models import Booking, Times

from .asks import ApprovalCard


@dataclass(frozen=True, kw_only=True)
class Mark:
    """`start` and `minutes` of one session, `count` of a series; `price` of all together, in net euros."""

    start: datetime | None
    minutes: int | None
    count: int | None
    price: Decimal | None
    instead_of: uuid.UUID | None

    def times(self, booking: Booking) -> Times:
        """That were asked of one session."""
        assert self.start
        return self.start, self.start + timedelta(minutes=self.minutes or booking.minutes)

    def is_repriced(self, card: ApprovalCard) -> bool:
        """Does the same cost something else now? Of a series of which some wait no more nobody can say."""
        same = self.count in {None, len(card.times)}
        return same and self.price is not None and self.price != card.price


def mark(card: ApprovalCard, *, of_series: bool, instead_of: Any = None) -> str:
    minutes = int((card.ends_at - card.starts_at).total_seconds() // 60)
    what = f"*{len(card.times)}" if of_series else f"{card.starts_at.isoformat()}~{minutes}"
    price = "" if card.price is None else f"={card.price}"
    return f"{what}{price}" + (f"/{instead_of.pk.hex}" if instead_of else "")


def read(text: str) -> Mark:
    asked, _sign, place = text.partition("/")
    what, _sign, price = asked.partition("=")
    start, _sign, minutes = what.partition("~")
    of_series = start.startswith("*")
    return Mark(
        start=datetime.fromisoformat(start) if start and not of_series else None,
        minutes=int(minutes) if minutes else None,
        count=int(start[1:]) if of_series else None,
        price=Decimal(price) if price else None,
        instead_of=uuid.UUID(place) if place else None,
    )
