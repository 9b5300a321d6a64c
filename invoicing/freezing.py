"""A draft to the document that is kept, or to what it would be: the last time that live rows are read."""

from collections.abc import Callable
from copy import copy
from datetime import date

from django.db.models import Prefetch, QuerySet

from bookings.models import Booking

from .composing import House, document_of, lines_with_people, lines_with_references
from .demands import what_keeps_back
from .documents import document as paper
from .models import Invoice, NotIssuable, Package, TravelCost


def with_lines(invoices: QuerySet[Invoice]) -> QuerySet[Invoice]:
    """All that a document is made of, in a fixed number of queries."""
    return invoices.select_related("organisation__own_of", "consumer").prefetch_related(
        Prefetch("lines", lines_with_references())
    )


def freeze(house: House) -> Callable[[Invoice], paper.InvoiceDocument]:
    """For `Invoice.issue`: makes the document of a row that has its number and day. Raises NotIssuable."""

    def frozen(row: Invoice) -> paper.InvoiceDocument:
        # What marks, waives or prices a session waits until this invoice has been issued with it, or not.
        list(Booking.objects.filter(lines__invoice=row).select_for_update(of=("self",)).order_by("pk"))
        for bought in (Package, TravelCost):
            list(bought.objects.filter(lines__invoice=row).select_for_update(of=("self",)).order_by("pk"))
        lines = list((lines_with_references() if row.bundle else lines_with_people()).filter(invoice=row))
        document = document_of(row, lines, house=house)
        if found := what_keeps_back(row, lines, document):
            raise NotIssuable(found)
        return document

    return frozen


def preview(draft: Invoice, *, house: House, on: date, running: int) -> paper.InvoiceDocument:
    """What it would be if it were issued on that day with that running number."""
    row = copy(draft)
    row.number, row.issue_on = paper.printed_number(year=on.year, running=running), on
    return document_of(row, list(draft.lines.all()), house=house)
