"""For payers whose invoices another program makes: what is ready to be told to it, and the file that tells it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from tyonohjaus.lib.moves import ChangedMeanwhile, stand
from tyonohjaus.lib.tables import Cell
from tyonohjaus.people.assurance import employers_among
from tyonohjaus.people.models import Organisation

from .charges import Charge, charges
from .composing import FINNISH, House, line_of, lines_with_people
from .documents import basis
from .documents.document import Line as Frozen
from .documents.faults import Faulty
from .documents.wording import service_text
from .drafting import last_day
from .due import Due
from .models import Export, Invoice, Line
from .plan import plan_of

HOUR = Decimal(60)


class NotWritable(Faulty):
    """What a file cannot hold."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the file. The payer is an organisation or a person who pays as a consumer."""

    line: Line
    charge: Charge
    frozen: Frozen

    @property
    def payer(self) -> Any:
        return self.charge.payer


def entries(first: date, *, house: House) -> list[Entry]:
    """Of this month and before: what nobody need say yes to any more, is on no invoice and was not exported. By payer,
    then by time."""
    found = charges(Due.read(house.practice, until=last_day(first)), practice=house.practice)
    by_key = {charge.line_key: charge for charge in found if isinstance(charge, Charge) and charge.elsewhere}
    open_still = lines_with_people().filter(pk__in=Line.objects.unissued().until(last_day(first)))
    ready = [line for line in open_still if line.key in by_key and line.is_free and line.is_current]
    return [
        Entry(line=line, charge=by_key[line.key], frozen=line_of(line, house=house, number=number))
        for number, line in enumerate(sorted(ready, key=lambda line: _place(by_key[line.key])), start=1)
    ]


def undrafted(first: date, *, house: House) -> int:
    """For how many sessions that are billed elsewhere a run would change something now."""
    found = charges(Due.read(house.practice, until=last_day(first)), practice=house.practice)
    due = [charge for charge in found if isinstance(charge, Charge)]
    lines = Line.objects.unissued().until(last_day(first)).select_related("package")
    plan = plan_of(lines, due, Invoice.objects.in_work(first), first=first)
    own = {charge.booking.pk for charge in due if charge.elsewhere}
    gone = {line.booking_id for line in plan.removed if line.invoice_id is None}
    return len(plan.touched & (own | gone))


def _place(charge: Charge) -> tuple[Any, ...]:
    return str(charge.payer), charge.references, charge.booking.starts_at


def token_of(found: Iterable[Entry]) -> str:
    """What the button was shown with: these lines, these sums."""
    shown = [f"{one.line.pk} {one.frozen.net}" for one in found]
    return stand(sorted(shown))


def export(first: date, found: Sequence[Entry], *, by: Any, now: datetime) -> Export:
    """Raises ChangedMeanwhile and NotWritable; then nothing is done."""
    keys = [one.line.pk for one in found]
    return Export.make(keys, first=first, by=by, now=now, write=_writer(first))


def _writer(first: date) -> Callable[[int, Sequence[UUID]], bytes]:
    def write(number: int, keys: Sequence[UUID]) -> bytes:
        chosen = set(keys)
        found = [one for one in entries(first, house=House.read()) if one.line.pk in chosen]
        if len(found) != len(chosen):
            raise ChangedMeanwhile  # what the file does not tell must not count as exported
        theirs = employers_among({address for one in found if (address := _private_address(one))})
        rows = [_row(one, export=number, number=place, theirs=theirs) for place, one in enumerate(found, start=1)]
        if problems := basis.problems(rows):
            raise NotWritable(list(problems))
        return basis.written(rows)

    return write


def _private_address(one: Entry) -> str:
    """Of one who pays themselves, as a person or by a business of their own."""
    if one.charge.organisation is None:
        return str(one.payer.email)
    return one.charge.organisation.billing_email if one.charge.organisation.own_of_id else ""


def _row(one: Entry, *, export: int, number: int, theirs: set[str]) -> list[Cell]:
    """A cell for each of basis.COLUMNS. No names but where the agreement says so (C17), no word of why a time was not
    kept (C10); of a consumer no process code, as on paper. `theirs`: addresses that employers read, who are not to
    learn of what somebody pays themselves (C6)."""
    line, references = one.frozen, one.charge.references
    is_consumer = one.charge.organisation is None
    minutes = (line.minutes or 0) * (line.sessions or 1)
    cells: list[Cell] = [export, number, line.performed_on, service_text(line, FINNISH).replace("\u00a0", " ")]
    cells += [minutes, (Decimal(minutes) / HOUR).quantize(Decimal("0.01"))]
    cells += ["" if is_consumer else line.process_code, ", ".join(line.people)]
    cells += [line.quantity, line.unit_price, line.net, line.vat_percent, line.vat_ground]
    cells += _payer(one.payer, is_consumer=is_consumer)
    cells[-1] = "" if cells[-1] in theirs else cells[-1]
    cells += [references.buyer_reference, references.order_number, references.cost_centre]
    return [*cells, one.payer.payment_term_days if isinstance(one.payer, Organisation) else None]


def _payer(payer: Any, *, is_consumer: bool) -> list[Cell]:
    where: list[Cell] = [payer.street, payer.postcode, payer.city]
    if is_consumer:
        return [payer.name, "1", "", *where, "", "", payer.email]
    einvoice = [payer.einvoice_address, payer.einvoice_operator]
    return [payer.name, "", payer.business_id or "", *where, *einvoice, payer.billing_email]
