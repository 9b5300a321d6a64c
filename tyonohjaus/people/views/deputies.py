"""Who answers in a manager's place: written by the manager for themselves, and by the office."""

import uuid
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tyonohjaus.access import Action, needs
from tyonohjaus.people.forms.deputy import DeputyForm
from tyonohjaus.people.models import AnotherThen, Deputy, User
from tyonohjaus.people.models.dated import not_over
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted


@needs(Action.DEPUTY_NAME)
def own_deputy(request: HttpRequest) -> HttpResponse:
    return _page(request, User.objects.get(pk=request.user.pk), by_office=False)


@needs(Action.PERSON_EDIT, on=User)
def deputy(request: HttpRequest, person: User) -> HttpResponse:
    return _page(request, person, by_office=True)


def _page(request: HttpRequest, manager: User, *, by_office: bool) -> HttpResponse:
    if "end" in request.POST:
        return _end(request, manager)
    form = DeputyForm(posted(request), manager=manager, anyone=by_office)
    if request.method == "POST" and form.is_valid():
        try:
            Deputy.name(manager=manager, by=request.user, **form.cleaned_data)
        except AnotherThen:
            form.tell_another()
        else:
            messages.success(request, _("The deputy was named."))
            return see_other(request.path)
    rows = Deputy.objects.filter(not_over(), manager=manager).select_related("deputy").order_by("starts_on")
    context: dict[str, Any] = {"form": form, "manager": manager, "rows": rows, "by_office": by_office}
    return respond(request, "people/deputy.html", context)


def _end(request: HttpRequest, manager: User) -> HttpResponse:
    """One of this manager's own; what is not is passed over."""
    with suppress(ValueError):
        if row := manager.deputies.filter(pk=uuid.UUID(request.POST["end"])).first():
            row.end(by=request.user)
            messages.success(request, _("The deputy answers no more."))
    return see_other(request.path)
