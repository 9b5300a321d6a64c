"""The signed link of a manager's mail: one question, answered once, as that person, without an account (E1, S4-6)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from processes import words
from reviews.forms import ChoiceForm
from reviews.models import Continuation, TooLate
from tyonohjaus.access import public
from tyonohjaus.lib import clock
from tyonohjaus.links.models import Link, State
from tyonohjaus.links.pages import opened, spend
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted

from .continuation import told


@public
def continuation(request: HttpRequest, token: str) -> HttpResponse:
    link = opened(request, token=token, action="continuation")
    row = Continuation.objects.select_related("process").filter(pk=link.subject_id).first()
    if row is None:
        raise Http404
    asks = link.state(now=clock.now()) == State.OPEN and row.can("choose") and row.needs(link.user)
    form = ChoiceForm(posted(request)) if asks else None
    if request.method == "POST" and form and form.is_valid() and _answer(link, row, form.cleaned_data["outcome"]):
        return see_other(request.path)
    context: dict[str, Any] = {"form": form, "person": link.user, "used": link.state(now=clock.now()) == State.USED}
    if asks:
        context |= {
            "code": row.process.code,
            "title": words.title(row.process),
            "sides": [told(side) for side in row.sides()],
            "decision": row,
        }
    return respond(request, "reviews/link_continuation.html", context, status=422 if request.method == "POST" else 200)


def _answer(link: Link, row: Continuation, outcome: str) -> bool:
    def act() -> bool:
        try:
            row.choose(outcome, by=link.user, via="link")
        except TooLate:
            return False
        return True

    return spend(link, act)
