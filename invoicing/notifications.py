"""When X, tell Y with text Z: the mails of invoicing (templates/invoicing/mail/). Answers reach the office."""

from contextlib import suppress
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from processes.models import Process, References
from tyonohjaus.celery import hurry
from tyonohjaus.events.models import Event
from tyonohjaus.events.record import on
from tyonohjaus.lib import clock
from tyonohjaus.outbox.compose import Attachment, LinkTo, attachment, queue, still_so
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import Channel, Organisation, User

from . import hours
from .delivery import MAIL
from .models import FeeNote, Invoice, Line, NotSendable, Paper, Reminder, Route, Sending, SentAlready, balance_of

HOURS = "invoicing/mail/hours"
SETTLED = "invoicing/mail/settled"
MARKS = "invoicing/mail/marks"
PDF = "invoice_pdf"
REMINDER = "invoicing/mail/reminder"
REMINDER_PDF = "reminder_pdf"
FEE_NOTE = "invoicing/mail/fee_note"
FEE_NOTE_PDF = "fee_note_pdf"
MORNING = time(8)


@on("invoice.issued")
def print_soon(_event: Event, invoice: Invoice) -> None:
    paper = invoice.paper.pk
    transaction.on_commit(lambda: hurry("invoicing.tasks.make_paper", str(paper)))


@on("invoice.printed", "invoice.mailed")
def send_to_payer(_event: Event, invoice: Invoice) -> None:
    """To the address for invoices, or the sign-in address of one who pays themselves, once; else it waits for the
    office ("Toimitettava käsin"). Neutral: a number, a sum, a day (C1)."""
    if not invoice.address:
        return
    document = invoice.frozen()
    queue(
        to=invoice.consumer,
        address=invoice.address,
        language=document.language,
        template=MAIL,
        about=invoice,
        facts={
            "number": document.number,
            "due_on": str(document.due_on) if document.due_on else "",
            "gross": str(document.sums.gross),
            "credited": document.credited.number if document.credited else "",
        },
        attach=PDF,
        once=document.number,
    )


@on("invoice.reminded")
def print_reminder_soon(_event: Event, letter: Reminder) -> None:
    pk = letter.pk
    transaction.on_commit(lambda: hurry("invoicing.tasks.make_reminder", str(pk)))


@on("reminder.printed")
def send_reminder(_event: Event, letter: Reminder) -> None:
    """The way that its invoice went; one that was brought by hand is brought by hand again. Neutral (C1)."""
    if not letter.address:
        return
    document = letter.frozen()
    queue(
        to=letter.invoice.consumer,
        address=letter.address,
        language=document.language,
        template=REMINDER,
        about=letter,
        facts={"number": document.number, "due_on": str(document.due_on), "total": str(document.total)},
        attach=REMINDER_PDF,
        once=f"{document.number}-{document.step}",
    )


@still_so(REMINDER)
def it_is_unpaid_still(message: Message) -> bool:
    """And by just so much: a letter that asks for more than is owed does not leave."""
    letter = Reminder.objects.select_related("invoice").get(pk=message.about_id)
    return balance_of(letter.invoice).open == letter.frozen().open


@attachment(REMINDER_PDF)
def the_letter(message: Message) -> list[Attachment]:
    letter = Reminder.objects.get(pk=message.about_id)
    assert letter.pdf
    return [Attachment(letter.frozen().file_name, bytes(letter.pdf), "application/pdf")]


@on("fee_note.made")
def print_fee_note_soon(_event: Event, note: FeeNote) -> None:
    pk = note.pk
    transaction.on_commit(lambda: hurry("invoicing.tasks.make_fee_note", str(pk)))


@on("fee_note.printed", "fee_note.mailed")
def send_fee_note(event: Event, note: FeeNote) -> None:
    """To who is paid; where an employer reads their mail they are given it by hand. Neutral: a month and a sum (C1)."""
    if not note.address:
        return
    document = note.frozen()
    queue(
        to=note.person,
        address=note.address,
        template=FEE_NOTE,
        about=note,
        facts={"month": str(note.period_first_on), "gross": str(document.gross)},
        attach=FEE_NOTE_PDF,
        once=str(event.pk),
    )


@still_so(FEE_NOTE)
def it_holds_still(message: Message) -> bool:
    return FeeNote.objects.standing().filter(pk=message.about_id).exists()


