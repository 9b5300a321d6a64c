"""A reminder letter: the office looks at what would go, to whom and at what cost, and presses; never by itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from invoicing import words
from invoicing.forms.money import ReminderForm
from invoicing.models import Invoice, Reminder
from invoicing.reminding import NotRemindable, Terms, WhyNot, terms_of
from invoicing.reminding import remind as send
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.ui.htmx import download, respond, see_other
from tyonohjaus.ui.inputs import posted


@needs(Action.INVOICE_ISSUE, on=Invoice)
def remind(request: HttpRequest, invoice: Invoice) -> HttpResponse:
    if not invoice.is_issued:
        return see_other("invoicing:detail", invoice.pk)  # a draft asks for nothing yet
    terms, late = _terms(invoice), False
    form = ReminderForm(posted(request), terms=terms)
    if form.is_valid():
        try:
            said = form.cleaned_data
            send(invoice, step=said["step"], fee=said["fee"], by=request.user, now=clock.now())
        except NotRemindable as refusal:
            late = refusal.why is not WhyNot.FEE
            form.refuse_fee()
        else:
            messages.success(request, _("The reminder is made now, and stands below."))
            return see_other("invoicing:detail", invoice.pk)
    context = {
        "form": ReminderForm(terms=_terms(invoice)) if late else form,
        "invoice": invoice,
        "title": words.title(invoice),
        "terms": terms,
        "why_not": words.why_no_reminder(terms.why_not),
        "late": late,
    }
    return respond(request, "invoicing/remind.html", context, status=422 if late else None)


@needs(Action.INVOICE_SEE, on=Reminder)
@require_safe
def reminder_pdf(request: HttpRequest, reminder: Reminder) -> HttpResponse:
    """The bytes that were kept (C21)."""
    if reminder.pdf is None:
        messages.info(request, _("The PDF is being made. Try again in a moment."))
        return see_other("invoicing:detail", reminder.invoice_id)
    return download(bytes(reminder.pdf), name=reminder.frozen().file_name, kind="application/pdf")


@needs(Action.INVOICE_ISSUE, on=Reminder)
@require_POST
def reminder_printing(request: HttpRequest, reminder: Reminder) -> HttpResponse:
    """Let a letter that could not be printed be tried anew."""
    reminder.try_again(by=request.user)
    messages.success(request, _("The PDF is tried again within a minute."))
    return see_other("invoicing:detail", reminder.invoice_id)


def _terms(invoice: Invoice) -> Terms:
    return terms_of(invoice, today=clock.today())
