"""From the request to the process that begins: one step, once everybody has said yes (S0-4, S0-5)."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from processes import heads
from processes.models import Kind, People, Process
from tyonohjaus.access import Capacity, capacities_of
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Employment, Organisation
from tyonohjaus.people.models.dated import current
from tyonohjaus.people.models.organisation import ApprovalMode

from . import accounts
from .models import BillingDetails, Member, Permission, Request, State
from .problems import NoEmployer, NotAgreed, NotChosen, NotStartable, Problem, Unpermitted


def problems(request: Request, *, organisation: Organisation | None, by: Any) -> Iterator[Problem]:
    agreed = request.agreed_on if request.state == State.AGREED else None
    if agreed is None:
        yield NotAgreed()
    elif agreed.supervisor.user_id != by.pk and Capacity.OFFICE not in capacities_of(by):
        yield NotChosen()
    if not request.employer_pays:
        return
    if organisation is None:
        yield NoEmployer()
    if request.asks_permission and (members := tuple(_unpermitted(request))):
        yield Unpermitted(members)


def employer_of(request: Request) -> Organisation | None:
    """As the office said, else where all of them work today."""
    if not request.employer_pays:
        return None
    if request.organisation:
        return request.organisation
    members = list(request.members.current().select_related("user"))
    places = [{work.organisation for work in _works(member)} for member in members]
    common = set.intersection(*places) if places else set()
    return common.pop() if len(common) == 1 else None


def kind_for(count: int) -> str:
    """What as many people are, if nothing else is said."""
    return {1: Kind.INDIVIDUAL, 2: Kind.PAIR}.get(count, Kind.GROUP)


def start(request: Request, *, by: Any, kind: str, organisation: Organisation | None, **terms: Any) -> Process:
    """Raises NotStartable, TooLate, WrongHeads, SupervisorManages."""
    with transaction.atomic():
        row = request.locked()
        if found := list(problems(row, organisation=organisation, by=by)):
            raise NotStartable(*found)
        members = list(row.members.current().select_related("user").order_by("user__name", "user"))
        heads.count(kind, len(members))
        supervisor = row.agreed_on.supervisor.user
        if organisation:
            _employ(row, members, organisation, by=by)
            BillingDetails.expect(organisation, now=clock.now())
        row.end_introductions(by=by)
        process: Process = Process.start(
            people=People(supervisor=supervisor, supervisees=tuple(member.user for member in members)),
            by=by,
            kind=kind,
            organisation=organisation,
            payer=row.process_payer,
            approval=organisation.approval if organisation else ApprovalMode.NONE,
            **terms,
        )
        row.mark_started(process, by=by)
    return process


def _unpermitted(request: Request) -> Iterator[Member]:
    for member in request.members.current().select_related("user", "permission"):
        permission = getattr(member, "permission", None)
        if permission is None or permission.answer != Permission.Said.YES:
            yield member


def _employ(request: Request, members: list[Member], organisation: Organisation, *, by: Any) -> None:
    """Who has said yes to one of them is from now on their manager there, unless somebody is so already."""
    for member in members:
        if any(work.organisation_id == organisation.pk for work in _works(member)):
            continue
        manager = _manager(request, member)
        Employment.begin(employee=member.user, organisation=organisation, manager=manager, by=by)


def _manager(request: Request, member: Member) -> Any:
    if request.is_for_staff:
        return request.user if request.user_id != member.user_id else None
    permission = member.permission
    if permission.manager is None:
        permission.manager = accounts.person_at(
            permission.manager_email, name=permission.manager_name, language=request.language
        )
        permission.save(update_fields=["manager"])
    return permission.manager if permission.manager_id != member.user_id else None


def _works(member: Member) -> list[Employment]:
    return list(Employment.objects.filter(current(), employee=member.user).select_related("organisation"))
