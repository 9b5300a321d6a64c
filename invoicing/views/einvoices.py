"""A month's e-invoices: into the operator's folder, or as one file to take away. Nothing goes twice unasked."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from invoicing import words
from invoicing.concerns import pages
from invoicing.documents.einvoice import Format
from invoicing.einvoicing import Candidate, candidates, packed, routes, send_all
from invoicing.forms.sending import EinvoiceForm
from invoicing.models import NotSendable, Route, Sending, SentAlready
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import stand
from tyonohjaus.ui.htmx import download, respond, see_other
from tyonohjaus.ui.inputs import posted

ROUTES = {
    Route.DROP: later("Into the operator's folder, from where they go by themselves"),
    Route.DOWNLOAD: later("One zip file to download: the office uploads it to the operator or the bank"),
}


@dataclass(frozen=True, kw_only=True)
class Faulty:
    """For the page: which invoice cannot go, why, and where its payer is mended."""

    candidate: Candidate
    sentences: list[str]
    payers_page: str


@needs(Action.INVOICE_ISSUE)
def einvoices(request: HttpRequest, first: date) -> HttpResponse:
    chosen_form = request.POST.get("form", "")
    found = candidates(first, form=chosen_form if chosen_form in set(Format) else Format.FINVOICE)
    chosen = [one for one in found if str(one.invoice.pk) in request.POST.getlist("invoices")]
    form = _form(request, found, chosen)
    faulty = [one for one in chosen if one.problems]
    if faulty and form.is_valid():
        form.add_error(
            "invoices", _("Some of these cannot go in this form: the reasons stand below. Nothing was sent.")
        )
    if form.is_valid() and (sent := _send(request, form, chosen)):
        _say(request, sent)
        return see_other("invoicing:einvoices", first)
    context = {"first": first, "form": form, "found": found, "faulty": _told(faulty or _open(found))}
    return respond(request, "invoicing/einvoices.html", context | {"downloads": _downloads(found)})


@needs(Action.INVOICE_ISSUE, on=Sending)
@require_safe
def sending_zip(request: HttpRequest, sending: Sending) -> HttpResponse:
    """All that was downloaded together with it, with the PDFs; the same bytes each time, and no sending of its own."""
    rows = Sending.objects.visible_to(request.user).filter(batch=sending.batch).select_related("invoice")
    if sending.batch is None:
        return see_other("invoicing:detail", sending.invoice_id)
    content = packed(rows.order_by("invoice__number"))
    return download(content, name=f"verkkolaskut{clock.day_of(sending.at):%Y%m%d}.zip", kind="application/zip")


def _form(request: HttpRequest, found: list[Candidate], chosen: list[Candidate]) -> EinvoiceForm:
    only = request.GET.get("only", "")
    marked = [str(one.invoice.pk) for one in found if (str(one.invoice.pk) == only if only else _goes(one))]
    return EinvoiceForm(
        posted(request),
        choices=[(str(one.invoice.pk), _label(one)) for one in found],
        routes=[(one.value, ROUTES[one]) for one in routes()],
        gone=_gone(chosen),
        token=stand(sorted(str(one.last.pk) for one in found if one.last)),
        initial={"invoices": marked},
    )


def _goes(one: Candidate) -> bool:
    """Is it ticked from the start?"""
    return one.waits and one.last is None and not one.problems


def _label(one: Candidate) -> str:
    parts = [f"{one.document.number}, {words.payer(one.invoice)}, {words.euros(one.document.sums.gross)}"]
    return " · ".join([*parts, *([words.went(one.last)] if one.last else [])])


def _gone(chosen: list[Candidate]) -> str:
    return words.gone(f"{one.document.number} ({words.went(one.last)})" for one in chosen if one.last)


def _send(request: HttpRequest, form: EinvoiceForm, chosen: list[Candidate]) -> list[Sending]:
    """Empty where something has changed since the page was shown; the form says what."""
    over = {one.invoice.pk: one.last.pk for one in chosen if one.last} if form.is_again else {}
    asked: dict[str, Any] = {"route": form.cleaned_data["route"], "form": form.cleaned_data["form"], "over": over}
    try:
        return send_all([one.invoice for one in chosen], by=request.user, now=clock.now(), **asked)
    except (NotSendable, SentAlready):
        form.refuse()
        return []


def _say(request: HttpRequest, sent: list[Sending]) -> None:
    count = len(sent)
    if sent[0].route == Route.DROP:
        text = ngettext(
            "%(count)d e-invoice goes into the operator's folder within a minute.",
            "%(count)d e-invoices go into the operator's folder within a minute.",
            count,
        )
    else:
        text = ngettext(
            "The file with %(count)d e-invoice is ready: download it below.",
            "The file with %(count)d e-invoices is ready: download it below.",
            count,
        )
    messages.success(request, text % {"count": count})


def _open(found: list[Candidate]) -> list[Candidate]:
    return [one for one in found if one.problems and one.waits]


def _told(faulty: list[Candidate]) -> list[Faulty]:
    return [
        Faulty(candidate=one, sentences=words.sentences(one.problems), payers_page=pages.payer(one.invoice))
        for one in faulty
    ]


def _downloads(found: list[Candidate]) -> list[Sending]:
    """One of each file of this month, the newest first."""
    rows = Sending.objects.filter(invoice__in=[one.invoice for one in found], batch__isnull=False).defer("content")
    return list({row.batch: row for row in rows.order_by("at")}.values())[::-1]