@attachment(FEE_NOTE_PDF)
def the_fee_note(message: Message) -> list[Attachment]:
    note = FeeNote.objects.get(pk=message.about_id)
    assert note.pdf
    return [Attachment(note.frozen().file_name, bytes(note.pdf), "application/pdf")]


@on("invoice.printed")
def send_as_einvoice(_event: Event, invoice: Invoice) -> None:
    """Into the operator's folder, where there is one; else it waits for the office. So does one that lacks what the
    form wants: the office reads there what."""
    if invoice.payers_channel == Channel.EINVOICE and settings.EINVOICE_DROP_DIR:
        with suppress(NotSendable, SentAlready):
            Sending.begin(invoice, route=Route.DROP, by=None, now=clock.now())


@on("invoice.einvoiced")
def drop_soon(_event: Event, sending: Sending) -> None:
    if sending.route == Route.DROP:
        transaction.on_commit(lambda: hurry("invoicing.tasks.drop", str(sending.pk)))


@attachment(PDF)
def the_pdf(message: Message) -> list[Attachment]:
    """The bytes that were kept; the file's name tells the number alone (C18)."""
    paper = Paper.objects.select_related("invoice").get(invoice=message.about_id)
    assert paper.pdf
    return [Attachment(paper.invoice.frozen().file_name, bytes(paper.pdf), "application/pdf")]


@on("organisation.changed", "process.changed")
def draft_by_its_rules(event: Event, _whose: Organisation | Process) -> None:
    """What stands on a payer's invoices, or what one of them holds, has changed: the drafts are made anew, and nothing
    that was sent."""
    if {"grouping", *References._fields} & set(event.facts["changed"]):
        transaction.on_commit(lambda: hurry("invoicing.tasks.draft_anew"))


@on("hours.asked")
def ask_manager(event: Event, manager: User) -> None:
    """What nobody approved beforehand, of their own people only; the link opens these lines and nothing else (C6)."""
    answer_by_on = date.fromisoformat(event.facts["answer_by_on"])
    lines = Line.objects.filter(pk__in=event.facts["lines"])
    queue(
        to=manager,
        template=HOURS,
        about=manager,
        facts={
            "lines": [_told(card) for card in hours.cards(lines, manager)],
            "answer_by_on": str(answer_by_on),
            "keys": event.facts["lines"],
        },
        link=LinkTo(
            action="hours",
            subject_id=manager.pk,
            expires_at=clock.day_bounds(answer_by_on)[1],
            mark=str(answer_by_on),
        ),
        send_at=_not_by_night(event.at),
        once=str(event.pk),
    )


@still_so(HOURS)
def somebody_still_waits_for_the_answer(message: Message) -> bool:
    return hours.wait_still(message.user, (UUID(key) for key in message.facts["keys"]))


@on("line.settled")
def tell_managers(event: Event, line: Line) -> None:
    """What the office wrote down of a talk with the payer; one who remembers it otherwise answers the mail."""
    if line.is_let_go:
        return  # nobody pays anything
    for manager, card in hours.cards_by_manager(line):
        facts = {"lines": [_told(card) | {"approved": ""}]}  # both have said what holds
        queue(to=manager, template=SETTLED, about=manager, facts=facts, once=str(event.pk))


@on("marks.asked")
def ask_supervisor(event: Event, supervisor: User) -> None:
    """Once a day: these sessions are over and nobody has said what became of them."""
    queue(
        to=supervisor,
        template=MARKS,
        about=supervisor,
        facts={"times": event.facts["times"]},
        once=str(clock.day_of(event.at)),
    )


def _told(card: hours.HoursCard) -> dict[str, Any]:
    return {
        "starts_at": card.starts_at.isoformat(),
        "minutes": card.minutes,
        "sessions": card.sessions,
        "travel": card.travel,
        "net": str(card.net),
        "approved": str(card.approved or ""),
        "taxed": card.vat_percent > 0,
        "code": card.code,
        "names": card.names,
    }


def _not_by_night(instant: datetime) -> datetime:
    """The month is drafted at midnight; a manager hears of it in the morning."""
    wall = clock.local(instant)
    return clock.at(wall.date(), MORNING) if wall.time() < MORNING else instant
