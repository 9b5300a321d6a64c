"""What takes an issued invoice back: a credit note, by whole lines. Nothing of the invoice itself changes (E6)."""

import uuid
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any, ClassVar

from django.db import models, transaction

from invoicing.documents.document import InvoiceDocument
from tyonohjaus.access import Action, Scoped, ScopedQuerySet
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Practice

from .invoice import Invoice
from .line import Line
from .numbers import NumberSeries
from .paper import Paper

# The document of a credit note that has its number and day, of these lines of the invoice.
Mirror = Callable[[Invoice, list[Line]], InvoiceDocument]


class NotCreditable(Exception):
    """Only an invoice that has gone out is taken back: no draft, and no credit note."""


class CreditedAlready(Exception):
    """Some of these lines have been credited in the meantime, or none was chosen."""


class CreditedLine(Scoped):
    """A line that a credit note takes back, once: what is unique makes it so, whatever runs at the same time.

    Its session is free for a new line from then on, of the next `edition`.
    """

    scope = "note"
    SEE = Action.INVOICE_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    line = models.OneToOneField(Line, models.PROTECT, related_name="credited")
    note = models.ForeignKey(Invoice, models.PROTECT, related_name="credited_lines")

    objects: ClassVar = ScopedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.line_id} by {self.note_id}"


def credit(
    invoice: Invoice, *, lines: Collection[uuid.UUID], again: bool, by: Any, now: datetime, mirror: Mirror
) -> Invoice:
    """Credit these lines of an issued invoice: a note with its own number, frozen in the same transaction.

    Unless they are to be billed `again`, nobody is charged for their sessions any more. Raises NotCreditable,
    CreditedAlready, NotIssuable where the note's document has problems, OutOfOrder for a day before the last number's.
    """
    day = clock.day_of(now)
    with transaction.atomic():
        Practice.objects.select_for_update().get()  # a run reads lines and sessions before this, or after
        number = NumberSeries.take(on=day)  # whoever issues or credits queues here
        chosen = _locked(invoice, lines)
        note = Invoice(
            credits=invoice,
            organisation_id=invoice.organisation_id,
            consumer_id=invoice.consumer_id,
            payer_key=invoice.payer_key,
            period_first_on=invoice.period_first_on,
            period_last_on=invoice.period_last_on,
            **invoice.references._asdict(),
            number=number,
            issue_on=day,
            issued_at=now,
            issued_by=by,
        )
        note.keep(mirror(note, chosen))
        note.save(force_insert=True)
        CreditedLine.objects.bulk_create(CreditedLine(line=line, note=note) for line in chosen)
        if not again:
            Line.objects.bulk_create(line.let_go_anew(by=by, now=now) for line in chosen)
        Paper.objects.create(invoice=note)
        record("invoice.credited", subject=invoice, by=by, note=number)
        record("invoice.issued", subject=note, by=by, number=number)
    return note


def _locked(invoice: Invoice, lines: Collection[uuid.UUID]) -> list[Line]:
    if not invoice.is_issued or invoice.is_credit_note:
        raise NotCreditable
    rows = Line.objects.filter(invoice=invoice, pk__in=lines, credited=None)
    found = list(rows.select_related("booking").in_order())
    if not found or len(found) != len(set(lines)):
        raise CreditedAlready
    return found
