"""The head of the sheet: number, days, the buyer's references, the address in the window. What is empty has no row."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from invoicing.documents import wording
from invoicing.documents.document import Buyer, InvoiceDocument
from invoicing.documents.reminder import ReminderDocument
from invoicing.documents.words import word
from tyonohjaus.lib import finnish

ROOMY_ROWS = 12  # of facts at full size
FACT_WIDTH = 26  # characters of a value on one line
ADDRESS_LINES = 5
ADDRESS_WIDTH = 36


class Fact(NamedTuple):
    label: str
    value: str
    rest: str = ""
    strong: bool = False
    gap: bool = False  # begins a group


def context(document: InvoiceDocument) -> dict[str, Any]:
    return placed(document.buyer, list(_facts(document)))


def placed(buyer: Buyer, facts: list[Fact]) -> dict[str, Any]:
    recipient = buyer.recipient or buyer
    return laid_out((recipient.name, *recipient.address.lines), facts)


def laid_out(address: tuple[str, ...], facts: list[Fact]) -> dict[str, Any]:
    height = sum(_lines_of(fact.value + fact.rest, FACT_WIDTH) for fact in facts)
    address_height = sum(_lines_of(line, ADDRESS_WIDTH) for line in address)
    return {
        "facts": facts,
        "address": address,
        "tight_facts": height > ROOMY_ROWS,
        "tight_address": address_height > ADDRESS_LINES,
    }


def _facts(document: InvoiceDocument) -> Iterator[Fact]:
    """Three groups; the first filled row of the second and third stands a little apart."""
    yield from _own_facts(document)
    yield from of_buyer(document)


def of_buyer(document: InvoiceDocument | ReminderDocument) -> Iterator[Fact]:
    for group in (_reference_facts(document), _customer_facts(document)):
        filled = [fact for fact in group if fact.value]
        yield from (fact._replace(gap=place == 0) for place, fact in enumerate(filled))


def _own_facts(document: InvoiceDocument) -> Iterator[Fact]:
    language = document.language
    number, issued = ("credit_number", "credit_issued") if document.is_credit_note else ("number", "issued")
    yield Fact(word(number, language), document.number, strong=True)
    yield Fact(word(issued, language), wording.day_text(document.issue_on, language))
    if credited := document.credited:
        day = wording.day_text(credited.issue_on, language)
        lines = wording.numbers_text(tuple(line.number for line in document.lines))
        lines = word("all_lines", language) if document.credits_whole_invoice else lines
        yield Fact(word("credits", language), credited.number, rest=f", {day}", strong=True, gap=True)
        yield Fact(word("credited_lines", language), lines)
        yield Fact(word("invoice_reference", language), finnish.group_reference(credited.reference))
        return
    if document.due_on:
        yield Fact(word("due", language), wording.day_text(document.due_on, language), strong=True)
    if (days := document.payment_term_days) is not None:
        yield Fact(word("term", language), word("net_days", language, days=days) if days else word("at_once", language))
    period = wording.period_text(document.period_first_on, document.period_last_on, language)
    yield Fact(word("period", language), period)


def _reference_facts(document: InvoiceDocument | ReminderDocument) -> Iterator[Fact]:
    for name in ("buyer_reference", "order_number", "cost_centre", "contract"):
        yield Fact(word(name, document.language), getattr(document, name))


def _customer_facts(document: InvoiceDocument | ReminderDocument) -> Iterator[Fact]:
    buyer, language = document.buyer, document.language
    if buyer.recipient:
        yield Fact(word("customer", language), ", ".join((buyer.name, *buyer.address.lines)))
    yield Fact(word("customer_id", language), buyer.business_id)
    yield Fact(word("einvoice_address", language), buyer.einvoice_address)
    yield Fact(word("einvoice_operator", language), buyer.einvoice_operator)


def _lines_of(text: str, width: int) -> int:
    return max(1, -(-len(text) // width))
