from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tyonohjaus.access import Action, needs
from tyonohjaus.people import words
from tyonohjaus.people.accounts import AddressTaken, change_address, create_person
from tyonohjaus.people.forms.person import PersonForm
from tyonohjaus.people.models import Employment, Membership, User
from tyonohjaus.people.models.dated import current
from tyonohjaus.ui import search
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted


@needs(Action.PERSON_SEE)
@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    return respond(request, "people/person_list.html", listed(request))


@needs(Action.PERSON_EDIT)
def person_new(request: HttpRequest) -> HttpResponse:
    form = PersonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            person = create_person(by=request.user, **form.values())
        except AddressTaken:
            _tell_taken(form)
        else:
            messages.success(request, _("The person was added. Add next where they work or what they do here."))
            return see_other("people:person_edit", person.pk)
    return respond(request, "people/person_new.html", {"form": form})


@needs(Action.PERSON_EDIT, on=User)
def person_edit(request: HttpRequest, person: User) -> HttpResponse:
    form = PersonForm(posted(request), instance=person)
    if request.method == "POST" and form.is_valid() and _changed(form, by=request.user):
        messages.success(request, _("The details were saved."))
        return see_other("people:person_edit", person.pk)
    return respond(request, "people/person_edit.html", {"form": form} | standing_of(person.pk, by=request.user))


def listed(request: HttpRequest) -> dict[str, Any]:
    """The list as it was asked for; also for the invitation that could not be sent from it."""
    seen: Any = User.objects.visible_to(request.user)
    everybody, closed = seen.filter(is_active=True), seen.filter(is_active=False)
    uninvited = everybody.filter(invited_at=None, last_login=None)
    show = request.GET.get("show", "")
    shown = {"new": uninvited, "closed": closed}.get(show, everybody).filter(search.named(request, "name", "email"))
    page = search.page(request, with_roles(shown).order_by("name", "email"))
    people = [(person, " · ".join(words.roles(person)), words.invited(person)) for person in page]
    return {
        "people": people,
        "page": page,
        "query": search.query(request),
        "q": search.words(request),
        "show": show,
        "uninvited": uninvited.count(),
        "closed": closed.count(),
    }


def with_roles(people: Any) -> Any:
    return people.select_related("supervisor").prefetch_related(
        "office_roles",
        Prefetch("employments", Employment.objects.filter(current()).select_related("organisation")),
        Prefetch("memberships", Membership.objects.filter(current()).select_related("organisation")),
    )


def standing_of(pk: Any, *, by: Any) -> dict[str, Any]:
    """What the person's page tells beside the form, fresh from the database."""
    person = User.objects.select_related("supervisor").get(pk=pk)
    works = person.employments.filter(current()).select_related("organisation", "manager")
    tasks = person.memberships.filter(current()).select_related("organisation")
    return {
        "person": person,
        "employments": works.order_by("organisation__name"),
        "memberships": [(row, words.membership(row)) for row in tasks.order_by("organisation__name", "capacity")],
        "is_manager": tasks.filter(capacity=Membership.As.MANAGER).exists(),
        "is_office": person.office_roles.filter(current()).exists(),
        "is_supervisor": hasattr(person, "supervisor"),
        "is_self": person.pk == by.pk,
    }


def _changed(form: PersonForm, *, by: Any) -> bool:
    values = form.values()
    email = values.pop("email")
    person = User.objects.get(pk=form.instance.pk)
    try:
        if email != form.initial["email"]:
            change_address(person, email=email, by=by)
    except AddressTaken:
        _tell_taken(form)
        return False
    person.change(by=by, **values)
    return True


def _tell_taken(form: PersonForm) -> None:
    form.add_error("email", _("Somebody else signs in with this address. Look them up on the list of people."))
