"""The document on paper. An issued invoice is rendered once and its bytes are kept; nothing renders it again."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from django.template.loader import render_to_string

from invoicing.documents import codes, fee_note_sheet, reminder_sheet, sheet
from invoicing.documents.document import ZERO, InvoiceDocument, Seller
from invoicing.documents.fee_note import FeeNoteDocument
from invoicing.documents.finvoice import finvoice
from invoicing.documents.reminder import ReminderDocument
from tyonohjaus.lib.drawing import Drawing
from tyonohjaus.lib.press import Enclosure, inline, print_pdf

STYLE = "css/invoice.css"


def render(document: InvoiceDocument) -> bytes:
    """The PDF of a document without problems, with its Finvoice inside (a hybrid for the archive: the e-invoice itself
    goes as XML); about 0.1 s, 0.7 s more the first time in a process."""
    enclosed = Enclosure("finvoice.xml", "Finvoice 3.0", finvoice(document), document.issue_on)
    drawn = codes_of(document, to_pay=document.sums.gross if document.is_payable else ZERO)
    return print_pdf(page(document, drawn), style=STYLE, enclosed=enclosed, drawings=drawn.values())


def page(document: InvoiceDocument, drawn: Mapping[str, Drawing]) -> str:
    """The HTML that is printed."""
    return render_to_string(
        "invoicing/print/invoice.html", {**sheet.context(document), **_pictures(document.seller, drawn)}
    )


def render_reminder(letter: ReminderDocument) -> bytes:
    """The PDF of a reminder letter."""
    drawn = codes_of(letter, to_pay=letter.total)
    context = {**reminder_sheet.context(letter), **_pictures(letter.seller, drawn)}
    page = render_to_string("invoicing/print/reminder.html", context)
    return print_pdf(page, style=STYLE, drawings=drawn.values())


def render_fee_note(note: FeeNoteDocument) -> bytes:
    """The PDF of a fee note: nothing on it can be paid, so it has neither barcode nor QR."""
    page = render_to_string("invoicing/print/fee_note.html", {**fee_note_sheet.context(note), **_pictures(note.payer)})
    return print_pdf(page, style=STYLE)


def _pictures(seller: Seller, drawn: Mapping[str, Drawing] = MappingProxyType({})) -> dict[str, str]:
    """As addresses that a page names."""
    logo = {"logo": inline(seller.logo.content, seller.logo.media_type)} if seller.logo else {}
    return logo | {name: inline(drawing.stand_in) for name, drawing in drawn.items()}


def codes_of(document: InvoiceDocument | ReminderDocument, *, to_pay: Decimal) -> dict[str, Drawing]:
    drawn = {}
    if to_pay:
        drawn["qr"] = codes.qr_code(_epc_text(document, to_pay))
    if digits := document.barcode:
        drawn["bars"] = codes.barcode(digits)
    return drawn


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
