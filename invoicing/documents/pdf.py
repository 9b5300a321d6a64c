"""The document on paper. An issued invoice is rendered once and its bytes are kept; nothing renders it again."""

from django.template.loader import render_to_string

from invoicing.documents import codes, sheet
from invoicing.documents.document import InvoiceDocument
from invoicing.documents.finvoice import finvoice
from tyonohjaus.lib.press import Enclosure, inline, print_pdf

STYLE = "css/invoice.css"


def render(document: InvoiceDocument) -> bytes:
    """The PDF of a document without problems, with its Finvoice inside (a hybrid for the archive: the e-invoice itself
    goes as XML); about 0.1 s, 0.7 s more the first time in a process."""
    enclosed = Enclosure("finvoice.xml", "Finvoice 3.0", finvoice(document), document.issue_on)
    return print_pdf(page(document), style=STYLE, identifier=document.digest[:16], enclosed=enclosed)


def page(document: InvoiceDocument) -> str:
    """The HTML that is printed, pictures included."""
    return render_to_string("invoicing/print/invoice.html", {**sheet.context(document), **_pictures(document)})


def _pictures(document: InvoiceDocument) -> dict[str, str]:
    pictures = {}
    if logo := document.seller.logo:
        pictures["logo"] = inline(logo.content, logo.media_type)
    if document.is_payable:
        pictures["qr"] = inline(codes.qr_svg(_epc_text(document)).encode())
    if digits := document.barcode:
        pictures["bars"] = inline(codes.barcode_svg(digits).encode())
    return pictures


def _epc_text(document: InvoiceDocument) -> str:
    seller = document.seller
    return codes.epc_text(
        name=seller.name,
        iban=seller.iban,
        bic=seller.bic,
        amount=document.sums.gross,
        reference=document.reference,
        due_on=document.due_on,
    )
