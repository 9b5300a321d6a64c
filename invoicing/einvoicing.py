"""A month's invoices as e-invoices: which can go, which have gone, and the file of those that go together."""

import io
import uuid
import zipfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from .delivery import Stage, ways
from .documents.document import InvoiceDocument
from .documents.einvoice import Format
from .documents.faults import Problem
from .models import Invoice, Paper, Route, Sending, faults

# Of every file in a zip: two of the same content are the same bytes.
NO_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """`last`: the e-invoice of it that went last. `waits`: nothing has brought it to its payer yet."""

    invoice: Invoice
    document: InvoiceDocument
    problems: list[Problem]
    last: Sending | None
    waits: bool


def candidates(first: date, *, form: str = Format.FINVOICE) -> list[Candidate]:
    """This month's issued invoices and credit notes of organisations whose PDF is made, in order of their numbers. A
    person outside a business takes no e-invoice (241/2019)."""
    rows = Invoice.objects.issued().filter(period_first_on=first, organisation__isnull=False)
    made = rows.filter(paper__made_at__isnull=False).select_related("organisation__own_of").order_by("number")
    invoices = list(made)
    way, last = ways(invoices), Sending.last_of(invoices)
    return [
        Candidate(
            invoice=invoice,
            document=(document := invoice.frozen()),
            problems=faults(document, form),
            last=last.get(invoice.pk),
            waits=way[invoice.pk].stage in {Stage.BY_HAND, Stage.FAILED},
        )
        for invoice in invoices
    ]


def routes() -> list[Route]:
    """By which files can go from this portal."""
    return [Route.DROP, Route.DOWNLOAD] if settings.EINVOICE_DROP_DIR else [Route.DOWNLOAD]


def send_all(
    invoices: Iterable[Invoice], *, route: str, form: str, by: Any, now: datetime, over: Mapping[UUID, UUID]
) -> list[Sending]:
    """All of them or none; what is downloaded is one file. `over`: invoice → the e-invoice of it that a person has seen
    gone. Raises NotSendable, SentAlready."""
    batch = uuid.uuid4() if route == Route.DOWNLOAD else None
    with transaction.atomic():
        return [
            Sending.begin(one, route=route, form=form, by=by, now=now, over=over.get(one.pk), batch=batch)
            for one in sorted(invoices, key=lambda invoice: str(invoice.number))
        ]


def packed(sendings: Collection[Sending]) -> bytes:
    """Each with its PDF, as they were sent; the same bytes each time."""
    papers = {paper.invoice_id: paper for paper in Paper.objects.filter(invoice__in=[one.invoice for one in sendings])}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as pack:
        for one in sendings:
            assert one.content is not None
            pdf = papers[one.invoice_id].pdf
            assert pdf is not None
            pack.writestr(_entry(one.file_name), bytes(one.content))
            pack.writestr(_entry(one.invoice.frozen().file_name), bytes(pdf))
    return file.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=NO_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
