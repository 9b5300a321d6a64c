"""What one is mailed besides what must be."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bookings.forms.mail_choice import MailChoiceForm
from bookings.models import MailChoice
from tyonohjaus.access import Capacity, capacities_of, own
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted

KINDS = {
    MailChoice.Nudge.ASSIGNMENT: {Capacity.SUPERVISEE},
    MailChoice.Nudge.NEXT: {Capacity.SUPERVISEE},
    MailChoice.Nudge.UNMARKED: {Capacity.SUPERVISOR, Capacity.CO_SUPERVISOR},
    MailChoice.Nudge.REQUEST: {Capacity.SUPERVISOR, Capacity.CO_SUPERVISOR},
    MailChoice.Nudge.REVIEW: {Capacity.SUPERVISOR, Capacity.CO_SUPERVISOR},
}


@own
def mail_choice(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    kinds = [kind.value for kind, told in KINDS.items() if told & capacities_of(user)]
    form = MailChoiceForm(posted(request), choice=MailChoice.of(user), kinds=kinds)
    if request.method == "POST" and form.is_valid():
        MailChoice.choose(by=user, **form.values())
        messages.success(request, _("Saved. It holds from the next reminder on."))
        return see_other("bookings:mail_choice")
    return respond(request, "bookings/mail_choice.html", {"form": form})
