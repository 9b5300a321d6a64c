"""What the organisation hopes for: the office writes it down; the parties and the manager read it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from processes import goals
from processes.forms.goals import GoalForm
from processes.models import OrganisationGoal, Process
from tyonohjaus.access import Action, needs
from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted


@needs(Action.ORGANISATION_GOAL_WRITE, on=Process)
def organisation_goal(request: HttpRequest, process: Process) -> HttpResponse:
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        OrganisationGoal.write(process=process, by=request.user, **form.values)
        messages.success(request, _("The goal was saved."))
        return see_other("processes:detail", process.pk)
    return respond(request, "processes/organisation_goal.html", {"form": form, "process": process.pk})


@needs(Action.ORGANISATION_GOAL_WRITE, on=OrganisationGoal)
def organisation_goal_edit(request: HttpRequest, goal: OrganisationGoal) -> HttpResponse:
    """Save it anew; set it aside, take it up again, or move it up."""
    if goals.arrange(goal, request.POST, by=request.user):
        return see_other("processes:detail", goal.process_id)
    form = _form(request, text=goal.text, success=goal.success, key=goal.pk)
    if request.method == "POST" and form.is_valid():
        OrganisationGoal.write(process=goal.process, by=request.user, **form.values | {"key": goal.pk})
        messages.success(request, _("The goal was saved."))
        return see_other("processes:detail", goal.process_id)
    context = {"form": form, "process": goal.process_id, "goal": goal}
    return respond(request, "processes/organisation_goal.html", context)


def _form(request: HttpRequest, **initial: object) -> GoalForm:
    form = GoalForm(posted(request), initial=initial)
    readers = Who(_("The supervisees, the supervisor and the manager see this."), icon="building-2")
    tell(form.fields["text"], who=readers)
    tell(form.fields["success"], who=readers)
    return form
