"""The signed link of a manager's mail: one question, answered once, as that person, without an account (E1, S4-6)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from processes import words
from reviews.forms import ChoiceForm, FeedbackAnswerForm
from reviews.models import Continuation, Respondent
from tyonohjaus.access import public
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.links.models import Link, State
from tyonohjaus.links.pages import opened, spend
from tyonohjaus.people.models import Extra
from tyonohjaus.sealed.cipher import Unreadable
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


@public
def feedback(request: HttpRequest, token: str) -> HttpResponse:
    """Of one without an account (S4-4): the questions, and one answer, which is seen here until it is sent."""
    link = opened(request, token=token, action="feedback")
    row = Respondent.objects.select_related("process", "round__owner").filter(pk=link.subject_id).first()
    if row is None or not Extra.is_on(Extra.Name.INSIDE_FEEDBACK):
        raise Http404
    questions = _questions(row) if row.is_open and link.state(now=clock.now()) == State.OPEN else ""
    if not questions:
        context: dict[str, Any] = {"sent": row.answered_on is not None}
        return respond(request, "reviews/link_feedback.html", context, status=422 if request.method == "POST" else 200)
    form = FeedbackAnswerForm(posted(request))
    if request.method == "POST" and form.is_valid() and spend(link, lambda: _sent(row, form.cleaned_data["text"])):
        return see_other(request.path)
    context = {"form": form, "asks": row.round.owner.name, "questions": questions}
    return respond(request, "reviews/link_feedback.html", context)


def _questions(row: Respondent) -> str:
    """None can be read, nor answered, where the process's key is gone."""
    try:
        return row.round.asked()
    except Unreadable:
        return ""


def _sent(row: Respondent, text: str) -> bool:
    try:
        row.answer(text)
    except TooLate:
        return False
    return True


def _answer(link: Link, row: Continuation, outcome: str) -> bool:
    def act() -> bool:
        try:
            row.choose(outcome, by=link.user, via="link")
        except TooLate:
            return False
        return True

    return spend(link, act)
