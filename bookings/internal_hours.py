"""Internal supervision has no price and no invoice, and statistics of its own (S1-7): how many sessions were held and
how many hours they took, over all processes together. Counts alone, and of so few people none (C16)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from processes.models import Participant, Payer
from processes.spread import FEWEST
from tyonohjaus.lib import clock

from .models import Booking, Status


@dataclass(frozen=True, kw_only=True)
class HalfYear:
    """`sessions` and `minutes` are None where fewer than four people were supervised in it."""

    first: date
    sessions: int | None
    minutes: int | None

    @property
    def hours(self) -> str:
        """`12 h 30 min`"""
        whole, rest = divmod(self.minutes or 0, 60)
        return f"{whole} h {rest} min" if rest else f"{whole} h"


def half_years(user: Any) -> list[HalfYear]:
    """Those that are over, the latest first: one that grows would tell of the session that was added."""
    held: defaultdict[date, list[Booking]] = defaultdict(list)
    rows: Any = Booking.objects.visible_to(user).filter(status=Status.HELD, process__payer=Payer.INTERNAL)
    for booking in rows.order_by("starts_at"):
        held[half_year_of(booking.day)].append(booking)
    people: defaultdict[Any, list[Participant]] = defaultdict(list)
    supervised = Participant.objects.supervised().filter(process__payer=Payer.INTERNAL)
    for one in supervised:
        people[one.process_id].append(one)
    this = half_year_of(clock.today())
    return [_half_year(first, held[first], people) for first in sorted(held, reverse=True) if first < this]


def half_year_of(day: date) -> date:
    """Its first day."""
    return date(day.year, 1 if day.month <= 6 else 7, 1)


def _half_year(first: date, held: list[Booking], people: dict[Any, list[Participant]]) -> HalfYear:
    there = {one.user_id for booking in held for one in people.get(booking.process_id, []) if one.holds_on(booking.day)}
    if len(there) < FEWEST:
        return HalfYear(first=first, sessions=None, minutes=None)
    return HalfYear(first=first, sessions=len(held), minutes=sum(booking.minutes for booking in held))
