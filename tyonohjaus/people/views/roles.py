"""Where a person works, what they do for an organisation, what they do here: each begins, and each ends at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tyonohjaus.access import Action, needs
from tyonohjaus.people.forms.roles import EmploymentForm, ManagerForm, MembershipForm
from tyonohjaus.people.models import (
    Employment,
    LastOfTheOffice,
    Membership,
    OfficeRole,
    StillManages,
    Supervisor,
    User,
)
from tyonohjaus.people.models.dated import current
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted


@needs(Action.PERSON_EDIT, on=User)
def employment_new(request: HttpRequest, person: User) -> HttpResponse:
    form = EmploymentForm(posted(request), employee=person, by=request.user)
    if request.method == "POST" and form.is_valid():
        Employment.begin(employee=person, by=request.user, **form.cleaned_data)
        messages.success(request, _("The employer was added."))
        return see_other("people:person_edit", person.pk)
    return respond(request, "people/employment_new.html", {"form": form, "person": person})


@needs(Action.PERSON_EDIT, on=Employment)
def employment_manager(request: HttpRequest, employment: Employment) -> HttpResponse:
    form = ManagerForm(posted(request), employment=employment, by=request.user)
    if request.method == "POST" and form.is_valid():
        employment.change_manager(to=form.cleaned_data["manager"], by=request.user)
        messages.success(request, _("The manager was changed. Times that are still to be approved go to the new one."))
        return see_other("people:person_edit", employment.employee_id)
    return respond(request, "people/employment_manager.html", {"form": form, "employment": employment})


@needs(Action.PERSON_EDIT, on=Employment)
def employment_end(request: HttpRequest, employment: Employment) -> HttpResponse:
    if request.method == "POST":
        employment.end(by=request.user)
        messages.success(request, _("The employment was ended."))
        return see_other("people:person_edit", employment.employee_id)
    return respond(request, "people/employment_end.html", {"employment": employment})


@needs(Action.PERSON_EDIT, on=User)
def membership_new(request: HttpRequest, person: User) -> HttpResponse:
    form = MembershipForm(posted(request), by=request.user)
    if request.method == "POST" and form.is_valid():
        Membership.begin(user=person, by=request.user, **form.cleaned_data)
        messages.success(request, _("The task was added."))
        return see_other("people:person_edit", person.pk)
    return respond(request, "people/membership_new.html", {"form": form, "person": person})


@needs(Action.PERSON_EDIT, on=Membership)
def membership_end(request: HttpRequest, membership: Membership) -> HttpResponse:
    context = {"membership": membership}
    if request.method == "POST":
        try:
            membership.end(by=request.user)
        except StillManages as still:
            return respond(request, "people/membership_end.html", context | {"managed": still.people}, status=422)
        messages.success(request, _("The task was ended."))
        return see_other("people:person_edit", membership.user_id)
    return respond(request, "people/membership_end.html", context)


@needs(Action.PERSON_EDIT, on=User)
def office_role(request: HttpRequest, person: User) -> HttpResponse:
    """Begin it, or end it (`act` is "end")."""
    context = {"person": person, "held": person.office_roles.filter(current()).exists()}
    if request.method == "POST":
        change = OfficeRole.end if request.POST.get("act") == "end" else OfficeRole.begin
        try:
            change(user=person, by=request.user)
        except LastOfTheOffice:
            return respond(request, "people/office_role.html", context | {"last": True}, status=422)
        messages.success(request, _("Who is of the office was changed."))
        return see_other("home") if person.pk == request.user.pk else see_other("people:person_edit", person.pk)
    return respond(request, "people/office_role.html", context)


@needs(Action.PERSON_EDIT, on=User)
def supervisor_role(request: HttpRequest, person: User) -> HttpResponse:
    if request.method == "POST":
        Supervisor.begin(user=person, by=request.user)
        messages.success(request, _("The person can now be chosen as a supervisor, and keeps hours of their own."))
        return see_other("people:person_edit", person.pk)
    return respond(request, "people/supervisor_role.html", {"person": person})
