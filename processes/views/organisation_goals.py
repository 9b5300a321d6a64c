"""What the organisation hopes for: the office writes it down; the parties and the manager read it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from processes import goals
from processes.forms.goals import GoalForm
from processes.models import OrganisationGoal, Process
from tyonohjaus.access import Action, needs
from tyonohjaus.lib.moves import ChangedMeanwhile, stand
from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.meanwhile import tell_meanwhile


@needs(Action.ORGANISATION_GOAL_WRITE, on=Process)
def organisation_goal(request: HttpRequest, process: Process) -> HttpResponse:
    form = _form(request)
    if request.method == "POST" and form.is_valid() and _written(form, process, request.user):
        messages.success(request, _("The goal was saved."))
        return see_other("processes:detail", process.pk)
    return respond(request, "processes/organisation_goal.html", {"form": form, "process": process.pk})


@needs(Action.ORGANISATION_GOAL_WRITE, on=OrganisationGoal)
def organisation_goal_edit(request: HttpRequest, goal: OrganisationGoal) -> HttpResponse:
    """Save it anew; set it aside, take it up again, or move it up."""
    if goals.arrange(goal, request.POST, by=request.user):
        return see_other("processes:detail", goal.process_id)
    form = _form(request, text=goal.text, success=goal.success, key=goal.pk, seen=stand(goal.said))
    if request.method == "POST" and form.is_valid() and _written(form, goal.process, request.user, key=goal.pk):
        messages.success(request, _("The goal was saved."))
        return see_other("processes:detail", goal.process_id)
    context = {"form": form, "process": goal.process_id, "goal": goal}
    return respond(request, "processes/organisation_goal.html", context)


def _written(form: GoalForm, process: Process, user: object, **more: UUID) -> bool:
    """No, where somebody else of the office has written it meanwhile: the form says what stands there now."""
    try:
        OrganisationGoal.write(process=process, by=user, **form.values | more, seen=form.was)
    except ChangedMeanwhile:
        goal = OrganisationGoal.objects.get(pk=(form.values | more)["key"])
        tell_meanwhile(form, seen=stand(goal.said), texts={"text": goal.text, "success": goal.success})
    return not form.errors


def _form(request: HttpRequest, **initial: object) -> GoalForm:
    form = GoalForm(posted(request), initial=initial)
    readers = Who(_("The supervisees, the supervisor and the manager see this."), icon="building-2")
    tell(form.fields["text"], who=readers)
    tell(form.fields["success"], who=readers)
    return form
