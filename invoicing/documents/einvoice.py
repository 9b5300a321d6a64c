"""What keeps a sound document from being sent as an e-invoice: asked always, since a schema sees neither the buyer's
address nor what the buyer demands, and says what is too long in words that nobody in an office understands.

`problems.problems` comes first; these are what only the electronic forms ask.
"""

from collections.abc import Iterator
from enum import StrEnum
from textwrap import wrap

from invoicing.documents import finvoice, schemas, ubl
from invoicing.documents.document import Address, InvoiceDocument
from invoicing.documents.faults import Fault, Problem
from invoicing.documents.wording import service_text

SHORTEST, LONGEST_PLACE, LONGEST_ARTICLE, STREETS = 2, 35, 100, 3


class Format(StrEnum):
    FINVOICE = "finvoice"
    PEPPOL = "peppol"


def written(document: InvoiceDocument, form: Format, *, frame: finvoice.Frame | None = None) -> bytes:
    """The XML in that form. Only Finvoice has a frame, one for each sending."""
    return ubl.ubl(document) if form is Format.PEPPOL else finvoice.finvoice(document, frame=frame)


def faults(document: InvoiceDocument, form: Format, *, schema: str) -> list[Problem]:
    """Own checks, and then the schema of that form (a file of Finvoice, a folder of UBL); empty when it may be sent.
    Where no path is given none is asked."""
    found = problems(document, form)
    if found or not schema:
        return found
    path = ubl.schema_in(schema, document) if form is Format.PEPPOL else schema
    return schemas.problems(written(document, form), path=path)


def problems(document: InvoiceDocument, form: Format) -> list[Problem]:
    """In reading order; empty when it may be sent."""
    return [*_receiver(document), *(_peppol(document) if form is Format.PEPPOL else _finvoice(document))]


def _receiver(document: InvoiceDocument) -> Iterator[Problem]:
    if not (document.buyer.einvoice_address and document.buyer.einvoice_operator):
        yield Problem(fault=Fault.EINVOICE_MISSING)


def _peppol(document: InvoiceDocument) -> Iterator[Problem]:
    address = document.buyer.einvoice_address
    if address and ubl.endpoint(address) is None:
        yield Problem(fault=Fault.PEPPOL_ADDRESS, found=address)
    if not (document.buyer_reference or document.order_number):
        yield Problem(fault=Fault.PEPPOL_REFERENCE)


def _finvoice(document: InvoiceDocument) -> Iterator[Problem]:
    seller, buyer = document.seller, document.buyer
    yield from _address("seller", seller.address)
    yield from _address("buyer", buyer.address)
    if buyer.recipient:
        yield from _address("recipient", buyer.recipient.address)
    for where, text in (
        ("home_town", seller.home_town),
        ("phone", seller.phone),
        ("einvoice_address", buyer.einvoice_address),
        ("einvoice_operator", buyer.einvoice_operator),
    ):
        if len(text) > LONGEST_PLACE:
            yield Problem(fault=Fault.TOO_LONG, where=where, expected=str(LONGEST_PLACE))
    for line in document.lines:
        if len(service_text(line, document.language)) > LONGEST_ARTICLE:
            yield Problem(fault=Fault.TOO_LONG, where=str(line.number), expected=str(LONGEST_ARTICLE))


def _address(where: str, address: Address) -> Iterator[Problem]:
    streets = [part for line in address.street for part in wrap(line, LONGEST_PLACE)]
    if len(streets) > STREETS:
        yield Problem(fault=Fault.ADDRESS_TOO_LONG, where=where, expected=str(STREETS))
    for part, text in (("street", min(streets, key=len, default="")), ("postcode", address.postcode)):
        if 0 < len(text) < SHORTEST:
            yield Problem(fault=Fault.TOO_SHORT, where=part, expected=str(SHORTEST))
    for part, text in (("postcode", address.postcode), ("town", address.town)):
        if len(text) > LONGEST_PLACE:
            yield Problem(fault=Fault.TOO_LONG, where=part, expected=str(LONGEST_PLACE))
