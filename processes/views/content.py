"""What only the parties write: the address of the remote room."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from processes.forms.content import MeetingLinkForm
from processes.models import MeetingLink, Process
from tyonohjaus.access import Action, needs
from tyonohjaus.sealed.models import readable_texts
from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted


@needs(Action.MEETING_LINK_WRITE, on=Process)
def meeting_link(request: HttpRequest, process: Process) -> HttpResponse:
    link = MeetingLink.objects.visible_to(request.user).filter(process=process).first()
    old = [link] if link and request.method != "POST" else []
    texts = {name: "".join(readable_texts(old, f"{name}_sealed", by=request.user)) for name in ("url", "point")}
    form = MeetingLinkForm(posted(request), initial=texts)
    for name in texts:
        who = Who(_("The supervisees and the supervisors see this. Neither the manager nor the office."))
        tell(form.fields[name], who=who)
    if request.method == "POST" and form.is_valid():
        MeetingLink.write(process=process, by=request.user, **form.cleaned_data)
        messages.success(request, _("The address of the remote room was saved."))
        return see_other("processes:detail", process.pk)
    return respond(request, "processes/meeting_link.html", {"form": form, "process": process.pk})
