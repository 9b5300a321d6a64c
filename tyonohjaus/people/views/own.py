from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from tyonohjaus.access import Action, may
from tyonohjaus.access import own as own_page
from tyonohjaus.lib import clock
from tyonohjaus.people.assurance import HANDED_OVER
from tyonohjaus.people.forms.person import HandoverForm, OwnForm
from tyonohjaus.people.language import speaking
from tyonohjaus.people.models import HandoverCode, User
from tyonohjaus.people.models.user import Theme
from tyonohjaus.ui.htmx import came_from, respond, see_other
from tyonohjaus.ui.inputs import posted


@own_page
def own(request: HttpRequest) -> HttpResponse:
    form = OwnForm(posted(request), instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        person = form.instance.change(by=request.user, **form.values())
        with override(person.language):
            messages.success(request, _("Your details were saved."))
        return speaking(see_other("people:own"), person.language)
    context = {
        "form": form,
        "may_name_deputy": may(request.user, Action.DEPUTY_NAME),
        "has_supervisor": form.instance.has_met_a_supervisor,
    }
    return respond(request, "people/own.html", context)


@own_page
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the device says ("auto")."""
    chosen = request.POST.get("theme", "")
    if chosen not in {"auto", Theme.LIGHT, Theme.DARK}:
        return HttpResponseBadRequest()
    user: Any = request.user
    user.choose_theme(Theme.AUTO if chosen == "auto" else chosen)
    return see_other(came_from(request) or "/")


@own_page
def handover(request: HttpRequest) -> HttpResponse:
    """Type the code that the supervisor gave by hand or voice: this session then opens content (C6)."""
    user: Any = request.user
    form = HandoverForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if HandoverCode.use(user=user, code=form.cleaned_data["code"], now=clock.now()):
            request.session[HANDED_OVER] = True
            return see_other("people:handed_over")
        form.add_error("code", _("This code does not open. Check each letter, or ask your supervisor for a new one."))
    return respond(request, "people/handover.html", {"form": form, "open": bool(user.content_open)})


@own_page
@require_safe
def handed_over(request: HttpRequest) -> HttpResponse:
    """What to do next, so that no code is needed again: a private address, or a passkey."""
    user: Any = request.user
    if not user.content_open:
        return see_other("people:handover")
    return respond(request, "people/handed_over.html", {})
