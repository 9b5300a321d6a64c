"""The month's end: what to look at, what the button would do, who pays what."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from invoicing import words
from invoicing.monthly_run import (
    Issued,
    Month,
    NotOver,
    concerns,
    draft_month,
    issue_ordered,
    month_of,
    month_that_ended,
    order,
    progress_of,
    remind,
)
from tyonohjaus.access import Action, needs
from tyonohjaus.celery import hurry
from tyonohjaus.lib import clock
from tyonohjaus.people.models import User
from tyonohjaus.ui.htmx import respond, see_other, wants_fragment

from . import rows

# What the request itself issues, so that a usual month is out when the page answers.
AT_ONCE = 25


@needs(Action.INVOICE_ISSUE)
@require_safe
def month(request: HttpRequest, first: date | None = None) -> HttpResponse:
    """Who watches reads counts alone, until all has arrived."""
    now = clock.now()
    first = first or month_that_ended(now)
    if wants_fragment(request) and (progress := progress_of(first)).is_under_way:
        watched = {"progress": progress, "beside_button": "button" in request.GET}
        return respond(request, "invoicing/month.html", watched, partial="progress")
    return respond(request, "invoicing/month.html", _context(month_of(first, now=now)), partial="arrived")


@needs(Action.INVOICE_ISSUE)
@require_POST
def drafts(request: HttpRequest, first: date) -> HttpResponse:
    """Bring the drafts up to what the sessions say."""
    try:
        draft_month(first, now=clock.now())
    except NotOver:
        messages.warning(request, _("This month goes on. It can be drafted when it is over."))
    else:
        messages.success(request, _("The drafts are as the sessions are now. Nothing has been sent yet."))
    return see_other("invoicing:month", first)


@needs(Action.INVOICE_ISSUE)
@require_POST
def issue(request: HttpRequest, first: date) -> HttpResponse:
    """Issue exactly what the page showed; where that has changed, the page again. A few at once, many by a worker."""
    now = clock.now()
    if first <= month_that_ended(now):
        draft_month(first, now=now)
    shown = month_of(first, now=now)
    if not shown.ready or request.POST.get("shown") != shown.token:
        return respond(request, "invoicing/month.html", _context(shown, stale=True), status=422)
    order(shown.shown, by=request.user, now=now)
    _say(request, issue_ordered(now=now, at_most=AT_ONCE), left=progress_of(first).ordered)
    return see_other("invoicing:month", first)


@needs(Action.INVOICE_ISSUE, on=User)
@require_POST
def reminder(request: HttpRequest, supervisor: User) -> HttpResponse:
    """Ask a supervisor to mark their sessions."""
    if remind(supervisor, by=request.user, now=clock.now()):
        messages.success(request, _("A reminder goes to %(name)s, once a day at most.") % {"name": supervisor.name})
    else:
        messages.info(request, _("Everything is marked: %(name)s.") % {"name": supervisor.name})
    return see_other("invoicing:month")


def _context(shown: Month, *, stale: bool = False) -> dict[str, Any]:
    progress = {"progress": shown.progress, "beside_button": bool(shown.ready)}
    return {"month": shown, **progress, "stale": stale, "concerns": concerns(shown), **rows.payers(shown)}


def _say(request: HttpRequest, outcome: Issued, *, left: int) -> None:
    if left:
        hurry("invoicing.tasks.issue_ordered")
        text = ngettext("%(count)d more is being issued.", "%(count)d more are being issued.", left) % {"count": left}
        messages.info(request, text)
    count = len(outcome.done)
    if count:
        text = ngettext("%(count)d invoice was issued.", "%(count)d invoices were issued.", count) % {"count": count}
        by_itself = _("The PDFs are made and the mails sent by themselves.")
        messages.success(request, " ".join([text, by_itself, _by_hand(outcome)]).rstrip())
    for invoice, problems in outcome.refused:
        messages.warning(request, f"{words.payer(invoice)}: {' '.join(words.sentences(problems))}")


def _by_hand(outcome: Issued) -> str:
    count = sum(1 for invoice in outcome.done if not invoice.goes_by_itself)
    text = ngettext(
        "%(count)d is to be delivered by hand: it stands on the list until you mark it.",
        "%(count)d are to be delivered by hand: they stand on the list until you mark them.",
        count,
    )
    return text % {"count": count} if count else ""
