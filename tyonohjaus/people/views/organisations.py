from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tyonohjaus.access import Action, needs
from tyonohjaus.people.forms.organisation import OrganisationForm
from tyonohjaus.people.models import Channel, Organisation
from tyonohjaus.people.models.dated import current
from tyonohjaus.ui import search
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.parts import Badge, Row


@needs(Action.ORGANISATION_SEE)
@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    found: Any = Organisation.objects.visible_to(request.user).filter(search.named(request, "name", "business_id"))
    page = search.page(request, found.order_by("name"))
    context = {"page": page, "rows": [_row(one) for one in page]}
    more = {"q": search.words(request), "query": search.query(request)}
    return respond(request, "people/organisation_list.html", context | more)


@needs(Action.ORGANISATION_EDIT)
def organisation_new(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(posted(request), by=request.user)
    if request.method == "POST" and form.is_valid():
        Organisation.enter(by=request.user, **form.values())
        messages.success(request, _("The organisation was added."))
        return see_other("people:organisation_list")
    return respond(request, "people/organisation_new.html", {"form": form})


@needs(Action.ORGANISATION_EDIT, on=Organisation)
def organisation_edit(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    form = OrganisationForm(posted(request), instance=organisation, by=request.user)
    if request.method == "POST" and form.is_valid():
        organisation.change(by=request.user, **form.values())
        messages.success(request, _("The organisation was saved."))
        return see_other("people:organisation_list")
    context = {"form": form, "name": form.initial["name"], "contacts": _contacts(organisation)}
    return respond(request, "people/organisation_edit.html", context)


def _row(organisation: Organisation) -> Row:
    note = " · ".join(word for word in (organisation.business_id, organisation.get_group_display()) if word)
    by_hand = organisation.channel == Channel.LETTER
    badge = Badge(kind="open", text=_("Invoices by hand"), icon="mail") if by_hand else None
    url = reverse("people:organisation_edit", args=[organisation.pk])
    return Row(title=organisation.name, url=url, note=note, badge=badge)


def _contacts(organisation: Organisation) -> list[Row]:
    """Managers and billing contacts of today."""
    rows = organisation.memberships.filter(current()).select_related("user").order_by("capacity", "user__name")
    return [
        Row(
            title=row.user.name,
            note=str(row.get_capacity_display()),
            url=reverse("people:person_edit", args=[row.user_id]),
        )
        for row in rows
    ]
