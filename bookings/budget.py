"""How much of what was agreed is used: sessions, and net euros where a manager's own employer pays (C7). Of the time
since they are its manager (C12)."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from bookings.models import TAKES_TIME, Booking
from processes.models import Process
from processes.own_part import OwnPart
from tyonohjaus.access import Action, Capacity, held_for, somebody
from tyonohjaus.lib import clock, money
from tyonohjaus.lib.prepared import NOBODY, Prepared, nobodies


@dataclass(frozen=True, kw_only=True)
class Budget:
    """`taken` are the sessions booked or held, of `count` agreed. `spent` is what has been charged; `agreed` what is
    booked, and the rest of the agreed count at today's price: of a shared cost their own employer's part. None
    where that employer pays nothing."""

    taken: int
    count: int | None
    spent: Decimal | None = None
    agreed: Decimal | None = None


def budgets(manager: Any, processes: Iterable[Process], part: OwnPart) -> dict[uuid.UUID, Budget]:
    """By process, in one query."""
    rows = {process.pk: process for process in processes}
    sessions: defaultdict[uuid.UUID, list[Booking]] = defaultdict(list)
    for booking in _seen(manager, rows):
        sessions[booking.process_id].append(booking)
    return {pk: _budget(process, sessions[pk], part) for pk, process in rows.items()}


def _seen(manager: Any, processes: Collection[uuid.UUID]) -> list[Booking]:
    """Each mail that asks for a yes asks this, and each card."""
    if not (manager.is_active and processes):
        return []
    held = held_for(manager, Action.BUDGET_SEE)
    question = _question(manager._meta.model, held, len(processes), clock.today())
    return question.all({NOBODY: manager.pk, **dict(zip(_others(len(processes)), processes, strict=True))})


@lru_cache(maxsize=100)
def _question(model: Any, held: frozenset[Capacity], count: int, _today: date) -> Prepared:
    manager, processes = somebody(model, holding=held, content_open=False), _others(count)
    seen: Any = Booking.objects.where_user_may(manager, Action.BUDGET_SEE).filter(process__in=processes)
    return Prepared.of(seen.select_related("process", "cancellation", "waiver"), NOBODY, *processes)


def _others(count: int) -> list[uuid.UUID]:
    return nobodies(count + 1)[1:]


def _budget(process: Process, sessions: list[Booking], part: OwnPart) -> Budget:
    today, count = clock.today(), process.agreed_count
    taken = [booking for booking in sessions if booking.status in TAKES_TIME]
    if process.price is None or not process.bills_employer or not part.pays(process, today):
        return Budget(taken=len(taken), count=count)
    price = part.of(process.price, process, today)
    spent = sum((part.of(_charged(one), process, one.day) for one in sessions), Decimal())
    booked = sum((part.of(one.price or Decimal(), process, one.day) for one in taken), Decimal())
    left = max(count - len(taken), 0) if count else 0
    agreed = max(booked + price * left, spent)
    return Budget(taken=len(taken), count=count, spent=spent, agreed=agreed)


def _charged(booking: Booking) -> Decimal:
    return money.share_of(booking.price or 0, booking.charged_percent)
