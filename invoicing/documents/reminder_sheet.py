"""A frozen reminder as the strings that stand on paper. Sheet, payment block and foot are the invoice's own."""

from collections.abc import Iterator
from typing import Any

from invoicing.documents import facts, sheet, wording
from invoicing.documents.reminder import ReminderDocument
from invoicing.documents.reminder_words import word
from invoicing.documents.words import fixed_words
from invoicing.documents.words import word as invoice_word
from tyonohjaus.lib import colour, money


def context(letter: ReminderDocument) -> dict[str, Any]:
    language = letter.language
    title = f"{word('reminder', language)} {letter.number}"
    due = wording.day_text(letter.due_on, language)
    return {
        "document": letter,
        "words": fixed_words(language),
        "kind": word("reminder", language),
        "title": title,
        "running": f"{title} · {letter.seller.name}",
        "accent": colour.in_print(letter.seller.accent),
        **facts.placed(letter.buyer, list(_facts(letter))),
        "texts": [word("unpaid", language, number=letter.number, due=due), word("paid_already", language)],
        "heads": [word("what", language), word("sum", language)],
        "rows": [(label, money.amount(value, language)) for label, value in _rows(letter)],
        "total": money.euros(letter.total, language),
        "total_label": invoice_word("to_pay", language),
        "terms": list(_terms(letter)),
        **sheet.payment(letter),
        "is_payable": True,
        "foot": list(sheet.foot(letter)),
    }


def _facts(letter: ReminderDocument) -> Iterator[facts.Fact]:
    language = letter.language
    yield facts.Fact(word("reminder_on", language), wording.day_text(letter.issue_on, language))
    yield facts.Fact(word("step", language), word("first" if letter.step == 1 else "second", language))
    yield facts.Fact(word("pay_by", language), wording.day_text(letter.due_on, language), strong=True)
    yield facts.Fact(invoice_word("number", language), letter.number, strong=True, gap=True)
    yield facts.Fact(invoice_word("issued", language), wording.day_text(letter.invoice_on, language))
    yield facts.Fact(word("invoice_due", language), wording.day_text(letter.invoice_due_on, language))
    yield from facts.of_buyer(letter)


def _rows(letter: ReminderDocument) -> Iterator[tuple[str, Any]]:
    language, day = letter.language, wording.day_text(letter.invoice_on, letter.language)
    yield word("invoice_row", language, number=letter.number, day=day), letter.invoice_gross
    if letter.credited:
        yield word("credited_row", language), -letter.credited
    if letter.paid:
        yield word("paid_row", language), -letter.paid
    if letter.credited or letter.paid:
        yield word("open_row", language), letter.open
    if letter.earlier_fees:
        yield word("earlier_row", language), letter.earlier_fees
    if letter.fee:
        yield word("fee_row" if letter.buyer.is_consumer else "compensation_row", language), letter.fee


def _terms(letter: ReminderDocument) -> Iterator[str]:
    language, rate = letter.language, letter.late_interest_percent
    yield (
        invoice_word("interest_by_law", language)
        if rate is None
        else invoice_word("interest", language, percent=money.percent(rate, language))
    )
    yield word("speak", language)
