"""What an invoice's other ways than mail ask of the office."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from invoicing import words
from invoicing.forms.sending import DeliveryForm
from invoicing.models import Invoice, NotMade, Route, Sending, SentAlready
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted


@needs(Action.INVOICE_ISSUE, on=Invoice)
def delivery(request: HttpRequest, invoice: Invoice) -> HttpResponse:
    """Write down that the office has brought it by other ways."""
    last = Sending.last_of([invoice]).get(invoice.pk)
    form = _form(request, last)
    if form.is_valid() and _write_down(request, invoice, form, last):
        return see_other("invoicing:detail", invoice.pk)
    return respond(
        request, "invoicing/delivery.html", {"form": form, "invoice": invoice, "title": words.title(invoice)}
    )


def _form(request: HttpRequest, last: Sending | None) -> DeliveryForm:
    asked = posted(request)
    how = asked.get("how") if asked else request.GET.get("how")
    gone = words.gone([words.went(last)]) if last and how == Route.PORTAL else ""
    return DeliveryForm(asked, gone=gone, token=str(last.pk) if last else "", initial={"how": how})


def _write_down(request: HttpRequest, invoice: Invoice, form: DeliveryForm, last: Sending | None) -> bool:
    """False where another has just sent it; the form says so."""
    over = last.pk if last and form.is_again else None
    try:
        how = form.cleaned_data["how"]
        is_new = Sending.write_down(invoice, route=how, by=request.user, now=clock.now(), over=over)
    except NotMade:
        messages.warning(request, _("The PDF is not made yet, so it cannot have been delivered."))
    except SentAlready:
        form.refuse()
        return False
    else:
        said = _("Written down: the invoice was delivered.") if is_new else _("This was written down already.")
        messages.success(request, said)
    return True


@needs(Action.INVOICE_ISSUE, on=Sending)
@require_POST
def sending_arrived(request: HttpRequest, sending: Sending) -> HttpResponse:
    """Nobody knew whether it had gone; the office has asked, and it has."""
    sending.confirm(by=request.user)
    messages.success(request, _("Noted: the e-invoice has arrived."))
    return see_other("invoicing:detail", sending.invoice_id)
