"""The office or a supervisor composes a version: switches, clauses, the whole text, and then it is offered."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements import composing, words
from agreements.composing import Draft, NobodyForEmployer, NothingNew
from agreements.forms import CLAUSES, ComposeForm
from agreements.models import Version
from agreements.sheet import sides_of
from agreements.text.text import read, written
from processes.models import Process
from tyonohjaus.access import Action, needs
from tyonohjaus.lib.moves import ChangedMeanwhile
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.kept import keeps_text

OFFER = "offer"
WRITTEN = {name: ComposeForm.base_fields[name].label or "" for name in CLAUSES}
CHOSEN = tuple(name for name in ComposeForm.base_fields if name not in CLAUSES)


@keeps_text(WRITTEN, also=CHOSEN, content=False)
@needs(Action.AGREEMENT_COMPOSE, on=Process)
@require_http_methods(["GET", "HEAD", "POST"])
def compose(request: HttpRequest, process: Process) -> HttpResponse:
    if not composing.may_have_agreement(process):
        raise Http404
    choices = composing.choices_of(process)
    form = ComposeForm(posted(request), process=process, choices=choices)
    if form.is_valid():
        choices = form.chosen()
        if request.POST.get("act") == OFFER and (version := _offered(request, process, form)):
            messages.success(request, _("The agreement was offered. You see here who has accepted it."))
            return see_other(version)
    draft = None if form.is_bound and form.errors.keys() - {"__all__"} else _draft(process, choices, form)
    context = {"form": form, "process": process, "draft": draft, **(_preview(process, draft) if draft else {})}
    return respond(request, "agreements/compose.html", context)


def _offered(request: HttpRequest, process: Process, form: ComposeForm) -> Version | None:
    try:
        return composing.offer(process, form.chosen(), seen=request.POST.get("seen", ""), by=request.user)
    except NobodyForEmployer:
        _tell_nobody(form)
    except NothingNew:
        form.add_error(None, _("The agreement in force says the same already, so that there is nothing to accept."))
    except ChangedMeanwhile:
        form.add_error(None, _("The text is another than the one you read. It stands below: read it, and offer it."))
    return None


def _draft(process: Process, choices: Any, form: ComposeForm) -> Draft | None:
    try:
        return composing.draft(process, choices)
    except NobodyForEmployer:
        if form.is_bound and not form.errors:
            _tell_nobody(form)
        return None


def _tell_nobody(form: ComposeForm) -> None:
    sentence = _(
        "Nobody is known who could accept for the employer. Add a manager or a contact to the organisation first, or "
        "take this tick away."
    )
    form.add_error("employer_agrees", sentence)


def _preview(process: Process, draft: Draft) -> dict[str, Any]:
    return {
        "text": read(written(draft.terms, number=Version.next_number(process))),
        "sides": sides_of(draft.terms, draft.terms.parties),
        "language": draft.terms.language,
        "news": words.news(draft.news),
        "asked": words.named(party.name for party in draft.terms.parties if party.key in draft.asked),
        "again": draft.base is not None,
    }
