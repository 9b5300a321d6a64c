"""What only the parties write: the address of the remote room."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from processes.forms.content import MeetingLinkForm
from processes.models import MeetingLink, Process
from tyonohjaus.access import Action, needs
from tyonohjaus.lib.moves import ChangedMeanwhile
from tyonohjaus.sealed.models import readable_texts
from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.kept import keeps_text
from tyonohjaus.ui.meanwhile import tell_meanwhile

COLUMNS = ("url_sealed", "point_sealed")


@keeps_text({name: MeetingLinkForm.base_fields[name].label or "" for name in ("url", "point")}, also=("seen",))
@needs(Action.MEETING_LINK_WRITE, on=Process)
def meeting_link(request: HttpRequest, process: Process) -> HttpResponse:
    link = MeetingLink.objects.visible_to(request.user).filter(process=process).first()
    texts = _texts(link if request.method != "POST" else None, request.user)
    form = MeetingLinkForm(posted(request), initial=texts | {"seen": link.stand(*COLUMNS) if link else ""})
    for name in texts:
        who = Who(_("The supervisees and the supervisors see this. Neither the manager nor the office."))
        tell(form.fields[name], who=who)
    if request.method == "POST" and form.is_valid() and _written(form, process, request.user):
        messages.success(request, _("The address of the remote room was saved."))
        return see_other("processes:detail", process.pk)
    return respond(request, "processes/meeting_link.html", {"form": form, "process": process.pk})


def _written(form: MeetingLinkForm, process: Process, user: Any) -> bool:
    """No, where the other supervisor, or another window, has written it meanwhile."""
    said = form.cleaned_data
    try:
        MeetingLink.write(process=process, url=said["url"], point=said["point"], by=user, seen=form.was)
    except ChangedMeanwhile:
        link = MeetingLink.objects.get(process=process)
        tell_meanwhile(form, seen=link.stand(*COLUMNS), texts=_texts(link, user))
    return not form.errors


def _texts(link: MeetingLink | None, user: Any) -> dict[str, str]:
    rows = [link] if link else []
    return {name: "".join(readable_texts(rows, f"{name}_sealed", by=user)) for name in ("url", "point")}
