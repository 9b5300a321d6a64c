"""A frozen document as the strings that stand on paper, part by part. What is not filled is not there at all."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from invoicing.documents import facts, settlement, wording
from invoicing.documents.document import InvoiceDocument, Line, Seller, VatCategory, VatRow
from invoicing.documents.reminder import ReminderDocument
from invoicing.documents.words import fixed_words, word
from tyonohjaus.lib import colour, finnish, money
from tyonohjaus.lib.money import NO_BREAK

PAYEE_WIDTH = 25  # characters of the payee's name on one line


class Row(NamedTuple):
    number: int
    day: str
    service: str
    people: str
    code: str
    quantity: str
    price: str
    gross_price: str
    vat: str
    net: str


def context(document: InvoiceDocument) -> dict[str, Any]:
    """Everything that the template places, and nothing that it would have to decide."""
    language, seller = document.language, document.seller
    title = f"{word(document.kind, language)} {document.number}"
    return {
        "document": document,
        "words": fixed_words(language),
        "kind": word(document.kind, language),
        "title": title,
        "running": f"{title} · {seller.name}",
        "accent": colour.in_print(seller.accent),
        **facts.context(document),
        "rows": [_row(line, language) for line in document.lines],
        "shows_vat": seller.vat_registered,
        "shows_codes": not document.buyer.is_consumer,  # to the one who was there a code says nothing
        "shows_gross": seller.vat_registered and document.buyer.is_consumer,
        **_sums(document),
        "laws": list(_laws(document)),
        "terms": list(_terms(document)),
        **(settlement.context(document) if document.is_credit_note else payment(document)),
        "is_payable": document.is_payable,
        "foot": list(foot(document)),
    }


def _row(line: Line, language: str) -> Row:
    return Row(
        number=line.number,
        day=wording.weekday_text(line.performed_on, language),
        service=wording.service_text(line, language),
        people=", ".join(line.people),
        code=line.process_code,
        quantity=wording.quantity_text(line.quantity, line.unit, language),
        price=money.price(line.unit_price, language),
        gross_price=money.amount(money.with_vat(line.unit_price, line.vat_percent), language),
        vat=money.percent(line.vat_percent, language),
        net=money.amount(line.net, language),
    )


def _sums(document: InvoiceDocument) -> dict[str, Any]:
    language, sums = document.language, document.sums
    rows = [(money.percent(row.percent, language), row.base, row.tax, row.base + row.tax) for row in sums.vat_rows]
    return {
        "vat_rows": [(rate, *(money.amount(part, language) for part in parts)) for rate, *parts in rows],
        "totals": [money.amount(part, language) for part in (sums.net, sums.vat, sums.gross)],
        "total": money.euros(sums.gross, language),
        "total_label": word("credited" if document.is_credit_note else "to_pay", language),
    }


def _laws(document: InvoiceDocument) -> Iterator[str]:
    """The ground for a missing tax is a legal mark: in ink, with its rate where the invoice shows rates, and with its
    lines where there are several grounds."""
    for row in document.sums.vat_rows:
        if row.category is not VatCategory.STANDARD:
            rate = f"{money.percent(row.percent, document.language)}: " if document.seller.vat_registered else ""
            for ground in _grounds(row, document):
                yield f"{rate}{ground.rstrip('.')}."


def _grounds(row: VatRow, document: InvoiceDocument) -> list[str]:
    by_ground: dict[str, list[int]] = {}
    for line in document.lines:
        if line.vat_category is row.category and line.vat_ground:
            by_ground.setdefault(line.vat_ground, []).append(line.number)
    if len(by_ground) < 2:
        return [row.ground]
    return [
        word("on_lines", document.language, ground=ground, lines=wording.numbers_text(tuple(numbers)))
        for ground, numbers in by_ground.items()
    ]


def _terms(document: InvoiceDocument) -> Iterator[str]:
    language, is_consumer = document.language, document.buyer.is_consumer
    if document.is_credit_note:
        yield word("whole_invoice" if document.credits_whole_invoice else "only_these_lines", language)
    else:
        rate = document.late_interest_percent
        yield (
            word("interest_by_law", language)
            if rate is None
            else word("interest", language, percent=money.percent(rate, language))
        )
        if document.notice_days and not is_consumer:  # a consumer's time to complain is the law's
            yield word("notice", language, days=document.notice_days)
    if document.seller.vat_registered:
        yield word("once_per_rate", language)
    if not is_consumer and not any(line.people for line in document.lines):
        yield word("no_names", language)
    if document.footer:
        yield document.footer


def payment(document: InvoiceDocument | ReminderDocument) -> dict[str, Any]:
    seller, language = document.seller, document.language
    phone = f"{word('phone', language)}{NO_BREAK}{seller.phone}" if seller.phone else ""
    contact = ", ".join(part for part in (seller.email, phone) if part)
    return {
        "due": wording.day_text(document.due_on, language) if document.due_on else "",
        "reference": finnish.group_reference(document.reference),
        "iban": finnish.group_iban(seller.iban),
        "barcode": document.barcode,
        "barcode_alt": word("barcode_alt", language, digits=document.barcode or ""),
        "contact": contact,
        "tight_payee": len(seller.name) > PAYEE_WIDTH,
    }


def foot(document: InvoiceDocument | ReminderDocument) -> Iterator[str]:
    yield from foot_of(document.seller, document.language)


def foot_of(seller: Seller, language: str) -> Iterator[str]:
    """The seller's legal line: who, where, and the registers it stands in."""
    where = ", ".join((seller.name, *seller.address.lines))
    yield " · ".join(part for part in (where, seller.website) if part)
    marks = [
        f"{word('seat', language)} {seller.home_town}" if seller.home_town else "",
        f"{word('business_id', language)} {seller.business_id}",
        f"{word('vat_id', language)} {seller.vat_id}" if seller.vat_id else "",
        word("vat_registered", language) if seller.vat_registered else "",
        word("prepayment_registered", language) if seller.prepayment_registered else "",
    ]
    yield " · ".join(mark for mark in marks if mark)
