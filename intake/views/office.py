"""The office says who pays and how it is invoiced; the office or the supervisor starts the process (S1-3)."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from intake import starting, words
from intake.forms.details import AskDetailsForm, ConfirmForm, DetailsForm
from intake.forms.going_on import PayerForm, StartForm
from intake.models import BillingDetails, Request
from intake.models.details import COLUMNS
from intake.problems import NotStartable
from processes.heads import WrongHeads
from processes.models import SupervisorManages
from tyonohjaus.access import Action, may, needs
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import Membership, Organisation
from tyonohjaus.people.models.dated import current
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.parts import Fact

from .acts import too_late


@needs(Action.ORGANISATION_EDIT, on=Request)
def payer(request: HttpRequest, row: Request) -> HttpResponse:
    form = PayerForm(
        posted(request), by=request.user, initial={"payer": row.payer, "organisation": row.organisation_id}
    )
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                organisation = _named(form.cleaned_data, by=request.user)
                row.change_payer(payer=form.cleaned_data["payer"], organisation=organisation, by=request.user)
        except TooLate as late:
            return too_late(request, late)
        messages.success(request, _("Who pays was saved."))
        return see_other(row)
    return respond(request, "intake/payer.html", {"form": form, "row": row})


@needs(Action.REQUEST_START, on=Request)
def start(request: HttpRequest, row: Request) -> HttpResponse:
    """One step: the process, its people and the end of the introductory meetings."""
    organisation = starting.employer_of(row)
    problems = list(starting.problems(row, organisation=organisation, by=request.user))
    form = StartForm(posted(request), organisation=organisation, initial=_usual(row))
    if request.method == "POST" and not problems and form.is_valid():
        try:
            process = starting.start(row, by=request.user, organisation=organisation, **form.cleaned_data)
        except NotStartable as refusal:
            problems = list(refusal.problems)
        except SupervisorManages as manages:
            sentence = _("%(name)s would be supervised by their own manager. Choose another supervisor.")
            form.add_error(None, sentence % {"name": manages.person})
        except WrongHeads:
            form.add_error("kind", _("This kind does not fit the number of members. Choose another."))
        else:
            messages.success(request, _("The process was started."))
            return see_other("processes:detail", process.pk)
    context = {"form": form, "row": row, "problems": [one.sentence() for one in problems]}
    context |= {"organisation": organisation, "people": _people(row), "agreed": row.agreed_on}
    context |= {
        "says_payer": row.employer_pays and may(request.user, Action.ORGANISATION_EDIT, row),
        "payer": words.payer(row),
    }
    return respond(request, "intake/start.html", context, status=422 if request.method == "POST" else None)


@needs(Action.BILLING_DETAILS_CONFIRM, on=Organisation)
def billing_details(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Ask by a signed link, look at what was answered, confirm it (`act` says which)."""
    row = BillingDetails.objects.filter(organisation=organisation).first()
    asking = AskDetailsForm(
        request.POST if _pressed(request, "ask") else None, initial={"email": _contact(organisation)}
    )
    given: dict[str, Any] = {"business_id": row.business_id if row else "", "organisation": organisation}
    confirming = ConfirmForm(
        request.POST if _pressed(request, "confirm") else None, initial={"seen": row.stand if row else ""}, **given
    )
    now = clock.now()
    if _pressed(request, "ask") and asking.is_valid():
        BillingDetails.ask(organisation, address=asking.cleaned_data["email"], by=request.user, now=now)
        messages.success(request, _("The question was sent."))
        return see_other("intake:billing_details", organisation.pk)
    changed = False
    if row and _pressed(request, "confirm") and confirming.is_valid():
        try:
            row.confirm(by=request.user, now=now, seen=confirming.cleaned_data["seen"])
        except TooLate:
            changed = True
        else:
            messages.success(request, _("The billing details were confirmed."))
            return see_other("intake:billing_details", organisation.pk)
    context = {
        "organisation": organisation,
        "row": row,
        "asking": asking,
        "confirming": ConfirmForm(initial={"seen": row.stand}, **given) if row and changed else confirming,
        "changed": changed,
        "differences": _differences(row),
        "standing": _standing(organisation),
    }
    return respond(request, "intake/billing_details.html", context, status=422 if request.method == "POST" else None)


def _pressed(request: HttpRequest, act: str) -> bool:
    return request.method == "POST" and request.POST.get("act") == act


def _named(values: dict[str, Any], *, by: Any) -> Organisation | None:
    """The organisation that was chosen, or a new one of that name."""
    if name := values["new_name"].strip():
        organisation = Organisation.enter(by=by, name=name)
        BillingDetails.expect(organisation, now=clock.now())
        return organisation
    chosen: Organisation | None = values["organisation"]
    return chosen


def _usual(row: Request) -> dict[str, Any]:
    return {"kind": starting.kind_for(row.members.current().count()), "starts_on": clock.today()}


def _people(row: Request) -> list[str]:
    return [str(member.user) for member in row.members.current().select_related("user").order_by("user__name")]


def _contact(organisation: Organisation) -> str:
    """Whom the office would ask: the billing contact, else the address for invoices."""
    contacts = Membership.objects.filter(current(), organisation=organisation, capacity=Membership.As.BILLING)
    contact = contacts.select_related("user").order_by("user__name").first()
    return contact.user.email if contact else organisation.billing_email


def _standing(organisation: Organisation) -> list[Fact]:
    """What stands on the organisation's page: without an answer, that is what the office confirms."""
    labels = DetailsForm().fields
    return [Fact(str(labels[name].label), getattr(organisation, name) or "–") for name in COLUMNS]


def _differences(row: BillingDetails | None) -> list[tuple[str, str, str]]:
    """Label, as it is now, as it was answered."""
    if row is None or row.answered_at is None or row.confirmed_at:
        return []
    labels = DetailsForm().fields
    return [(str(labels[name].label), now, said) for name, now, said in row.differences()]
