from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tyonohjaus.access import Action, needs, public
from tyonohjaus.people.accent import stylesheet
from tyonohjaus.people.forms.extras import ExtrasForm
from tyonohjaus.people.forms.practice import PracticeForm
from tyonohjaus.people.models import Extra, Practice
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted


@needs(Action.PRACTICE_EDIT)
def practice(request: HttpRequest) -> HttpResponse:
    form = PracticeForm(posted(request), instance=Practice.objects.get())
    if request.method == "POST" and form.is_valid():
        form.instance.change(by=request.user, **form.values())
        messages.success(request, _("The practice's page was saved."))
        return see_other("people:practice")
    return respond(request, "people/practice.html", {"form": form})


@needs(Action.PRACTICE_EDIT)
def extras(request: HttpRequest) -> HttpResponse:
    """What only some practices want."""
    form = ExtrasForm(posted(request), initial={"extras": Extra.all_on()})
    if request.method == "POST" and form.is_valid():
        Extra.switch(form.cleaned_data["extras"], by=request.user)
        messages.success(request, _("The extras were saved."))
        return see_other("people:practice")
    return respond(request, "people/extras.html", {"form": form})


@public
@require_safe
def accent(request: HttpRequest) -> HttpResponse:
    """The practice's own colour: the same for everybody, so that browsers and proxies may keep it."""
    colour = Practice.objects.values_list("accent", flat=True).first() or ""
    response = HttpResponse(stylesheet(colour), content_type="text/css; charset=utf-8")
    patch_cache_control(response, public=True, max_age=300)
    request.session.accessed = False  # by the middleware, not by this page: it does not vary with the cookie
    return response
