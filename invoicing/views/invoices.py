"""Invoices: the office sees all, a payer what was sent to them. Shown is what is frozen, from no live row."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from invoicing import words
from invoicing.concerns import pages
from invoicing.concerns.drafts import mends_of
from invoicing.delivery import ways
from invoicing.drafts import draft_of
from invoicing.freezing import with_lines
from invoicing.models import Invoice, Line, NotMade, Paper, balance_of, with_balance
from tyonohjaus.access import Action, may, needs
from tyonohjaus.lib import clock
from tyonohjaus.ui import search
from tyonohjaus.ui.htmx import download, respond, see_other

from .listing import lines_of
from .payments import money_of
from .sheet import sheet_of, without_number


@needs(Action.INVOICE_SEE)
@require_safe
def invoice_list(request: HttpRequest) -> HttpResponse:
    seen: Any = Invoice.objects.visible_to(request.user)
    rows = with_balance(seen.issued()).select_related("organisation__own_of", "consumer").defer("document")
    office = may(request.user, Action.INVOICE_ISSUE)
    named = search.named(request, "number", "organisation__name", "consumer__name")
    page = search.page(request, rows.filter(named).order_by("-number"))
    more = {"q": search.words(request), "query": search.query(request)}
    return respond(request, "invoicing/invoice_list.html", {"page": page, **lines_of(page, office=office), **more})


@needs(Action.INVOICE_SEE, on=Invoice)
@require_safe
def detail(request: HttpRequest, invoice: Invoice) -> HttpResponse:
    if may(request.user, Action.INVOICE_ISSUE, invoice):
        return _office(request, invoice) if invoice.is_issued else _draft(request, invoice)
    made = Paper.objects.filter(invoice=invoice, made_at__isnull=False).exists()
    balance = balance_of(invoice)
    context = {
        "invoice": invoice,
        "sheet": sheet_of(invoice.frozen()),
        "made": made,
        "balance": balance,
        "reminders": invoice.reminders.defer("pdf"),
    }
    return respond(
        request, "invoicing/detail.html", context | {"standing": words.standing(balance, today=clock.today())}
    )


@needs(Action.INVOICE_SEE, on=Invoice)
@require_safe
def pdf(request: HttpRequest, invoice: Invoice) -> HttpResponse:
    """The bytes that were kept (C21). The name tells the number alone."""
    paper = Paper.objects.filter(invoice=invoice, made_at__isnull=False).first()
    if paper is None or paper.pdf is None:
        messages.info(request, _("The PDF is being made. Try again in a moment."))
        return see_other("invoicing:detail", invoice.pk)
    return download(bytes(paper.pdf), name=invoice.frozen().file_name, kind="application/pdf")


@needs(Action.INVOICE_ISSUE, on=Invoice)
@require_POST
def mail(request: HttpRequest, invoice: Invoice) -> HttpResponse:
    """Send it to the payer's address of today."""
    try:
        invoice.mail(by=request.user)
    except NotMade:
        messages.warning(request, _("The PDF is not made yet, so there is nothing to send."))
    else:
        messages.success(request, _("The invoice goes to %(address)s.") % {"address": invoice.address})
    return see_other("invoicing:detail", invoice.pk)


@needs(Action.INVOICE_ISSUE, on=Invoice)
@require_POST
def printing(request: HttpRequest, invoice: Invoice) -> HttpResponse:
    """Let a PDF that could not be made be tried anew."""
    for paper in Paper.objects.stuck().filter(invoice=invoice):
        paper.try_again(by=request.user)
        messages.success(request, _("The PDF is tried again within a minute."))
    return see_other("invoicing:detail", invoice.pk)


def _office(request: HttpRequest, invoice: Invoice) -> HttpResponse:
    way = ways([invoice])[invoice.pk]
    context = {
        "invoice": invoice,
        "sheet": sheet_of(invoice.frozen()),
        "way": way,
        "badge": words.stage(way),
        "sendings": invoice.sendings.select_related("by").defer("content").order_by("at"),
        "payers_page": pages.payer(invoice),
        "can_credit": Line.objects.billed().filter(invoice=invoice).exists(),
        "notes": invoice.credit_notes.defer("document").order_by("number"),
        **money_of(invoice),
    }
    return respond(request, "invoicing/detail_office.html", context)


def _draft(request: HttpRequest, invoice: Invoice) -> HttpResponse:
    draft = with_lines(Invoice.objects.filter(pk=invoice.pk)).get()
    stands = draft_of(draft, on=clock.today())
    context = {
        "invoice": draft,
        "sheet": without_number(sheet_of(stands.document)),
        "faults": words.sentences(stands.problems),
        "channel": words.channel(draft),
        "mends": mends_of(stands),
        "sessions": [(line.booking_id, words.session(line)) for line in draft.lines.all()],
    }
    return respond(request, "invoicing/draft.html", context)
