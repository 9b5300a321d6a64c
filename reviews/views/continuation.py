"""How to go on: one page for all sides. A matter of the contract: no reasons, no names."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from processes import parties, words
from processes.models import Process, State
from reviews.forms import ChoiceForm
from reviews.models import Continuation, Decision, Outcome
from reviews.models.continuation import Side
from reviews.occasions import next_decision_on
from tyonohjaus.access import Action, may, needs
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.parts import Badge, Row

# One of a side, several of it.
SIDES = {
    "supervisee": (later("Supervisee"), later("Supervisees")),
    "supervisor": (later("Supervisor"), later("Supervisors")),
    "manager": (later("Manager"), later("Managers")),
}


@needs(Action.CONTINUATION_SEE, on=Process)
def continuation(request: HttpRequest, process: Process) -> HttpResponse:
    user: Any = request.user
    parties.with_people([process])
    row = Continuation.current(process)
    if request.method == "POST" and "begin" in request.POST:
        return _begin(request, process, row)
    chooses = row is not None and row.can("choose") and row.needs(user)
    form = ChoiceForm(posted(request), initial={"outcome": row.choice_of(user)} if row else None) if chooses else None
    if request.method == "POST" and row and form and form.is_valid():
        try:
            row.choose(form.cleaned_data["outcome"], by=user)
        except TooLate:
            form = None
        else:
            messages.success(request, _("Your answer was saved."))
            return see_other("reviews:continuation", process.pk)
    status = 422 if request.method == "POST" else 200
    return respond(request, "reviews/continuation.html", page(process, user, row) | {"form": form}, status=status)


def page(process: Process, user: Any, row: Continuation | None) -> dict[str, Any]:
    open_now = row is not None and row.can("choose")
    return {
        "process": process,
        "title": words.title(process),
        "decision": row,
        "is_open": open_now,
        "sides": [told(side) for side in row.sides()] if row and row.status != Decision.LAPSED else [],
        "may_begin": not open_now and process.is_current and may(user, Action.CONTINUATION_CHOOSE, process),
        "next_on": next_decision_on(process),
        "may_compose": may(user, Action.AGREEMENT_COMPOSE, process),
        "may_reopen": not process.is_current and may(user, Action.PROCESS_REOPEN, process),
        "is_over": process.state == State.OVER,
        "may_end": may(user, Action.PROCESS_END, process),
    }


def told(side: Side) -> Row:
    """How one side stands, in a word."""
    title = str(SIDES[side.name][side.people > 1])
    if side.waiting:
        return Row(title=title, badge=Badge(kind="waits", text=_("Waiting for an answer")))
    if not side.outcome:
        return Row(title=title, badge=Badge(kind="open", text=_("Different answers")))
    kind = {Outcome.GO_ON: "agreed", Outcome.CHANGE: "open", Outcome.END: "off"}[Outcome(side.outcome)]
    return Row(title=title, badge=Badge(kind=kind, text=str(Outcome(side.outcome).label)))


def _begin(request: HttpRequest, process: Process, row: Continuation | None) -> HttpResponse:
    """Take it up before its day: the agreed sessions are used up, or somebody wants to know."""
    if not (process.is_current and may(request.user, Action.CONTINUATION_CHOOSE, process)):
        return respond(request, "reviews/continuation.html", page(process, request.user, row), status=422)
    Continuation.open(process, by=request.user)
    messages.success(request, _("Everybody concerned was asked."))
    return see_other("reviews:continuation", process.pk)
