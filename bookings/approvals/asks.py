"""What a manager reads before answering, and nothing else: working time and cost of their own people (C7).

An ask is one session, or the sessions of one series that wait together. Its token names the times that were shown, so
that an answer never falls on a time that has moved since.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.urls import reverse

from bookings.models import Booking, Series
from bookings.models.states import TAKES_TIME
from processes.models import Place
from processes.own_part import OwnPart
from processes.parties import names, own_people
from tyonohjaus.lib import money
from tyonohjaus.lib.vat import VatTable
from tyonohjaus.people.models import Practice

Times = tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True, kw_only=True)
class ApprovalCard:
    """All that the step of approval shows (C6, C7): a test holds the names of these fields.

    `price` and `gross` are sums of all its times, in euros, of a shared cost their own employer's part; `vat_percent`
    is None where its days have several rates. `nth` is the place of its first time among the process's sessions,
    `count` how many were agreed.
    """

    whose: str
    times: Times
    minutes: int
    remote: bool
    price: Decimal | None
    vat_percent: Decimal | None
    gross: Decimal | None
    cost_centre: str
    code: str
    nth: int
    count: int | None
    held_until: datetime

    @property
    def starts_at(self) -> datetime:
        return self.times[0][0]

    @property
    def ends_at(self) -> datetime:
        return self.times[0][1]

    @property
    def last(self) -> datetime:
        return self.times[-1][0]


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What waits for one manager's answer. The series is None for a session that is asked alone."""

    bookings: tuple[Booking, ...]
    series: Series | None
    card: ApprovalCard

    @property
    def token(self) -> str:
        return ",".join(f"{booking.pk}@{booking.starts_at.isoformat()}" for booking in self.bookings)

    @property
    def url(self) -> str:
        """Its own page."""
        if self.series:
            return reverse("bookings:series_approval", args=[self.series.pk])
        return reverse("bookings:approval", args=[self.bookings[0].pk])


def waiting(manager: Any, *, now: datetime) -> list[Ask]:
    """All that waits for this manager, the nearest deadline first, in a fixed number of queries."""
    return _asks(Booking.objects.waiting_for(manager, now), manager)


def total(asks: Iterable[Ask]) -> Decimal:
    """Net euros of all that is asked."""
    return sum((one.card.price or Decimal() for one in asks), Decimal())


def ask(manager: Any, *, now: datetime, booking: Booking) -> Ask | None:
    """This one session, if it waits for this manager."""
    found = _asks(Booking.objects.waiting_for(manager, now).filter(pk=booking.pk), manager)
    return found[0] if found else None


def ask_series(manager: Any, *, now: datetime, series: Series) -> Ask | None:
    """What of this series waits for this manager."""
    found = _asks(Booking.objects.waiting_for(manager, now).filter(series=series), manager)
    return found[0] if found else None


def cards_of(bookings: Iterable[Booking], managers: Iterable[Any]) -> list[ApprovalCard]:
    """What these managers would read of these sessions of one process, one card each."""
    rows = tuple(sorted(bookings, key=lambda booking: booking.starts_at))
    order, vat = _order(rows), Practice.objects.get().vat_table()
    processes = {row.process_id for row in rows}
    return [_card(rows, manager, order, vat, OwnPart.read(manager, processes)) for manager in managers]


def _whose(booking: Booking, manager: Any) -> str:
    """Whose time it is: the names of this manager's own people in the process, nobody else's."""
    return names(own_people(booking.process, manager, booking.day))


def _asks(bookings: Any, manager: Any) -> list[Ask]:
    rows = sorted(bookings.with_people().select_related("series"), key=lambda row: (_together(row), row.starts_at))
    if not rows:
        return []
    order, vat = _order(rows), Practice.objects.get().vat_table()
    part = OwnPart.read(manager, {row.process_id for row in rows})
    found = []
    for _key, group in groupby(rows, key=_together):
        together = tuple(group)
        series = together[0].series if len(together) > 1 else None
        card = _card(together, manager, order, vat, part)
        found.append(Ask(bookings=together, series=series, card=card))
    return sorted(found, key=lambda one: (one.card.held_until, one.card.starts_at))


def _together(booking: Booking) -> str:
    """The sessions of a series are asked together."""
    return str(booking.series_id or booking.pk)


def _order(bookings: Iterable[Booking]) -> dict[uuid.UUID, int]:
    """The place of each session among those of its process: first, second …"""
    processes = {booking.process_id for booking in bookings}
    rows = Booking.objects.filter(process__in=processes, status__in=TAKES_TIME).order_by("starts_at")
    counts: defaultdict[uuid.UUID, int] = defaultdict(int)
    places = {}
    for pk, process in rows.values_list("pk", "process"):
        counts[process] += 1
        places[pk] = counts[process]
    return places


def _card(
    rows: tuple[Booking, ...], manager: Any, order: dict[uuid.UUID, int], vat: VatTable, part: OwnPart
) -> ApprovalCard:
    first, process = rows[0], rows[0].process
    sums: defaultdict[Decimal, Decimal] = defaultdict(Decimal)
    for booking in rows:
        if booking.price is not None and part.pays(process, booking.day):
            sums[vat.percent(booking.day)] += part.of(booking.price, process, booking.day)
    return ApprovalCard(
        whose=_whose(first, manager),
        times=tuple((booking.starts_at, booking.ends_at) for booking in rows),
        minutes=first.minutes,
        remote=first.place == Place.REMOTE,
        price=sum(sums.values(), Decimal()) if sums else None,
        vat_percent=next(iter(sums)) if len(sums) == 1 else None,
        gross=sum((base + money.vat(base, rate) for rate, base in sums.items()), Decimal()) if sums else None,
        cost_centre=part.references(process, first.day).cost_centre,
        code=process.code,
        nth=order.get(first.pk, 0),
        count=process.agreed_count,
        held_until=min((booking.held_until for booking in rows if booking.held_until), default=first.starts_at),
    )
