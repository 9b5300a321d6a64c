"""What a payer's manager says of hours that nobody approved beforehand, or not at this price: yes, or back with one of
three codes.

Silence is a yes, but not to a price above the approved one (docs/decisions/0036). A manager reads their own people's
lines only, and of them no more than a card holds (C7).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch

from bookings.models import Status
from processes.models import CostShare, Participant, vat_of
from processes.models.shares import managers_of_today, on_day
from processes.parties import managers, named_to_manager, names, people_of
from tyonohjaus.access import Action
from tyonohjaus.celery import hurry
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock, money
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.lib.vat import VatTable
from tyonohjaus.lib.working_days import add_working_days
from tyonohjaus.people.models import Practice

from .due import together, yeses
from .models import Line

WORKING_DAYS_TO_ANSWER = 5
ACCEPT = "accept"
ANSWERS = frozenset({ACCEPT, *Line.Returned.values})
# Said to a sum that is asked no more: no answer.
OF_ANOTHER_SUM = "of_another_sum"


@dataclass(frozen=True, kw_only=True)
class HoursCard:
    """All that a manager reads of a line: a test holds the names of these fields. `net` in euros, without VAT;
    `approved` what was said yes to beforehand, where that was less.

    `share` is None for a session that took place; else the percent that a reserved time is charged at (C10). Of a
    package, `sessions` says how many, and `minutes` how long each is; of what getting there cost,
    `travel` is true and `km` perhaps known.
    `names` is empty unless the agreement lets the payer read names (C1).
    """

    line: UUID
    starts_at: datetime
    ends_at: datetime
    minutes: int
    net: Decimal
    approved: Decimal | None
    vat_percent: Decimal
    share: int | None
    sessions: int | None
    travel: bool
    km: Decimal | None
    cost_centre: str
    code: str
    names: str
    answer_by_on: date

    @property
    def shown(self) -> str:
        """What an answer is to: the line is asked again at another sum, and stays the same line."""
        return str(self.net)


@dataclass(frozen=True)
class Answered:
    accepted: int
    returned: int
    # Lines that were answered, or charged otherwise, in the meantime.
    late: int

    @property
    def done(self) -> int:
        return self.accepted + self.returned


def waiting(manager: Any, *, answer_by_on: date | None = None) -> list[HoursCard]:
    """The lines that wait for this manager, nearest deadline first; of one deadline only, where it is given."""
    found = _of(manager).waiting()
    if answer_by_on:
        found = found.filter(answer_by_on=answer_by_on)
    return cards(found, manager)


def cards(lines: Any, manager: Any) -> list[HoursCard]:
    rows, vat = _read(lines), Practice.objects.get().vat_table()
    return [_card(line, manager, vat) for line in rows.in_order("answer_by_on")]


def cards_by_manager(line: Line) -> list[tuple[Any, HoursCard]]:
    """What each manager whose yes is asked there reads of one line."""
    row, vat = _read(Line.objects.filter(pk=line.pk)).get(), Practice.objects.get().vat_table()
    return [(manager, _card(row, manager, vat)) for manager in asked(row)]


def asked(line: Line) -> list[Any]:
    """Whose yes it waits for: of a part, of that employer's own managers."""
    process, starts_at = line.booking.process, line.booking.starts_at
    theirs = line.payers_managers()
    return [user for user in managers(process, starts_at) if theirs is None or user.pk in theirs]


def answer_by(now: datetime) -> date:
    """Until the end of which day silence is no answer yet."""
    return add_working_days(clock.day_of(now), WORKING_DAYS_TO_ANSWER)


def ask_again(line: Line, *, by: Any, price: Decimal, now: datetime) -> Line:
    """The same managers, of the same session as it is mended now: price, reference. Raises TooLate."""
    with transaction.atomic():
        row = line.ask_again(by=by, price=price, answer_by_on=answer_by(now))
        for manager in asked(row):
            record("hours.asked", subject=manager, lines=[str(row.pk)], answer_by_on=str(row.answer_by_on))
    return row


