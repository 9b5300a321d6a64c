"""What a credit note says: the mirror of an invoice as it was frozen, not as its rows are now."""

from uuid import UUID

from .documents import document as paper
from .documents.crediting import credit_note_of
from .documents.problems import problems
from .models import Invoice, Line, NotIssuable
from .models.credit import Mirror


def mirror(invoice: Invoice) -> Mirror:
    """For `credit`: makes the document of a note that has its number and day. Raises NotIssuable."""

    def mirrored(note: Invoice, lines: list[Line]) -> paper.InvoiceDocument:
        assert note.number
        assert note.issue_on
        original = invoice.frozen()
        numbers = _numbers(invoice, original)
        document = credit_note_of(
            original,
            lines=[numbers[line.pk] for line in lines],
            number=note.number,
            issue_on=note.issue_on,
            earlier=[one.frozen() for one in invoice.credit_notes.order_by("number")],
        )
        if found := problems(document):
            raise NotIssuable(found)
        return document

    return mirrored


def _numbers(invoice: Invoice, original: paper.InvoiceDocument) -> dict[UUID, int]:
    """By the row's key. What was frozen before keys were noted had its lines in the order of their sessions."""
    keys = [line.key for line in original.lines if line.key]
    if len(keys) != len(original.lines):
        then = invoice.lines.order_by("booking__starts_at", "pk")
        keys = list(then.values_list("pk", flat=True))
    return dict(zip(keys, [line.number for line in original.lines], strict=True))
