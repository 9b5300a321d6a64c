"""The manager at the evaluation talk: invited by the supervisee alone; then exactly what was ticked (C14)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from processes import words
from reviews.forms import InviteForm, joint_part
from reviews.models import Evaluation, Invitation, JointText, NobodyToInvite, Status, manager_of
from reviews.models.invitation import JOINT
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.sealed.cipher import Unreadable
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted


@needs(Action.EVALUATION_INVITE, on=Evaluation)
def invite(request: HttpRequest, evaluation: Evaluation) -> HttpResponse:
    user: Any = request.user
    standing = Invitation.objects.filter(evaluation=evaluation, supervisee=user).first()
    if request.method == "POST" and "take_back" in request.POST and standing:
        standing.take_back(by=user)
        messages.success(request, _("The invitation was taken back. The manager sees nothing of it any more."))
        return see_other(evaluation)
    manager = manager_of(evaluation.process, user)
    nobody = manager is None or not evaluation.is_member(user) or evaluation.status == Status.LAPSED
    if nobody:
        context = {"evaluation": evaluation, "nobody": True}
        return respond(request, "reviews/invite.html", context, status=422 if request.method == "POST" else 200)
    form = InviteForm(posted(request), parts=_offered(evaluation, user), initial=_as_it_is(evaluation, standing))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            Invitation.invite(
                evaluation, by=user, starts_at=form.starts_at, place=said["place"], parts=said.get("parts", [])
            )
        except (NobodyToInvite, TooLate):
            return respond(request, "reviews/invite.html", {"evaluation": evaluation, "nobody": True}, status=422)
        messages.success(request, _("The manager was invited."))
        return see_other(evaluation)
    context = {
        "evaluation": evaluation,
        "form": form,
        "manager": manager.name,
        "standing": standing if standing and standing.is_open else None,
        "group": evaluation.members > 1,
    }
    return respond(request, "reviews/invite.html", context)


@needs(Action.INVITATION_SEE, on=Invitation)
@require_safe
def invitation(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    return respond(request, "reviews/invitation.html", page(invitation, request.user))


def page(invitation: Invitation, user: Any) -> dict[str, Any]:
    """The allow-list: when, where, with whom, and the ticked parts. Nothing else is read (C7, C14)."""
    try:
        answers, joint = invitation.answers(by=user), invitation.joint_text(by=user)
    except Unreadable:
        answers, joint = [], ""
    return {
        "starts_at": invitation.starts_at,
        "until": invitation.until,
        "place": invitation.get_place_display(),
        "supervisee": invitation.supervisee.name,
        "process_title": words.title(invitation.process),
        "process": invitation.process_id,
        "answers": answers,
        "joint": joint,
    }


def _offered(evaluation: Evaluation, user: Any) -> list[tuple[str, str]]:
    """One's own answers, question by question, and the text in common; in a group nothing is ticked."""
    if evaluation.members > 1 or not evaluation.has_answer_of(user):
        return []
    written = JointText.objects.filter(evaluation=evaluation, text_sealed__isnull=False).exists()
    own = [(one.key, _("My answer: %(question)s") % {"question": one.text}) for one in evaluation.asks()]
    return [*own, joint_part(_("What we found together, as it stands now"))] if written else own


def _as_it_is(evaluation: Evaluation, standing: Invitation | None) -> dict[str, Any]:
    if standing is None:
        return {"place": evaluation.process.place}
    local = clock.local(standing.starts_at)
    version: Any = standing.joint_version
    joint = JointText.objects.filter(evaluation=evaluation, version=version).exists()
    parts = [part for part in standing.parts if part != JOINT or joint]
    return {"day": local.date(), "time": f"{local:%H.%M}", "place": standing.place, "parts": parts}
