"""Invoices of an invented practice, as the pictures of the printed design show them. Plain functions."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from invoicing.documents.crediting import credit_note_of
from invoicing.documents.document import (
    Address,
    Buyer,
    Form,
    InvoiceDocument,
    Service,
    VatCategory,
)
from invoicing.documents.words import SMALL_BUSINESS_GROUND
from tests.invoicing.documents.making import AINO, KUULOKE, invoice, line
from tyonohjaus.lib import finnish
from tyonohjaus.lib.working_days import add_working_days


def usual(**more: Any) -> InvoiceDocument:
    """Two sessions of one employer."""
    lines = (
        line(1, date(2027, 1, 11), (Form.INDIVIDUAL, 90), "175.00", "KV7-2RM"),
        line(2, date(2027, 1, 13), (Form.GROUP, 90), "200.00", "D4T-9HX"),
    )
    facts: dict[str, Any] = {
        "lines": lines,
        "buyer_reference": "Toimintaterapia",
        "cost_centre": "4410",
        "contract": "TS-2027-014",
    } | more
    return invoice(**facts)


def swedish() -> InvoiceDocument:
    """Twelve sessions on one page."""
    sessions = (
        (4, (Form.INDIVIDUAL, 60), "148.00", "M3K-8TW"),
        (5, (Form.PAIR, 90), "170.00", "X9C-4FD"),
        (7, (Form.GROUP, 90), "200.00", "R6J-2VN"),
        (11, (Form.INDIVIDUAL, 60), "148.00", "M3K-8TW"),
        (12, (Form.INDIVIDUAL, 60), "148.00", "H8P-5QZ"),
        (14, (Form.GROUP, 90), "200.00", "T2W-7KC"),
        (18, (Form.INDIVIDUAL, 60), "148.00", "M3K-8TW"),
        (19, (Form.PAIR, 90), "170.00", "X9C-4FD"),
        (21, (Form.GROUP, 90), "200.00", "R6J-2VN"),
        (25, (Form.INDIVIDUAL, 60), "148.00", "M3K-8TW"),
        (26, (Form.INDIVIDUAL, 60), "148.00", "H8P-5QZ"),
        (28, (Form.GROUP, 90), "200.00", "T2W-7KC"),
    )
    lines = [
        line(at, date(2027, 1, day), what, price, code) for at, (day, what, price, code) in enumerate(sessions, start=1)
    ]
    lines[9] = replace(lines[9], service=Service.RESERVED)
    return invoice(
        number="20270018",
        language="sv",
        lines=tuple(lines),
        due_on=date(2027, 3, 3),
        payment_term_days=30,
        buyer=Buyer(
            name="Småbarnspedagogiken i Kallio",
            address=Address(street=("Fakturor", "Skolgränden 1"), postcode="65100", town="Vasa"),
            business_id="9000014-2",
            einvoice_address="00379000014201",
            einvoice_operator="BAWCFI22",
        ),
        buyer_reference="Kallio/Kinnunen",
        order_number="OT1002017",
        cost_centre="7005",
    )


def long(count: int = 30) -> InvoiceDocument:
    """Two pages and two VAT treatments: every fourth process is exempt, one time was reserved."""
    kinds = (
        ((Form.INDIVIDUAL, 60), "148.00", "N7L-3XG"),
        ((Form.WORK_COMMUNITY, 90), "200.00", "W2H-6MD"),
        ((Form.GROUP, 120), "250.00", "C5V-8RK"),
        ((Form.INDIVIDUAL, 90), "175.00", "Z9T-4PJ"),
    )
    lines = []
    for at in range(count):
        what, price, code = kinds[at % 4]
        exempt = {"vat_percent": Decimal(0), "vat_category": VatCategory.EXEMPT} if at % 4 == 3 else {}
        day = add_working_days(date(2027, 1, 3), 1 + at * 18 // count)
        lines.append(line(at + 1, day, what, price, code, **exempt))
    if count > 10:
        lines[6] = line(
            7,
            lines[6].performed_on,
            (Form.GROUP, 120),
            "125.00",
            "C5V-8RK",
            service=Service.RESERVED,
            share=Decimal(50),
        )
    return invoice(
        number="20270019",
        lines=tuple(lines),
        grounds={VatCategory.EXEMPT: "veroton terveydenhoitopalvelu, AVL 34 §"},
        due_on=date(2027, 3, 3),
        payment_term_days=30,
        buyer=Buyer(
            name="Merikannan hyvinvointialue",
            address=Address(street=("Ostolaskut", "Satamatie 12"), postcode="28100", town="Pori"),
            business_id="9000012-6",
            einvoice_address="003790000126",
            einvoice_operator="003721291126",
        ),
        buyer_reference="Perhepalvelut",
        order_number="OT1002003",
        cost_centre="31200",
        contract="HA-2026-118",
    )


def credit_note(*, of: InvoiceDocument | None = None, numbers: tuple[int, ...] = (2,), **more: Any) -> InvoiceDocument:
    """Credits some lines of an invoice, by default the group session of the usual one."""
    note = credit_note_of(of or usual(), lines=numbers, number="20270023", issue_on=date(2027, 2, 8))
    return replace(note, **more)


def consumer() -> InvoiceDocument:
    """Aino pays herself: gross prices stand beside the net ones."""
    lines = (
        line(1, date(2027, 1, 12), (Form.INDIVIDUAL, 60), "148.00", "H8P-5QZ"),
        line(
            2, date(2027, 1, 26), (Form.INDIVIDUAL, 60), "74.00", "H8P-5QZ", service=Service.RESERVED, share=Decimal(50)
        ),
    )
    return invoice(number="20270020", lines=lines, buyer=AINO)


def small_business() -> InvoiceDocument:
    """A seller who is not registered for VAT: no tax column, the ground instead."""
    untaxed = {"vat_percent": Decimal(0), "vat_category": VatCategory.EXEMPT}
    lines = (
        line(1, date(2027, 1, 12), (Form.INDIVIDUAL, 90), "140.00", "H8P-5QZ", **untaxed),
        line(2, date(2027, 1, 20), (Form.PAIR, 90), "170.00", "X9C-4FD", **untaxed),
    )
    seller = replace(KUULOKE, name="Työnohjaus Silmu", vat_registered=False, logo=None, website="", accent="#e0a020")
    return invoice(
        number="20270021",
        lines=lines,
        grounds={VatCategory.EXEMPT: SMALL_BUSINESS_GROUND[0]},
        seller=seller,
    )


def outside() -> InvoiceDocument:
    """Between units of one corporation: no sale, and so no VAT at all."""
    small, internal = small_business(), VatCategory.OUTSIDE
    return replace(
        small,
        lines=tuple(replace(line, vat_category=internal) for line in small.lines),
        sums=replace(small.sums, vat_rows=tuple(replace(row, category=internal) for row in small.sums.vat_rows)),
    )


def english() -> InvoiceDocument:
    """With an international reference, and so the bank's other barcode."""
    lines = (
        line(1, date(2027, 1, 11), (Form.INDIVIDUAL, 90), "175.00", "KV7-2RM"),
        line(2, date(2027, 1, 13), (Form.GROUP, 90), "100.00", "D4T-9HX", service=Service.RESERVED, share=Decimal(50)),
        line(3, date(2027, 1, 20), (Form.WORK_COMMUNITY, 120), "1250.00", "W2H-6MD", quantity=Decimal(2)),
    )
    reference = finnish.rf_reference(finnish.reference_number("20270022"))
    said = "Occupational therapy"
    return invoice(number="20270022", reference=reference, language="en", lines=lines, buyer_reference=said)


ALL = {
    "usual": usual,
    "swedish": swedish,
    "long": long,
    "credit_note": credit_note,
    "consumer": consumer,
    "small_business": small_business,
    "english": english,
}
