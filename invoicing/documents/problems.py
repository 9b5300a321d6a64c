"""Why a document may not be issued: everything that is wrong with it, as typed problems.

Runs always, beside any XSD, which sees neither check digits nor sums nor days.
"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from invoicing.documents.document import Address, InvoiceDocument, Line, Seller, VatCategory, VatRow
from invoicing.documents.faults import Fault, Problem
from invoicing.documents.sums import net_of
from invoicing.documents.wording import day_text
from invoicing.documents.words import LANGUAGES
from tyonohjaus.lib import finnish, money, typeface, working_days
from tyonohjaus.lib.money import amount, quantity

LONGEST = 70  # of a name or an identifier, in Finvoice 3.0 and in the EPC QR alike
UNBOUNDED = frozenset({"footer", "ground"})  # wrapped where it stands
OF_BOTH = frozenset({"name", "street", "postcode", "town"})  # the practice has them, and its payer
WINDOW_LINES = 5  # of an address, in the envelope's window
HALF_CENT = Decimal("0.005")


def problems(document: InvoiceDocument) -> list[Problem]:
    """Everything that is wrong, in reading order; empty when the document may be issued."""
    return [problem for check in CHECKS for problem in check(document)]


def _head(document: InvoiceDocument) -> Iterator[Problem]:
    if document.language not in LANGUAGES:
        yield Problem(fault=Fault.LANGUAGE, found=document.language)
    number = document.number
    if not (number.isascii() and number.isdigit() and 4 <= len(number) <= 19 and number[0] != "0"):
        yield Problem(fault=Fault.NUMBER, found=number)
    if document.period_last_on < document.period_first_on:
        yield Problem(fault=Fault.PERIOD)


def _seller(document: InvoiceDocument) -> Iterator[Problem]:
    seller = document.seller
    yield from _party("seller", seller.name, seller.address)
    if not finnish.is_business_id(seller.business_id):
        yield Problem(fault=Fault.BUSINESS_ID, where="seller", found=seller.business_id)
    if not finnish.is_iban(seller.iban):
        yield Problem(fault=Fault.IBAN, found=seller.iban)
    if not finnish.is_bic(seller.bic):
        yield Problem(fault=Fault.BIC, found=seller.bic)


def _buyer(document: InvoiceDocument) -> Iterator[Problem]:
    buyer = document.buyer
    yield from _party("buyer", buyer.name, buyer.address)
    if buyer.recipient:
        yield from _party("recipient", buyer.recipient.name, buyer.recipient.address)
    needs_id = bool(buyer.business_id) or not buyer.is_consumer
    if needs_id and not finnish.is_business_id(buyer.business_id):
        yield Problem(fault=Fault.BUSINESS_ID, where="buyer", found=buyer.business_id)
    if bool(buyer.einvoice_address) != bool(buyer.einvoice_operator):
        yield Problem(fault=Fault.EINVOICE_HALF)


def _party(where: str, name: str, address: Address) -> Iterator[Problem]:
    if not name.strip():
        yield Problem(fault=Fault.NAME_MISSING, where=where)
    if not (any(line.strip() for line in address.street) and address.postcode.strip() and address.town.strip()):
        yield Problem(fault=Fault.ADDRESS_MISSING, where=where)
    if len(address.lines) + 1 > WINDOW_LINES:
        yield Problem(fault=Fault.ADDRESS_TOO_LONG, where=where, expected=str(WINDOW_LINES))


def _texts(document: InvoiceDocument) -> Iterator[Problem]:
    for where, text in _strings(document):
        if len(text) > LONGEST and where not in UNBOUNDED:
            yield Problem(fault=Fault.TOO_LONG, where=where, expected=str(LONGEST))
        unwritten = not document.is_credit_note and not typeface.writes(text)  # what has gone out can be credited
        if unwritten or _holds_controls(text):
            yield Problem(fault=Fault.CHARACTER, where=where)


def unprintable(thing: Any) -> Iterator[Problem]:
    """What a paper would leave out of the texts of this, or set in a font of the machine's."""
    for where, text in _strings(thing):
        if not typeface.writes(text) or _holds_controls(text):
            yield Problem(fault=Fault.CHARACTER, where=where)


def _holds_controls(text: str) -> bool:
    return any(unicodedata.category(character) in {"Cc", "Cs", "Cn"} for character in text)


def _payment(document: InvoiceDocument) -> Iterator[Problem]:
    if document.is_credit_note:
        return
    if not finnish.is_reference(document.reference):
        yield Problem(fault=Fault.REFERENCE, found=document.reference)
    if document.due_on is None or document.payment_term_days is None:
        yield Problem(fault=Fault.DUE_MISSING)
        return
    due, earliest = document.due_on, document.issue_on + timedelta(days=document.payment_term_days)
    if due < earliest:
        yield Problem(fault=Fault.DUE_EARLY, found=_day(due), expected=_day(earliest))
    if due != (moved := working_days.next_working_day(due)):
        yield Problem(fault=Fault.DUE_DAY_OFF, found=_day(due), expected=_day(moved))


