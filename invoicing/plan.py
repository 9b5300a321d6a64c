"""What a month's run would change. Worked out from rows that are read, and writes nothing: the run does it
(`drafting.py`), the month's page counts it (`month.py`)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from .charges import Charge
from .models import Invoice, Line
from .models.bundle import Bundle

# Payer, first day of the month, and what the payer wants on one: what makes an invoice one.
Key = tuple[UUID, date, Bundle]


@dataclass(frozen=True)
class Placed:
    """The line of this charge goes on the draft that has this key, be it there or not; None: on no draft for now."""

    charge: Charge
    key: Key | None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All empty, but for `postponed`, where lines and drafts are as the sessions say."""

    removed: list[Line] = field(default_factory=list)
    added: list[Charge] = field(default_factory=list)
    # Nobody need say yes to them any more.
    released: list[Line] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    # Ready, but their payer has had that month's invoice: on none before the next month's run.
    postponed: list[Charge] = field(default_factory=list)

    @property
    def touched(self) -> set[UUID]:
        """The sessions that a run would change something for; not what it would only note down for the next month."""
        later = {charge.booking.pk for charge in self.postponed}
        come = {charge.booking.pk for charge in self.added} - later
        changed = {line.booking_id for line in [*self.removed, *self.released]}
        return come | changed | {one.charge.booking.pk for one in self.placed}


def key_of(row: Invoice) -> Key:
    return row.payer_key, row.period_first_on, Bundle.of(row)


def plan_of(lines: Iterable[Line], charges: Iterable[Charge], invoices: Iterable[Invoice], *, first: date) -> Plan:
    """For the month that begins on that day.

    `lines` are the unissued ones, `charges` what is due, `invoices` what `InvoiceQuerySet.in_work` finds. Each charge
    has its line, as it is now, and nothing else has one; a line that is ready lies on its payer's draft, and keeps the
    month where it lies already. What was let go is left alone, and nothing comes in its place.
    """
    open_still, spared = [], _Spared()
    for line in lines:
        spared.add(line) if line.is_let_go else open_still.append(line)
    due = {charge.line_key: charge for charge in charges if not spared.has(charge)}
    plan, kept = Plan(), {}
    for line in open_still:
        charge = due.get(line.key)
        if charge and charge.is_on(line):
            kept[line.key] = line
        else:
            plan.removed.append(line)
    plan.added.extend(charge for key, charge in due.items() if key not in kept)
    plan.released.extend(line for line in kept.values() if line.is_waiting and not due[line.key].asks)
    known = {key_of(row): row for row in invoices}
    sent = _Sent(known)
    drafts: dict[UUID | None, Key] = {row.pk: key for key, row in known.items() if not row.is_issued}
    for charge in due.values():
        old = kept.get(charge.line_key)
        if _is_ready(charge, old):
            _place(plan, charge, drafts.get(old.invoice_id) if old else None, sent, first)
    return plan


def _is_ready(charge: Charge, line: Line | None) -> bool:
    """Need nobody say yes, or has somebody?"""
    return not charge.asks if line is None or line.is_waiting else line.state == Line.State.READY


class _Spared:
    """What somebody has said nobody pays, by session and way there, and by package: the whole (None), or one payer's
    part of it."""

    def __init__(self) -> None:
        self.keys: set[tuple[UUID | None, UUID | None, UUID | None]] = set()

    def add(self, line: Line) -> None:
        self.keys.add((line.booking_id, line.travel_id, line.organisation_id))
        if line.package_id:
            self.keys.add((line.package_id, None, line.organisation_id))

    def has(self, charge: Charge) -> bool:
        booking, organisation, travel = charge.line_key
        package = charge.item.package
        sold = [(booking, travel), *([(package.pk, None)] if package else [])]
        return any((*one, whose) in self.keys for one in sold for whose in (None, organisation))


class _Sent:
    """What has gone out: by key, and by which rules. A payer whose month went out by another rule than today's has had
    its invoice: what comes late goes on the next one, and nothing that was sent is sorted anew."""

    def __init__(self, known: dict[Key, Invoice]) -> None:
        self.keys = {key for key, row in known.items() if row.is_issued}
        self.rules = {(payer, month, bundle.rule) for payer, month, bundle in self.keys}
        self.months = {(payer, month) for payer, month, _rule in self.rules}

    def has(self, key: Key) -> bool:
        payer, month, bundle = key
        by_another = (payer, month) in self.months and (payer, month, bundle.rule) not in self.rules
        return key in self.keys or by_another


def _place(plan: Plan, charge: Charge, lies: Key | None, sent: _Sent, first: date) -> None:
    payer, bundle = charge.key
    key = payer, lies[1] if lies else first, bundle
    issued = not charge.elsewhere and sent.has(key)
    if issued:
        plan.postponed.append(charge)
    target = None if issued or charge.elsewhere else key
    if target != lies:
        plan.placed.append(Placed(charge, target))
