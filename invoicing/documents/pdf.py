"""The document on paper. An issued invoice is rendered once and its bytes are kept; nothing renders it again."""

from decimal import Decimal

from django.template.loader import render_to_string

from invoicing.documents import codes, fee_note_sheet, reminder_sheet, sheet
from invoicing.documents.document import ZERO, InvoiceDocument, Seller
from invoicing.documents.fee_note import FeeNoteDocument
from invoicing.documents.finvoice import finvoice
from invoicing.documents.reminder import ReminderDocument
from tyonohjaus.lib.press import Enclosure, inline, print_pdf

STYLE = "css/invoice.css"


def render(document: InvoiceDocument) -> bytes:
    """The PDF of a document without problems, with its Finvoice inside (a hybrid for the archive: the e-invoice itself
    goes as XML); about 0.1 s, 0.7 s more the first time in a process."""
    enclosed = Enclosure("finvoice.xml", "Finvoice 3.0", finvoice(document), document.issue_on)
    return print_pdf(page(document), style=STYLE, enclosed=enclosed)


def page(document: InvoiceDocument) -> str:
    """The HTML that is printed, pictures included."""
    to_pay = document.sums.gross if document.is_payable else ZERO
    return render_to_string(
        "invoicing/print/invoice.html", {**sheet.context(document), **_pictures(document, to_pay=to_pay)}
    )


def render_reminder(letter: ReminderDocument) -> bytes:
    """The PDF of a reminder letter."""
    page = render_to_string(
        "invoicing/print/reminder.html", {**reminder_sheet.context(letter), **_pictures(letter, to_pay=letter.total)}
    )
    return print_pdf(page, style=STYLE)


def render_fee_note(note: FeeNoteDocument) -> bytes:
    """The PDF of a fee note: nothing on it can be paid, so it has neither barcode nor QR."""
    page = render_to_string("invoicing/print/fee_note.html", {**fee_note_sheet.context(note), **_logo(note.payer)})
    return print_pdf(page, style=STYLE)


def _logo(seller: Seller) -> dict[str, str]:
    return {"logo": inline(seller.logo.content, seller.logo.media_type)} if seller.logo else {}


def _pictures(document: InvoiceDocument | ReminderDocument, *, to_pay: Decimal) -> dict[str, str]:
    pictures = _logo(document.seller)
    if to_pay:
        pictures["qr"] = inline(codes.qr_svg(_epc_text(document, to_pay)).encode())
    if digits := document.barcode:
        pictures["bars"] = inline(codes.barcode_svg(digits).encode())
    return pictures


def _epc_text(document: InvoiceDocument | ReminderDocument, amount: Decimal) -> str:
    seller = document.seller
    return codes.epc_text(
        name=seller.name,
        iban=seller.iban,
        bic=seller.bic,
        amount=amount,
        reference=document.reference,
        due_on=document.due_on,
    )
