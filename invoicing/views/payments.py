"""The office writes down by hand what has been paid, takes a mistake back, and sees what is overdue."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from invoicing import words
from invoicing.forms.money import PaymentForm
from invoicing.models import Balance, Invoice, NotPayable, Payment, Refusal, Standing, balance_of, owing, pay
from invoicing.reminding import terms_of
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.ui import search
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.parts import Column, Line

# What is written down: that money came in, or that it was given back.
IN, BACK = 1, -1
# What was typed helps no further: the page is shown anew as it stands now.
LATE = {Refusal.MEANWHILE, Refusal.NOTHING_ASKED}


@needs(Action.INVOICE_ISSUE, on=Invoice)
def payment(request: HttpRequest, invoice: Invoice) -> HttpResponse:
    return _page(request, invoice, sign=IN)


@needs(Action.INVOICE_ISSUE, on=Invoice)
def payback(request: HttpRequest, invoice: Invoice) -> HttpResponse:
    return _page(request, invoice, sign=BACK)


@needs(Action.INVOICE_ISSUE, on=Payment)
@require_POST
def mistake(request: HttpRequest, row: Payment) -> HttpResponse:
    is_new = row.take_back(by=request.user, now=clock.now())
    said = _("Taken back: it counts no more.") if is_new else _("This was taken back already.")
    messages.success(request, said)
    return see_other("invoicing:detail", row.invoice_id)


@needs(Action.INVOICE_ISSUE)
@require_safe
def overdue(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    late = owing(Invoice.objects.invoices().filter(due_on__lt=today)).select_related("organisation", "consumer")
    together = late.aggregate(open=Sum("left_open"))["open"]
    page = search.page(request, late.defer("document").order_by("due_on", "number"))
    context = {
        "page": page,
        "columns": _columns(),
        "lines": _lines(request, page, today=today),
        "foot": Line(title=_("Together"), cells=["", "", words.euros(together or 0), ""]),
        "query": search.query(request),
    }
    return respond(request, "invoicing/overdue.html", context)


def money_of(invoice: Invoice) -> dict[str, Any]:
    """For the office's page of an invoice: how it stands, what has come in, and the button's own sum and day."""
    balance = balance_of(invoice)
    rows = Payment.objects.filter(invoice=invoice).select_related("by", "taken_back__by").order_by("place")
    overdue = balance.standing(clock.today()) is Standing.OVERDUE
    why_not = terms_of(invoice, today=clock.today()).why_not if overdue else None
    return {
        "balance": balance,
        "standing": words.standing(balance, today=clock.today()),
        "payments": rows,
        "reminders": invoice.reminders.defer("pdf").order_by("step"),
        "may_remind": overdue and why_not is None,
        "no_reminder": words.why_no_reminder(why_not) if overdue else "",
        "form": _form(None, balance, len(rows), sign=BACK if balance.over else IN),
    }


def _page(request: HttpRequest, invoice: Invoice, *, sign: int) -> HttpResponse:
    if not invoice.is_issued:
        return see_other("invoicing:detail", invoice.pk)  # a draft asks for nothing yet
    balance, place = balance_of(invoice), Payment.objects.filter(invoice=invoice).count()
    form, late = _form(posted(request), balance, place, sign=sign), False
    if form.is_valid():
        try:
            _write(request, invoice, form, sign=sign)
        except NotPayable as refusal:
            late = refusal.why in LATE
            form.refuse(refusal)
        else:
            return see_other("invoicing:detail", invoice.pk)
    context = {
        "late": late,
        "form": _form(None, balance, place, sign=sign) if late else form,
        "invoice": invoice,
        "title": words.title(invoice),
        "balance": balance,
        "is_back": sign == BACK,
    }
    return respond(request, "invoicing/payment.html", context, status=422 if late else None)


def _form(data: Any, balance: Balance, place: int, *, sign: int) -> PaymentForm:
    left = balance.over if sign == BACK else balance.asked
    return PaymentForm(data, initial={"amount": left, "paid_on": clock.today(), "place": place})


def _write(request: HttpRequest, invoice: Invoice, form: PaymentForm, *, sign: int) -> None:
    said = form.cleaned_data
    pay(
        invoice,
        amount=sign * said["amount"],
        paid_on=said["paid_on"],
        place=said["place"],
        by=request.user,
        now=clock.now(),
    )
    balance = balance_of(invoice)
    if balance.over:
        text = _("Written down. %(sum)s was paid too much and is to be given back.")
        messages.warning(request, text % {"sum": words.euros(balance.over)})
    elif balance.open:
        messages.success(request, _("Written down. %(sum)s is left to pay.") % {"sum": words.euros(balance.open)})
    else:
        messages.success(request, _("Written down: the invoice is settled."))


def _columns() -> list[Column]:
    return [
        Column(label=_("Invoice")),
        Column(label=_("Due date")),
        Column(label=_("Days late"), number=True),
        Column(label=_("Open"), number=True),
        Column(label=_("Payment")),
    ]


def _lines(request: HttpRequest, invoices: Iterable[Any], *, today: Any) -> list[Line]:
    rows = list(invoices)
    written = dict.fromkeys([row.pk for row in rows], 0)
    for key in Payment.objects.filter(invoice__in=rows).values_list("invoice", flat=True):
        written[key] += 1
    return [_line(request, row, written[row.pk], today=today) for row in rows]


def _line(request: HttpRequest, invoice: Any, written: int, *, today: Any) -> Line:
    balance = Balance.of(invoice)
    form = _form(None, balance, written, sign=IN)
    # Not with the request: that would ask for the page's frame once a row.
    parts = {"form": form, "invoice": invoice, "small": True, "csrf_token": get_token(request)}
    button = render_to_string("invoicing/_paid.html", parts)
    late = str((today - invoice.due_on).days)
    cells = [words.numeric(invoice.due_on), late, words.euros(balance.open), button]
    url = reverse("invoicing:detail", args=[invoice.pk])
    return Line(title=invoice.number, note=words.payer(invoice), url=url, cells=cells)
