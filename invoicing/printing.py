"""The PDFs of issued invoices, reminders and fee notes (outbox/paper.py says how)."""

from tyonohjaus.outbox import paper

from .models import FeeNote, Paper, Reminder


def make(pk: object) -> None:
    paper.make(Paper.objects.unmade(), _render, pk=pk)


def make_all() -> None:
    paper.make_all(Paper.objects.unmade().order_by("invoice__number"), make)


def make_reminder(pk: object) -> None:
    paper.make(Reminder.objects.unmade(), _render_reminder, pk=pk)


def make_all_reminders() -> None:
    paper.make_all(Reminder.objects.unmade().order_by("at"), make_reminder)


def make_fee_note(pk: object) -> None:
    paper.make(FeeNote.objects.unmade(), _render_fee_note, pk=pk)


def make_all_fee_notes() -> None:
    paper.make_all(FeeNote.objects.unmade().order_by("at"), make_fee_note)


def _render_fee_note(row: FeeNote) -> bytes:
    from .documents.pdf import render_fee_note

    return render_fee_note(row.frozen())


def _render_reminder(row: Reminder) -> bytes:
    from .documents.pdf import render_reminder

    return render_reminder(row.frozen())


def _render(row: Paper) -> bytes:
    from .documents.pdf import render  # 0.7 s and 60 MB that only a printing worker needs

    return render(row.invoice.frozen())
