"""One's own answers: a draft as long as one likes, handed in once."""

from itertools import chain
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from processes import parties
from reviews.forms import PARTIES_READ, AnswerForm
from reviews.models import Answers, Evaluation, Given
from tyonohjaus.access import Action, needs
from tyonohjaus.lib.moves import AnsweredAlready, TooLate
from tyonohjaus.sealed.cipher import Unreadable
from tyonohjaus.ui.fields import Who
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.kept import keeps_text


@keeps_text({"text_*": later("Answer")}, also=("score_*", "survey_*", "shared", "act"))
@needs(Action.EVALUATION_READ, on=Evaluation)
def answers(request: HttpRequest, evaluation: Evaluation) -> HttpResponse:
    user: Any = request.user
    if not evaluation.is_asked(user):
        raise Http404
    if not evaluation.can("answer") or evaluation.has_answer_of(user):
        return _too_late(request, evaluation)
    form = AnswerForm(
        posted(request),
        evaluation=evaluation,
        by=user,
        begun=_begun(evaluation, user),
        readers=_readers(evaluation, user),
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _keep(request, evaluation, form)
        except (TooLate, AnsweredAlready):
            return _too_late(request, evaluation)
    context = {"evaluation": evaluation, "form": form, "process": evaluation.process_id}
    return respond(request, "reviews/answers.html", context)


def _keep(request: HttpRequest, evaluation: Evaluation, form: AnswerForm) -> HttpResponse:
    if request.POST.get("act") == "hand_in":
        evaluation.answer(form.given, by=request.user)
        messages.success(request, _("Your answers are handed in."))
        return see_other(evaluation)
    evaluation.keep_draft(form.given, by=request.user)
    messages.success(request, _("Your draft was saved. Nobody else sees it."))
    return see_other("reviews:answers", evaluation.pk)


def _too_late(request: HttpRequest, evaluation: Evaluation) -> HttpResponse:
    """Handed in already, here or in another window, or not waited for any longer. One's own stay to be read."""
    given = _begun(evaluation, request.user)
    own = [(one.text, given.texts.get(one.key, ""), given.scores.get(one.key)) for one in evaluation.asks()]
    context = {
        "evaluation": evaluation,
        "answered": evaluation.has_answer_of(request.user),
        "own": [answer for answer in own if answer[1] or answer[2] is not None],
    }
    return respond(request, "reviews/answered.html", context, status=422 if request.method == "POST" else 200)


def _begun(evaluation: Evaluation, user: Any) -> Given:
    row = Answers.readable_by(user).filter(evaluation=evaluation, author=user).first()
    try:
        return row.read(by=user) if row else Given()
    except Unreadable:
        return Given()


def _readers(evaluation: Evaluation, user: Any) -> Who:
    """Before it is handed in nobody; then as the group's size has it."""
    if evaluation.members == 1 or not evaluation.is_member(user):
        here = list(chain(*parties.answering(evaluation.process)))
        if len(here) > 4:
            return Who(PARTIES_READ)
        others = [one for one in here if one.user_id != user.pk]
        return Who(
            _("Seen by: %(people)s. A manager sees only what the supervisee shows them, the office nothing.")
            % {"people": parties.names(others, after=[_("you")])}
        )
    if evaluation.anonymous:
        return Who(_("Shown to the group and the supervisors without your name, from four answers on."), "lock")
    return Who(_("Only you see this, unless you tick below that it is shown."), "lock")
