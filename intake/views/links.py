"""The signed links of a request's mails: GET shows (scanners follow links), POST acts once (E1). None is a sign-in."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from intake.accounts import Closed
from intake.forms.asking import JoinForm
from intake.forms.details import DetailsForm
from intake.forms.going_on import PermissionAnswerForm
from intake.models import BillingDetails, Member, Permission, Request, SamePerson, State
from tyonohjaus.access import public
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.links.models import Link
from tyonohjaus.links.models import State as LinkState
from tyonohjaus.links.pages import opened, spend
from tyonohjaus.people.assurance import is_employers
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted

Context = dict[str, Any]


@public
def request(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm one's own request."""
    link = opened(request, token=token, action="request")
    row = Request.objects.filter(pk=link.subject_id).first()
    asks = _is_open(link) and row is not None and row.state == State.ASKED
    refused = ""
    if request.method == "POST" and asks and row:
        done, refused = _attempt(link, lambda: row.confirm(now=clock.now()))
        if done:
            return see_other(request.path)
    context = {"row": row, "asks": asks, "refused": refused, "candidates": _supervisors(row)}
    context["at_work"] = row is not None and not row.is_for_staff and _is_at_work(row.email, row.user)
    return _answer(request, "intake/link_request.html", context)


@public
def member(request: HttpRequest, token: str) -> HttpResponse:
    """Join those who ask, or do not."""
    link = opened(request, token=token, action="request-member")
    row = Member.objects.select_related("request__user").filter(pk=link.subject_id).first()
    asks = _is_open(link) and row is not None and row.user is None and not row.left_at and row.request.can("agree")
    form, refused = JoinForm(posted(request)), ""
    if request.method == "POST" and asks and row:
        if request.POST.get("act") == "decline":
            form = JoinForm()
            done, refused = _attempt(link, lambda: row.leave(by=None, now=clock.now()))
            if done:
                return see_other(request.path)
        elif form.is_valid():
            done, refused = _attempt(link, lambda: row.join(name=form.cleaned_data["name"], now=clock.now()))
            if done:
                return see_other(request.path)
    context: Context = {"member": row, "asks": asks, "form": form, "refused": refused}
    context |= {"candidates": _supervisors(row.request if row else None)}
    context["at_work"] = row is not None and _is_at_work(row.email, row.user)
    return _answer(request, "intake/link_member.html", context)


@public
def permission(request: HttpRequest, token: str) -> HttpResponse:
    """A manager's yes or no: whose it is and what is asked, and nothing else (C5, C10)."""
    link = opened(request, token=token, action="permission")
    row = Permission.objects.select_related("member__user", "member__request").filter(pk=link.subject_id).first()
    asks = _is_open(link) and row is not None and row.is_waiting and row.mark == link.mark
    form = PermissionAnswerForm(posted(request))
    if request.method == "POST" and asks and row and form.is_valid():
        said = form.cleaned_data["answer"]
        if spend(link, lambda: row.say(said, asked=link.mark, now=clock.now())):
            return see_other(request.path)
    return _answer(request, "intake/link_permission.html", {"permission": row, "asks": asks, "form": form})


@public
def billing_details(request: HttpRequest, token: str) -> HttpResponse:
    """What accounts payable want on an invoice: nothing holds before the office has confirmed it (S1-3)."""
    link = opened(request, token=token, action="billing-details")
    row = BillingDetails.objects.select_related("organisation").filter(pk=link.subject_id).first()
    asks = _is_open(link) and row is not None and row.mark == link.mark and not row.answered_at
    form = DetailsForm(posted(request), initial={"name": row.organisation.name} if row else {})
    if request.method == "POST" and asks and row and form.is_valid():
        done, _refused = _attempt(link, lambda: row.answer(asked=link.mark, now=clock.now(), **form.cleaned_data))
        if done:
            return see_other(request.path)
    return _answer(request, "intake/link_details.html", {"details": row, "asks": asks, "form": form})


def _is_open(link: Link) -> bool:
    return link.state(now=clock.now()) == LinkState.OPEN


def _attempt(link: Link, act: Any) -> tuple[bool, str]:
    """Done, or why not."""
    try:
        return spend(link, lambda: act() is not False), ""
    except TooLate:
        return False, "late"
    except Closed:
        return False, "closed"
    except SamePerson:
        return False, "same"


def _supervisors(row: Request | None) -> list[str]:
    return [str(one) for one in row.candidates.select_related("supervisor__user")] if row else []


def _answer(request: HttpRequest, template: str, context: Context) -> HttpResponse:
    return respond(request, template, context, status=422 if request.method == "POST" else 200)


def _is_at_work(email: str, user: Any) -> bool:
    """A code that comes there opens neither the choice of a time nor an answer (C6): said before it is tried."""
    return is_employers(user.email if user else email)
