"""An invoice field by field, for the office that types it into the buyer's own portal (DOMAIN section 7)."""

from collections.abc import Iterator
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from invoicing import words
from invoicing.delivery import ways
from invoicing.documents.document import InvoiceDocument, Line
from invoicing.documents.wording import service_text
from invoicing.models import Invoice, Sending
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import money
from tyonohjaus.ui.htmx import respond, see_other


class Field(NamedTuple):
    label: str
    value: str


class Part(NamedTuple):
    title: str
    fields: list[Field]


@needs(Action.INVOICE_ISSUE, on=Invoice)
@require_safe
def portal(request: HttpRequest, invoice: Invoice) -> HttpResponse:
    if not invoice.is_issued:
        return see_other("invoicing:detail", invoice.pk)
    context = {
        "invoice": invoice,
        "title": words.title(invoice),
        "parts": list(parts(invoice.frozen())),
        "made": ways([invoice])[invoice.pk].is_printed,
        "last": Sending.last_of([invoice]).get(invoice.pk),
    }
    return respond(request, "invoicing/portal.html", context)


def parts(document: InvoiceDocument) -> Iterator[Part]:
    """What a portal asks, as it is typed: no spaces within numbers. What is not filled is not there."""
    yield Part(_("Invoice"), _filled(_head(document)))
    yield Part(_("References"), _filled(_references(document)))
    for line in document.lines:
        yield Part(_("Line %(number)d") % {"number": line.number}, _filled(_line(line, document)))
    yield Part(_("Sums"), _filled(_sums(document)))
    yield Part(_("Paying"), _filled(_payment(document)))


def _filled(fields: Iterator[tuple[str, str]]) -> list[Field]:
    return [Field(label, value.replace(words.NB, " ")) for label, value in fields if value]


def _head(document: InvoiceDocument) -> Iterator[tuple[str, str]]:
    yield _("Invoice number"), document.number
    yield _("Invoice date"), words.numeric(document.issue_on)
    yield _("Due date"), words.numeric(document.due_on)
    yield _("Credits invoice"), document.credited.number if document.credited else ""
    yield _("First day of the period"), words.numeric(document.period_first_on)
    yield _("Last day of the period"), words.numeric(document.period_last_on)
    yield _("Seller"), document.seller.name
    yield _("Seller's business ID"), document.seller.business_id
    yield _("Seller's VAT number"), document.seller.vat_id or ""
    yield _("Buyer"), document.buyer.name
    yield _("Buyer's business ID"), document.buyer.business_id


def _references(document: InvoiceDocument) -> Iterator[tuple[str, str]]:
    yield _("Your reference"), document.buyer_reference
    yield _("Order number"), document.order_number
    yield _("Cost centre"), document.cost_centre
    yield _("Contract"), document.contract


def _line(line: Line, document: InvoiceDocument) -> Iterator[tuple[str, str]]:
    text = f"{service_text(line, document.language)}, {words.numeric(line.performed_on)}"
    yield _("Description"), f"{text}, {line.process_code}" if line.process_code else text
    yield _("Quantity"), money.quantity(line.quantity, "fi")
    yield _("Unit price without VAT"), _typed(line.unit_price)
    yield _("VAT, %"), money.quantity(line.vat_percent, "fi")
    yield _("Without VAT"), _typed(line.net)


def _sums(document: InvoiceDocument) -> Iterator[tuple[str, str]]:
    yield _("Without VAT"), _typed(document.sums.net)
    for row in document.sums.vat_rows:
        yield _("VAT %(percent)s %%") % {"percent": money.quantity(row.percent, "fi")}, _typed(row.tax)
        yield _("Ground for no VAT"), row.ground
    yield _("Total"), _typed(document.sums.gross)


def _payment(document: InvoiceDocument) -> Iterator[tuple[str, str]]:
    yield _("Reference number"), document.reference
    yield "IBAN", document.seller.iban.replace(" ", "")
    yield "BIC", document.seller.bic


def _typed(amount: object) -> str:
    """`1240,50`: a portal takes no space within."""
    return str(amount).replace(".", ",")
