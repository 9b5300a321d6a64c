"""What a manager reads before answering, and nothing else: working time and cost of their own people (C7).

An ask is one session, or the sessions of one series that wait together. Its token names the times and the prices that
were shown, so that an answer never falls on a time that has moved since, nor on another price.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, TypeVar

from django.urls import reverse

from bookings.budget import Budget, budgets
from bookings.models import Booking, Series
from bookings.models.states import TAKES_TIME
from processes.models import Place, vat_of
from processes.own_part import OwnPart
from processes.parties import names, own_people, supervisees, with_people
from tyonohjaus.access import Capacity, capacities_of
from tyonohjaus.lib import money
from tyonohjaus.lib.vat import VatTable
from tyonohjaus.people.models import Practice
from tyonohjaus.people.models.deputy import deputised_by, deputy_of

Times = tuple[tuple[datetime, datetime], ...]
Fact = TypeVar("Fact")


@dataclass(frozen=True, kw_only=True)
class ApprovalCard:
    """All that the step of approval shows (C6, C7): a test holds the names of these fields.

    `whose` names so many `people`.
    `minutes` and `remote` are of each of its times, None where these differ; `in_all` the minutes of all together.
    `price` and `gross` are sums of all its times, in euros, of a shared cost their own employer's part; `vat_percent`
    is None where its days have several rates. `nth` is the place of its first time among the process's sessions,
    `count` how many were agreed, `taken` how many are booked or held by now; `spent` and `agreed` are
    euros (see Budget); `others`: members who are not their people meet then too.
    """

    whose: str
    people: int
    times: Times
    minutes: int | None
    in_all: int
    remote: bool | None
    price: Decimal | None
    vat_percent: Decimal | None
    gross: Decimal | None
    cost_centre: str
    code: str
    nth: int
    count: int | None
    taken: int
    spent: Decimal | None
    agreed: Decimal | None
    held_until: datetime
    others: bool

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
    """What waits for one manager's answer. `prices`: of each session what their own employer pays (`price_of`). The
    series is None for a session that is asked alone; `instead_of` is the manager in whose place a deputy is asked."""

    bookings: tuple[Booking, ...]
    prices: tuple[Decimal | None, ...]
    series: Series | None
    card: ApprovalCard
    instead_of: Any = None

    @property
    def token(self) -> str:
        pairs = zip(self.bookings, self.prices, strict=True)
        shown = ",".join(booking.shown if price is None else f"{booking.shown}={price}" for booking, price in pairs)
        return f"{self.instead_of.pk};{shown}" if self.instead_of else shown

    @property
    def keys(self) -> set[tuple[str, uuid.UUID]]:
        """In whose place, and which sessions."""
        place = str(self.instead_of.pk) if self.instead_of else ""
        return {(place, booking.pk) for booking in self.bookings}

    @property
    def url(self) -> str:
        """Its own page."""
        if self.series:
            return reverse("bookings:series_approval", args=[self.series.pk])
        return reverse("bookings:approval", args=[self.bookings[0].pk])


def waiting(user: Any, *, now: datetime) -> list[Ask]:
    """All that waits for this person's answer, the nearest deadline first, in a fixed number of queries: theirs as a
    manager, and what they are asked in another's place."""
    return _waiting(user, now)


def total(asks: Iterable[Ask]) -> Decimal:
    """Net euros of all that is asked."""
    return sum((one.card.price or Decimal() for one in asks), Decimal())


def ask(user: Any, *, now: datetime, booking: Booking, instead_of: Any = None) -> Ask | None:
    """This one session, if it waits for this person; of one who is asked twice, first what is asked of themselves.
    `instead_of`: in that manager's place alone."""
    return next(iter(_waiting(user, now, instead_of, pk=booking.pk)), None)


def ask_series(user: Any, *, now: datetime, series: Series, instead_of: Any = None) -> Ask | None:
    """What of this series waits for this person."""
    return next(iter(_waiting(user, now, instead_of, series=series)), None)