def _lines(document: InvoiceDocument) -> Iterator[Problem]:
    if not document.lines:
        yield Problem(fault=Fault.NO_LINES)
    seen: set[int] = set()
    for line in document.lines:
        if line.number in seen:
            yield Problem(fault=Fault.LINE_NUMBERS, found=str(line.number))
        seen.add(line.number)
        yield from _line(line, document)


def _line(line: Line, document: InvoiceDocument) -> Iterator[Problem]:
    where = str(line.number)
    if line.performed_on > document.issue_on:
        yield Problem(fault=Fault.LINE_DAY, where=where)
    if line.unit_price < 0 or (line.quantity > 0) == document.is_credit_note or line.quantity == 0:
        yield Problem(fault=Fault.LINE_SIGN, where=where)
    if line.net != (net := net_of(quantity=line.quantity, unit_price=line.unit_price)):
        yield Problem(fault=Fault.LINE_NET, where=where, found=amount(line.net), expected=amount(net))
    taxed = line.vat_category is VatCategory.STANDARD
    if (line.vat_percent > 0) != taxed or (taxed and not document.seller.vat_registered):
        yield Problem(fault=Fault.LINE_VAT, where=where, found=quantity(line.vat_percent))


def _vat(document: InvoiceDocument) -> Iterator[Problem]:
    rates = {(line.vat_category, line.vat_percent) for line in document.lines}
    rows = document.sums.vat_rows
    if sorted((row.category, row.percent) for row in rows) != sorted(rates):
        yield Problem(fault=Fault.VAT_ROWS)
        return
    for row in rows:
        if row.category is not VatCategory.STANDARD and not row.ground.strip():
            yield Problem(fault=Fault.GROUND_MISSING)
        yield from _vat_row(row, document)


def _vat_row(row: VatRow, document: InvoiceDocument) -> Iterator[Problem]:
    nets = [line.net for line in document.lines if (line.vat_category, line.vat_percent) == (row.category, row.percent)]
    rate = quantity(row.percent)
    if (base := sum(nets, Decimal(0))) != row.base:
        yield Problem(fault=Fault.VAT_BASE, where=rate, found=amount(row.base), expected=amount(base))
    tax = money.vat(row.base, row.percent)
    if abs(row.tax - tax) > _tolerance(document) or row.tax != money.cents(row.tax):
        yield Problem(fault=Fault.VAT_TAX, where=rate, found=amount(row.tax), expected=amount(tax))


def _tolerance(document: InvoiceDocument) -> Decimal:
    """The credit that empties a rate takes the tax that is left: half a cent for each rounding before it."""
    return HALF_CENT * (len(document.credited.earlier) + 2) if document.credited else Decimal(0)


def _totals(document: InvoiceDocument) -> Iterator[Problem]:
    sums = document.sums
    net = sum((row.base for row in sums.vat_rows), Decimal(0))
    tax = sum((row.tax for row in sums.vat_rows), Decimal(0))
    for found, expected in ((sums.net, net), (sums.vat, tax), (sums.gross, net + tax)):
        if found != expected:
            yield Problem(fault=Fault.TOTALS, found=amount(found), expected=amount(expected))
    if (sums.gross > 0) if document.is_credit_note else (sums.gross < 0):
        yield Problem(fault=Fault.TOTAL_SIGN, found=amount(sums.gross))


def _credit(document: InvoiceDocument) -> Iterator[Problem]:
    if document.is_credit_note != (document.credited is not None):
        yield Problem(fault=Fault.CREDIT)
    elif document.credited and document.left_to_pay < 0:
        yield Problem(fault=Fault.CREDIT_TOO_MUCH, found=amount(document.left_to_pay))


def _day(day: date) -> str:
    return day_text(day, "fi")


def _strings(thing: Any, where: str = "", *, of_seller: bool = False) -> Iterator[tuple[str, str]]:
    """Every text in the document with the name of its field; "seller", where that alone would not say whose."""
    if isinstance(thing, StrEnum):
        return
    if isinstance(thing, str):
        yield where, thing
    elif isinstance(thing, tuple):
        for item in thing:
            yield from _strings(item, where)
    elif is_dataclass(thing):
        of_seller = of_seller or isinstance(thing, Seller)
        for field in fields(thing):
            place = "seller" if of_seller and field.name in OF_BOTH else field.name
            yield from _strings(getattr(thing, field.name), place, of_seller=of_seller)


CHECKS: tuple[Callable[[InvoiceDocument], Iterator[Problem]], ...] = (
    _head, _seller, _buyer, _texts, _payment, _lines, _vat, _totals, _credit,
)  # fmt: skip
