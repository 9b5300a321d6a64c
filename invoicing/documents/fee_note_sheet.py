"""A frozen fee note as the strings that stand on paper. Sheet and foot are the invoice's own; nothing is asked for."""

from typing import Any

from invoicing.documents import facts, sheet, wording
from invoicing.documents.fee_note import FeeNoteDocument, PaidFee
from invoicing.documents.fee_note_words import all_words, word
from invoicing.documents.words import fixed_words
from tyonohjaus.lib import colour, money
from tyonohjaus.lib.money import NO_BREAK


def context(note: FeeNoteDocument) -> dict[str, Any]:
    language, payer = note.language, note.payer
    period = wording.period_text(note.period_first_on, note.period_last_on, language)
    title = f"{word('fee_note', language)} {period}"
    return {
        "document": {"seller": payer, "language": language},  # what the head of the invoice asks
        "words": fixed_words(language) | all_words(language),
        "kind": word("fee_note", language),
        "title": title,
        "running": f"{title} · {payer.name}",
        "accent": colour.in_print(payer.accent),
        **facts.laid_out(note.address, [
            facts.Fact(word("period", language), period, strong=True),
            facts.Fact(word("made_on", language), wording.day_text(note.made_on, language)),
            facts.Fact(word("sessions", language), str(len(note.rows))),
        ]),
        "rows": [(number, *_row(row, language)) for number, row in enumerate(note.rows, start=1)],
        "replaces": word("replaces", language) if note.edition else "",
        "shows_vat": note.vat_registered,
        "sums": _sums(note),
        "total": money.euros(note.gross, language),
        "asks": word("send_invoice", language) if note.vat_registered else word("what_we_do", language),
        "contact": ", ".join(filter(None, (payer.email, payer.phone))),
        "foot": list(sheet.foot_of(payer, language)),
    }  # fmt: skip


def _row(row: PaidFee, language: str) -> tuple[str, ...]:
    text = word("co_supervision", language)
    return (
        wording.weekday_text(row.performed_on, language),
        text if row.fee else f"{text}, {word('not_there', language)}",
        row.process_code,
        f"{row.minutes}{NO_BREAK}min",
        money.percent(row.vat_percent, language),
        money.amount(row.fee, language),
    )


def _sums(note: FeeNoteDocument) -> list[tuple[str, str]]:
    """What leads to the sum; nothing where no tax is added."""
    if not note.vat_registered:
        return []
    language, vat = note.language, fixed_words(note.language)["vat"]
    taxes = [(f"{vat} {money.percent(rate.percent, language)}", rate.tax) for rate in note.rates]
    rows = [(word("fee", language), note.net), *taxes]
    return [(label, money.amount(total, language)) for label, total in rows]