def answer(manager: Any, answers: Mapping[UUID, str], *, via: str = "portal") -> Answered:
    """Accept or return exactly these lines. What is not this manager's is passed over, as if it did not exist."""
    own = {line.pk: line for line in _of(manager).filter(pk__in=answers).select_related("booking")}
    accepted = returned = late = 0
    for pk, said in answers.items():
        line = own.get(pk)
        try:
            if line is None or said == OF_ANOTHER_SUM:
                late += 1
            elif said == ACCEPT:
                line.accept(by=manager, via=via)
                accepted += 1
            else:
                line.give_back(by=manager, returned_as=said, via=via)
                returned += 1
        except TooLate:
            late += 1
    if accepted:
        transaction.on_commit(lambda: hurry("invoicing.tasks.draft_anew"))
    return Answered(accepted, returned, late)


def accept_silence(today: date) -> int:
    """Accept what nobody returned in time; how many lines that was. What costs more than was approved goes back to
    the office instead."""
    accepted = 0
    for line in _read(Line.objects.waiting().filter(answer_by_on__lt=today)).order_by("answer_by_on", "pk"):
        try:
            if _approved(line) is None:
                line.accept(by=None, via="")
                accepted += 1
            else:
                line.give_back(by=None, returned_as=Line.Returned.PRICE, via="")
        except TooLate:
            continue  # answered at the last moment
    return accepted


def wait_still(manager: Any, lines: Iterable[UUID]) -> bool:
    """Does any of these still wait, and still for this manager (C12)?"""
    return _of(manager).waiting().filter(pk__in=list(lines)).exists()


def _of(manager: Any) -> Any:
    people = Participant.objects.filter(process=OuterRef("booking__process")).managed(manager, "booking__starts_at")
    return Line.objects.where_user_may(manager, Action.INVOICE_LINE_ANSWER).filter(Exists(people))


def _read(lines: Any) -> Any:
    return lines.select_related(
        "booking__process__organisation", "booking__process__frame", "organisation", "package", "travel"
    ).prefetch_related(
        people_of("booking__process__"),
        "booking__process__vat_exemptions",
        managers_of_today("booking__process__organisation__"),
        Prefetch("booking__process__cost_shares", CostShare.objects.with_managers()),
        "booking__approvals",
    )


def _approved(line: Line) -> Decimal | None:
    """How much of it was approved beforehand; None where nothing was, or not less than it costs."""
    if line.package or line.travel:
        return None
    own = _together(line)
    said = [one for one in yeses(line.booking, line.payers_managers()) if one.for_price]
    if any(one.covers(own.get(one.manager_id, line.net)) for one in said):
        return None
    parts = (money.cents((one.for_price or 0) * line.net / own.get(one.manager_id, line.net)) for one in said)
    return max(parts, default=None)


def _together(line: Line) -> dict[UUID, Decimal]:
    """Of a shared cost, by manager what their employers pay together: with this line's own sum, as it is asked now."""
    own, shares = line.organisation_id, on_day(line.booking.process, line.booking.day)
    if own is None or not shares:
        return {}
    parts = money.split(money.share_of(line.price, line.share), [share.percent for share in shares])
    agreed = {share.organisation_id: part for share, part in zip(shares, parts, strict=True)}
    return together(line.booking, agreed | {own: line.net})


def _card(line: Line, manager: Any, vat: VatTable) -> HoursCard:
    booking, process = line.booking, line.booking.process
    assert line.answer_by_on
    return HoursCard(
        line=line.pk,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        minutes=process.length_minutes if line.package else booking.minutes,
        sessions=line.package.sessions if line.package else None,
        travel=line.travel is not None,
        km=line.travel.km if line.travel else None,
        net=line.net,
        approved=_approved(line),
        vat_percent=vat_of(process, booking.day, vat).percent,
        share=None if line.package or line.travel or booking.status == Status.HELD else line.share,
        cost_centre=line.references.cost_centre,
        code=process.code,
        names=names(named_to_manager(process, manager, booking.day)),
        answer_by_on=line.answer_by_on,
    )
