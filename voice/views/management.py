"""Where management reads what all members have accepted, and marks what was done. Nothing else of the group."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tyonohjaus.access import Action, needs
from tyonohjaus.ui.htmx import respond, see_other
from voice.models import AgreedAction, ManagementMessage

from .reading import lines, opened


@needs(Action.VOICE_RECEIVE, on=ManagementMessage)
@require_safe
def received(request: HttpRequest, message: ManagementMessage) -> HttpResponse:
    row = ManagementMessage.objects.sent_to(request.user).filter(pk=message.pk).first()
    if row is None:
        raise Http404
    text, actions = opened(row, by=request.user)
    context = {"process": row.process_id, "sent_at": row.sent_at, "words": text, "actions": lines(actions)}
    return respond(request, "voice/received.html", context)


@needs(Action.VOICE_RECEIVE, on=AgreedAction)
@require_POST
def done(request: HttpRequest, action: AgreedAction) -> HttpResponse:
    """`done=1`, or empty to open it again."""
    row = AgreedAction.received_by(request.user).filter(pk=action.pk).first()
    if row is None:
        raise Http404
    row.mark_done(done=bool(request.POST.get("done")), by=request.user)
    messages.success(request, _("Saved. The group sees it."))
    return see_other("voice:received", row.message_id)
