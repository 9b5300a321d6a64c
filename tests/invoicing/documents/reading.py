"""Printed samples, and what a reader of text finds on them."""

from functools import cache
from io import BytesIO

import pypdf

from invoicing.documents.document import InvoiceDocument
from invoicing.documents.pdf import render
from tests.invoicing.documents import samples
from tyonohjaus.lib import money


@cache
def printed(name: str) -> bytes:
    return render(samples.ALL[name]())


def read(pdf: bytes) -> list[str]:
    """The text of each page, every white space a plain space."""
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(pdf)).pages]


def sums_on(document: InvoiceDocument) -> set[str]:
    sums, language = document.sums, document.language
    amounts = [line.net for line in document.lines] + [line.unit_price for line in document.lines]
    if document.seller.vat_registered:
        amounts += [sums.net, sums.vat, sums.gross]
        amounts += [part for row in sums.vat_rows for part in (row.base, row.tax, row.base + row.tax)]
    written = [money.amount(value, language) for value in amounts] + [money.euros(sums.gross, language)]
    return {" ".join(text.split()) for text in written}
