"""For payers whose invoices another program makes: what is ready for it, and the files that were made."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from invoicing import words
from invoicing.composing import House
from invoicing.documents.wording import service_text
from invoicing.exporting import Entry, NotWritable, entries, export, token_of, undrafted
from invoicing.models import Export
from invoicing.monthly_run import draft_month, month_that_ended
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import ChangedMeanwhile
from tyonohjaus.ui.htmx import download, respond, see_other
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Column, Line

DRAFT = "draft"


@needs(Action.INVOICE_ISSUE)
def exports(request: HttpRequest, first: date) -> HttpResponse:
    """Export exactly what the page showed; where that has changed, the page again."""
    if request.method != "POST":
        return _page(request, first, entries(first, house=House.read()))
    now = clock.now()
    if first <= month_that_ended(now):
        draft_month(first, now=now)
    if request.POST.get("decision") == DRAFT:
        return see_other("invoicing:exports", first)
    found = entries(first, house=House.read())
    if not found or request.POST.get("shown") != token_of(found):
        return _page(request, first, found, stale=True)
    try:
        made = export(first, found, by=request.user, now=now)
    except ChangedMeanwhile:
        return _page(request, first, entries(first, house=House.read()), stale=True)
    except NotWritable as refusal:
        return _page(request, first, found, faults=words.sentences(refusal.problems))
    messages.success(request, _("Export %(number)d is ready: download it below.") % {"number": made.number})
    return see_other("invoicing:exports", first)


@needs(Action.INVOICE_ISSUE, on=Export)
@require_safe
def export_file(_request: HttpRequest, made: Export) -> HttpResponse:
    """The bytes that were kept: the same each time."""
    return download(bytes(made.content), name=made.file_name, kind="text/csv; charset=utf-8")


def _page(
    request: HttpRequest, first: date, found: list[Entry], *, stale: bool = False, faults: list[str] | None = None
) -> HttpResponse:
    context = {
        "first": first,
        "is_over": first <= month_that_ended(clock.now()),
        "undrafted": undrafted(first, house=House.read()),
        "columns": [Column(label=_("Session")), Column(label=_("Payer")), Column(label=_("Without VAT"), number=True)],
        "lines": [_line(one) for one in found],
        "token": token_of(found),
        "made": Export.objects.filter(first_on=first).select_related("made_by").defer("content").order_by("-number"),
        "stale": stale,
        "faults": faults,
    }
    return respond(request, "invoicing/exports.html", context, status=422 if stale or faults else None)


def _line(one: Entry) -> Line:
    service = service_text(one.frozen, spoken())
    note = ", ".join(filter(None, one.charge.references))
    return Line(
        title=f"{words.numeric(one.frozen.performed_on)} {service}",
        note=note,
        cells=[str(one.payer), words.euros(one.frozen.net)],
    )
