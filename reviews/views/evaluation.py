"""One evaluation, as far as it has come: who is waited for, the answers together, what was found in common."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from processes import words
from reviews.forms import PARTIES_READ, JointTextForm
from reviews.models import (
    Answers,
    Evaluation,
    Extract,
    Given,
    Invitation,
    JointText,
    Spread,
    Status,
    Tally,
    manager_of,
    read_all,
)
from reviews.models.survey import Aggregate, aggregates
from tyonohjaus.access import Action, needs
from tyonohjaus.lib.moves import ChangedMeanwhile, TooLate
from tyonohjaus.sealed.cipher import Unreadable
from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.kept import keeps_text
from tyonohjaus.ui.meanwhile import tell_meanwhile


@dataclass(frozen=True, kw_only=True)
class Said:
    """One answer to a question; of a group nobody's in particular."""

    name: str
    text: str
    score: int | None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question with what was said to it. `numbers`: a group's, from the lowest on."""

    text: str
    said: list[Said]
    numbers: list[int]


@needs(Action.EVALUATION_READ, on=Evaluation)
@require_safe
def evaluation(request: HttpRequest, evaluation: Evaluation) -> HttpResponse:
    return respond(request, "reviews/evaluation.html", page(evaluation, request.user))


@needs(Action.EVALUATION_READ, on=Evaluation)
@require_POST
def showing(request: HttpRequest, evaluation: Evaluation) -> HttpResponse:
    """Not to wait any longer."""
    return _act(request, evaluation, lambda: evaluation.show(by=request.user), _("The answers are shown together now."))


@needs(Action.EVALUATION_READ, on=Evaluation)
@require_POST
def conclusion(request: HttpRequest, evaluation: Evaluation) -> HttpResponse:
    return _act(request, evaluation, lambda: evaluation.conclude(by=request.user), _("The evaluation is concluded."))


@keeps_text({"text": JointTextForm.base_fields["text"].label or ""}, also=("seen",))
@needs(Action.EVALUATION_READ, on=Evaluation)
def joint_text(request: HttpRequest, evaluation: Evaluation) -> HttpResponse:
    row = JointText.readable_by(request.user).filter(evaluation=evaluation).first()
    text, seen = _read(row, request.user), row.mark if row else ""
    if not evaluation.takes_words:
        status = 422 if request.method == "POST" else 200
        context = page(evaluation, request.user) | {"late": True}
        return respond(request, "reviews/evaluation.html", context, status=status)
    form = JointTextForm(posted(request), initial={"text": text, "seen": seen})
    tell(form.fields["text"], who=Who(PARTIES_READ))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            JointText.write(evaluation, text=said["text"], by=request.user, seen=said["seen"])
        except (ChangedMeanwhile, TooLate):
            tell_meanwhile(form, seen=seen, texts={"text": text})
        else:
            messages.success(request, _("The text was saved."))
            return see_other(evaluation)
    return respond(request, "reviews/joint_text.html", {"form": form, "evaluation": evaluation})


def page(evaluation: Evaluation, user: Any) -> dict[str, Any]:
    """All that the page is made from."""
    evaluation.process.refresh_from_db()
    member = evaluation.is_member(user)
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "title": evaluation.get_kind_display(),
        "process": evaluation.process,
        "process_title": words.title(evaluation.process),
        "is_open": evaluation.can("answer"),
        "asked": evaluation.is_asked(user) and not evaluation.has_answer_of(user),
        "awaited": len(evaluation.awaited()) if evaluation.can("answer") else 0,
        "may_show": evaluation.may_show(user),
        "may_conclude": evaluation.can("conclude"),
        "invites": member and manager_of(evaluation.process, user) is not None and evaluation.status != Status.LAPSED,
        "invitation": Invitation.objects.filter(evaluation=evaluation, supervisee=user).first() if member else None,
    }
    if evaluation.is_together:
        context |= _together(evaluation, user)
    return context


def _together(evaluation: Evaluation, user: Any) -> dict[str, Any]:
    try:
        answers, spread = _answers(evaluation, user)
    except Unreadable:
        return {"unreadable": True}
    joint = JointText.readable_by(user).filter(evaluation=evaluation).first()
    return {
        "questions": [_question(one, answers, spread) for one in evaluation.asks()],
        "too_few": evaluation.anonymous and spread is None,
        "no_numbers": spread is not None and not evaluation.tells_numbers,
        "count": spread.count if spread else 0,
        "survey": _survey(spread),
        "joint": _read(joint, user),
        "for_employer": Extract.is_for(evaluation.process),
    }


def _answers(evaluation: Evaluation, user: Any) -> tuple[list[tuple[str, Given]], Spread | None]:
    rows = Answers.readable_by(user).filter(evaluation=evaluation, handed_in=True).select_related("author")
    rows = list(rows.order_by("author__name", "pk"))
    named = [_("You") if row.author_id == user.pk else row.author.name for row in rows]
    tally = Tally.readable_by(user).filter(evaluation=evaluation).first()
    return list(zip(named, read_all(rows, by=user), strict=True)), tally.read(by=user) if tally else None


def _question(question: Any, answers: list[tuple[str, Given]], spread: Spread | None) -> Asked:
    key = question.key
    said = [
        Said(name=name, text=given.texts.get(key, ""), score=given.scores.get(key))
        for name, given in answers
        if given.texts.get(key) or key in given.scores
    ]
    if spread:
        said += [Said(name="", text=text, score=None) for text in spread.texts.get(key, [])]
    return Asked(text=question.text, said=said, numbers=sorted(spread.scores.get(key, [])) if spread else [])


def _survey(spread: Spread | None) -> list[Aggregate]:
    return aggregates(spread.survey) if spread else []


def _read(row: JointText | None, user: Any) -> str:
    return row.readable_text("text_sealed", by=user) if row else ""


def _act(request: HttpRequest, evaluation: Evaluation, act: Any, done: str) -> HttpResponse:
    try:
        act()
    except TooLate as refusal:
        context = page(Evaluation.objects.select_related("process").get(pk=evaluation.pk), request.user)
        return respond(request, "reviews/evaluation.html", context | {"late": refusal}, status=422)
    messages.success(request, done)
    return see_other(evaluation)
