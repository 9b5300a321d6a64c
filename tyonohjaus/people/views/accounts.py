"""Somebody leaves, or lost a device: their account is closed, and can be opened again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tyonohjaus.access import Action, needs
from tyonohjaus.people.accounts import OwnAccount, close_account, reopen_account
from tyonohjaus.people.models import Employment, LastOfTheOffice, User
from tyonohjaus.people.models.dated import current
from tyonohjaus.ui.htmx import respond, see_other


@needs(Action.PERSON_EDIT, on=User)
def account(request: HttpRequest, person: User) -> HttpResponse:
    """Close it, or open it again (`act` is "reopen")."""
    if request.method == "POST" and request.POST.get("act") == "reopen":
        reopen_account(person, by=request.user)
        messages.success(request, _("The account is open again."))
        return see_other("people:person_edit", person.pk)
    if request.method == "POST":
        try:
            close_account(person, by=request.user)
        except (OwnAccount, LastOfTheOffice) as refused:
            last = isinstance(refused, LastOfTheOffice)
            return respond(request, "people/account.html", _context(request, person) | {"last": last}, status=422)
        return see_other("people:person_edit", person.pk)
    return respond(request, "people/account.html", _context(request, person))


def _context(request: HttpRequest, person: User) -> dict[str, Any]:
    works = Employment.objects.filter(current(), manager=person).select_related("employee")
    managed = {work.employee_id: work.employee for work in works.order_by("employee__name")}
    return {"person": person, "is_self": person == request.user, "managed": list(managed.values())}
