from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.people.forms.person import InvitationForm
from tyonohjaus.people.models import User
from tyonohjaus.ui.htmx import respond, see_other

from .people import listed


@needs(Action.PERSON_EDIT)
@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """Everybody whom the office has ticked, or nobody."""
    choices: Any = User.objects.visible_to(request.user).filter(is_active=True)
    form = InvitationForm(request.POST, choices=choices)
    if not form.is_valid():
        return respond(request, "people/person_list.html", listed(request) | {"form": form})
    people = list(form.cleaned_data["people"])
    with transaction.atomic():
        for person in people:
            person.invite(by=request.user, now=clock.now())
    sent = ngettext("An invitation goes to one person.", "Invitations go to %(count)d people.", len(people))
    messages.success(request, sent % {"count": len(people)})
    return see_other("people:person_list")
