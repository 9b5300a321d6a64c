"""The office takes an issued invoice back, whole or by line: a credit note goes to the payer at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from invoicing import words
from invoicing.crediting import mirror
from invoicing.forms.money import CreditForm
from invoicing.issuing import OutOfTurn
from invoicing.models import CreditedAlready, Invoice, Line, NotIssuable, OutOfOrder, balance_of
from invoicing.models import credit as credit_lines
from invoicing.monthly_run import draft_month
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted


@needs(Action.INVOICE_ISSUE, on=Invoice)
def credit(request: HttpRequest, invoice: Invoice) -> HttpResponse:
    standing = list(_standing(invoice))
    form = CreditForm(posted(request), lines=[(str(line.pk), words.session(line)) for line in standing])
    late = request.method == "POST" and _is_late(request, standing)
    if form.is_valid() and not late:
        try:
            note = _credit(request, invoice, form)
        except CreditedAlready:
            late = True
        except (NotIssuable, OutOfOrder) as refusal:
            form.add_error(None, _why(refusal))
        else:
            return see_other("invoicing:detail", note.pk)
    context = {"form": form, "invoice": invoice, "title": words.title(invoice), "late": late, "open": standing}
    context["balance"] = balance_of(invoice)
    return respond(request, "invoicing/credit.html", context, status=422 if late else None)


def _standing(invoice: Invoice) -> Any:
    """The lines that can be credited still: none of a draft or of a credit note."""
    rows = Line.objects.billed().filter(invoice=invoice).select_related("booking", "package", "travel")
    return rows.in_order()


def _is_late(request: HttpRequest, standing: list[Line]) -> bool:
    """Was a line chosen that has been credited since the page was opened?"""
    return not standing or not set(request.POST.getlist("lines")) <= {str(line.pk) for line in standing}


def _credit(request: HttpRequest, invoice: Invoice, form: CreditForm) -> Invoice:
    now = clock.now()
    chosen = [UUID(key) for key in form.cleaned_data["lines"]]
    note = credit_lines(invoice, lines=chosen, again=form.again, by=request.user, now=now, mirror=mirror(invoice))
    draft_month(invoice.period_first_on, now=now)
    text = _("Credit note %(number)s was issued and goes to the payer.")
    messages.success(request, text % {"number": note.number})
    if over := balance_of(invoice).over:
        text = _("The invoice had been paid: the payer is to get back %(sum)s.")
        messages.warning(request, text % {"sum": words.euros(over)})
    return note


def _why(refusal: NotIssuable | OutOfOrder) -> str:
    problems = refusal.problems if isinstance(refusal, NotIssuable) else [OutOfTurn(refusal.args[0])]
    return " ".join(words.sentences(problems))