def deputy_for(manager: Any, booking: Booking, *, now: datetime) -> Any:
    """Who is asked in this manager's place today, if this time waits for them and the deputy may answer it (E3)."""
    deputy = deputy_of(manager)
    if deputy is None:
        return None
    waits = Booking.objects.waiting_for(manager, now, deputy=deputy).filter(pk=booking.pk)
    return deputy if waits.exists() else None


def cards_of(bookings: Iterable[Booking], managers: Iterable[Any]) -> list[ApprovalCard]:
    """What these managers would read of these sessions of one process, one card each."""
    rows = tuple(sorted(bookings, key=lambda booking: booking.starts_at))
    order, vat = _order(rows), Practice.objects.get().vat_table()
    process, cards = rows[0].process, []
    with_people([process])
    for manager in managers:
        part = OwnPart.read(manager, {process.pk})
        cards.append(_card(rows, manager, order, vat, part, used=budgets(manager, [process], part)[process.pk]))
    return cards


def _waiting(user: Any, now: datetime, instead_of: Any = None, **which: Any) -> list[Ask]:
    asked = [] if instead_of else _asks(Booking.objects.waiting_for(user, now).filter(**which), user)
    for manager in _in_whose_place(user, instead_of):
        rows = Booking.objects.waiting_for(manager, now, deputy=user).filter(**which)
        asked += _asks(rows, manager, instead_of=manager)
    return sorted(asked, key=lambda one: (one.card.held_until, one.card.starts_at)) if not which else asked


def _in_whose_place(user: Any, only: Any) -> list[Any]:
    if Capacity.DEPUTY not in capacities_of(user):
        return []
    rows = deputised_by(user).select_related("manager").order_by("manager__name", "manager")
    return [row.manager for row in rows if only is None or row.manager_id == only.pk]


def _asks(bookings: Any, manager: Any, *, instead_of: Any = None) -> list[Ask]:
    exempt = "process__vat_exemptions"
    found = bookings.with_people().select_related("series").prefetch_related(exempt)
    rows = sorted(found, key=lambda row: (_together(row), row.starts_at))
    if not rows:
        return []
    order, vat = _order(rows), Practice.objects.get().vat_table()
    part = OwnPart.read(manager, {row.process_id for row in rows})
    used = budgets(manager, [row.process for row in rows], part)
    found = []
    for _key, group in groupby(rows, key=_together):
        together = tuple(group)
        series = together[0].series if len(together) > 1 else None
        card = _card(together, manager, order, vat, part, used=used[together[0].process_id])
        prices = tuple(booking.price_of(part) for booking in together)
        found.append(Ask(bookings=together, prices=prices, series=series, card=card, instead_of=instead_of))
    return found


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
    rows: tuple[Booking, ...],
    manager: Any,
    order: dict[uuid.UUID, int],
    vat: VatTable,
    part: OwnPart,
    *,
    used: Budget,
) -> ApprovalCard:
    first, process = rows[0], rows[0].process
    own = own_people(process, manager, first.day)  # nobody else is named
    sums: defaultdict[Decimal, Decimal] = defaultdict(Decimal)
    for booking in rows:
        if (price := booking.price_of(part)) is not None:
            sums[vat_of(process, booking.day, vat).percent] += price
    return ApprovalCard(
        whose=names(own),
        people=len(own),
        times=tuple((booking.starts_at, booking.ends_at) for booking in rows),
        minutes=_alike(booking.minutes for booking in rows),
        in_all=sum(booking.minutes for booking in rows),
        remote=_alike(booking.place == Place.REMOTE for booking in rows),
        price=sum(sums.values(), Decimal()) if sums else None,
        vat_percent=next(iter(sums)) if len(sums) == 1 else None,
        gross=sum((base + money.vat(base, rate) for rate, base in sums.items()), Decimal()) if sums else None,
        cost_centre=part.references(process, first.day).cost_centre,
        code=process.code,
        nth=order.get(first.pk, 0),
        count=process.agreed_count,
        taken=used.taken,
        spent=used.spent,
        agreed=used.agreed,
        held_until=min((booking.held_until for booking in rows if booking.held_until), default=first.starts_at),
        others=len(supervisees(process, first.day)) > len(own),
    )


def _alike(each: Iterable[Fact]) -> Fact | None:
    """What is the same of all."""
    first, *others = set(each)
    return None if others else first
