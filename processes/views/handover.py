from django.http import Http404, HttpRequest, HttpResponse

from processes.models import Participant
from tyonohjaus.access import Action, needs
from tyonohjaus.people.models import HandoverCode
from tyonohjaus.ui.htmx import respond


@needs(Action.HANDOVER_ISSUE, on=Participant)
def handover_issue(request: HttpRequest, participant: Participant) -> HttpResponse:
    """A code for one's own supervisee, shown once: only its hash is kept (C6)."""
    if participant.capacity != Participant.As.SUPERVISEE or not participant.is_current:
        raise Http404
    person = participant.user
    other_hands = not HandoverCode.may_come_from(request.user, user=person)
    context = {"name": person.name, "process": participant.process_id, "other_hands": other_hands}
    if request.method == "POST" and not other_hands:
        context["code"] = HandoverCode.issue(user=person, by=request.user)
    return respond(request, "processes/handover.html", context)
