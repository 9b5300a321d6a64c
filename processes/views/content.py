"""What only the parties write: a supervisee their own goal, a supervisor the address of the remote room."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from processes.forms.content import GoalForm, MeetingLinkForm
from processes.models import MeetingLink, PersonalGoal, Process
from processes.views.detail import who_reads_goal
from tyonohjaus.access import Action, needs
from tyonohjaus.sealed.models import readable_texts
from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted


@needs(Action.GOAL_WRITE, on=Process)
def goal(request: HttpRequest, process: Process) -> HttpResponse:
    """One's own goal. Where the agreement says that nothing is stored there is no such page (C44)."""
    if not process.keeps_content:
        raise Http404
    own: Any = PersonalGoal.readable_by(request.user).filter(process=process, owner=request.user)
    text = "" if request.method == "POST" else "".join(readable_texts(own, "text_sealed", by=request.user))
    form = GoalForm(posted(request), initial={"text": text})
    readers = _("See this: %(names)s. Never your manager.") % {"names": who_reads_goal(process)}
    tell(form.fields["text"], who=Who(readers, icon="lock"))
    if request.method == "POST" and form.is_valid():
        PersonalGoal.write(process=process, owner=request.user, text=form.cleaned_data["text"])
        messages.success(request, _("Your goal was saved."))
        return see_other("processes:detail", process.pk)
    return respond(request, "processes/goal.html", {"form": form, "process": process.pk})


@needs(Action.MEETING_LINK_WRITE, on=Process)
def meeting_link(request: HttpRequest, process: Process) -> HttpResponse:
    link = MeetingLink.objects.visible_to(request.user).filter(process=process).first()
    text = "" if request.method == "POST" or link is None else readable_texts([link], "url_sealed", by=request.user)[0]
    form = MeetingLinkForm(posted(request), initial={"url": text})
    tell(
        form.fields["url"],
        who=Who(_("The supervisees and the supervisors see this. Neither the manager nor the office.")),
    )
    if request.method == "POST" and form.is_valid():
        MeetingLink.write(process=process, url=form.cleaned_data["url"], by=request.user)
        messages.success(request, _("The address of the remote room was saved."))
        return see_other("processes:detail", process.pk)
    return respond(request, "processes/meeting_link.html", {"form": form, "process": process.pk})
