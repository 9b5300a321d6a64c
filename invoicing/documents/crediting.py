"""The credit note that takes back lines of an invoice: their mirror, in its own words and at its own rates."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from invoicing.documents.document import TEMPLATE_VERSION, Credited, EarlierCredit, InvoiceDocument, Kind
from invoicing.documents.sums import credit_sums_of


def credit_note_of(
    original: InvoiceDocument,
    *,
    lines: Collection[int],
    number: str,
    issue_on: date,
    earlier: Sequence[InvoiceDocument] = (),
) -> InvoiceDocument:
    """`lines` are numbers of the original's, `earlier` its credit notes before this one."""
    assert original.due_on
    mirrored = tuple(
        replace(line, quantity=-line.quantity, net=-line.net) for line in original.lines if line.number in lines
    )
    return replace(
        original,
        kind=Kind.CREDIT_NOTE,
        number=number,
        issue_on=issue_on,
        due_on=None,
        payment_term_days=None,
        reference="",
        lines=mirrored,
        sums=credit_sums_of(
            mirrored,
            original=original.sums,
            earlier=[note.sums for note in earlier],
            grounds={row.category: row.ground for row in original.sums.vat_rows},
        ),
        credited=Credited(
            number=original.number,
            issue_on=original.issue_on,
            due_on=original.due_on,
            reference=original.reference,
            gross=original.sums.gross,
            earlier=tuple(
                EarlierCredit(number=note.number, issue_on=note.issue_on, gross=note.sums.gross) for note in earlier
            ),
        ),
        template_version=TEMPLATE_VERSION,
    )
