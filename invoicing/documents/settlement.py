"""The foot of a credit note: what is left of the invoice, and how to pay it."""

from typing import Any

from invoicing.documents import wording
from invoicing.documents.document import Credited, EarlierCredit, InvoiceDocument
from invoicing.documents.words import word
from tyonohjaus.lib import finnish, money
from tyonohjaus.lib.money import NO_BREAK


def context(document: InvoiceDocument) -> dict[str, Any]:
    credited, language = document.credited, document.language
    if credited is None:
        return {}
    rows = [
        (_paper("the_invoice", credited, language), credited.gross),
        *((_paper("earlier_credit", credit, language), credit.gross) for credit in credited.earlier),
        (word("this_credit", language), document.sums.gross),
    ]
    return {
        "settlement": [(label, money.euros(gross, language)) for label, gross in rows],
        "left_to_pay": money.euros(document.left_to_pay, language),
        "settle_text": _settle_text(document),
    }


def _settle_text(document: InvoiceDocument) -> str:
    credited, language = document.credited, document.language
    assert credited
    sentences = ["nothing_left", "paid_already"]
    if document.left_to_pay > 0:
        in_time = credited.due_on >= document.issue_on
        sentences = ["left", "pay_left_by" if in_time else "pay_left", "paid_already"]
    facts = {
        "number": credited.number,
        "reference": finnish.group_reference(credited.reference).replace(" ", NO_BREAK),
        "due": wording.day_text(credited.due_on, language),
    }
    return " ".join(word(key, language, **facts) for key in sentences)


def _paper(key: str, paper: Credited | EarlierCredit, language: str) -> str:
    return word(key, language, number=paper.number, day=wording.day_text(paper.issue_on, language))
