"""Goals on a process's page, the least of them, and the page that tells all (`goal_list`)."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from processes import goals, parties, words
from processes.models import (
    GoalRound,
    GroupGoal,
    GroupGoalsShown,
    Kind,
    OrganisationGoal,
    Payer,
    PersonalGoal,
    Process,
)
from processes.parties import Standing
from processes.sections import Page, Section, asks_by, section
from processes.spread import FEWEST
from tyonohjaus.access import Action, may, needs
from tyonohjaus.people.models import Extra
from tyonohjaus.sealed.models import readable_cells
from tyonohjaus.ui.htmx import respond


@asks_by
def _goals(user: Any) -> dict[str, Any]:
    rounds = GoalRound.objects.visible_to(user).filter(process=OuterRef("pk"), closed_on=None)
    return {"open_round": Subquery(rounds.values("pk")[:1])}


@section(place=20)
def goals_of_parties(page: Page) -> Section | None:
    """To a supervisee their own, the first with its picture; to all parties of a group what it aims at."""
    process, user, standing = page.process, page.user, page.standing
    if not standing.party or not user.content_open:
        return None
    shared = process.several_meet
    own = PersonalGoal.readable_by(user, within=process).filter(owner=user).standing() if standing.supervisee else ()
    group = _group_goals(process, user).standing() if shared else ()
    read = goals.Read.of(user, within=process, personal=own, group=group)
    parts = {
        "own": _own(process, read.own()) if standing.supervisee else None,
        "group": _aims(page, read.shared()) if shared else None,
    }
    return Section(template="processes/_goals.html", given=parts) if any(parts.values()) else None


def _own(process: Process, told: list[goals.Told]) -> dict[str, Any] | None:
    if not told and not process.keeps_content:
        return None
    here = parties.supervisors(process)
    readers = parties.supervisors_since(process, told[0].goal.changed_at) if told else here
    return {
        "told": told,
        "may_write": process.keeps_content,
        "process": process.pk,
        "who": parties.names(readers, after=[_("you")]) if readers else "",
        "later": parties.names(one for one in here if one not in readers),
    }


def _aims(page: Page, told: list[goals.GroupTold]) -> dict[str, Any] | None:
    process = page.process
    if not told and not process.keeps_content:
        return None
    return {
        "told": told,
        "community": process.kind == Kind.COMMUNITY,
        "round": page.answer("open_round") if told and page.standing.supervisee else None,
        "shown": any(one.goal.is_agreed_shown for one in told),
        "process": process.pk,
    }


@section(place=24)
def shown_goals(page: Page) -> Section | None:
    """To a payer's manager, where it was agreed: the words of the group's goals, and nothing else of them (C9)."""
    if not page.standing.manager or page.standing.party or not page.process.several_meet:
        return None
    shown = GroupGoal.objects.where_user_may(page.user, Action.GROUP_GOAL_SHOWN, within=page.process)
    rows = list(shown.order_by("position"))
    cells = readable_cells([(row, "text_sealed") for row in rows], by=page.user)
    texts = [text for row in rows if (text := cells[row.pk, "text_sealed"])]
    return Section(template="processes/_shown_goals.html", given={"goals": texts}) if texts else None


@section(place=30)
def supervised(page: Page) -> Section | None:
    """To a supervisor: whom they meet, how to reach them, and what each wants from it."""
    process, user = page.process, page.user
    if not page.standing.supervisor:
        return None
    rows = PersonalGoal.readable_by(user, within=process).exclude(owner=user).standing()
    told = goals.texts(rows, user=user)
    people = [
        (person, [one for one in told if one.goal.owner_id == person.user_id])
        for person in parties.supervisees(process)
    ]
    given = {
        "people": people,
        "any_goal": bool(told),
        "may_give_code": may(user, Action.HANDOVER_ISSUE, process),
        "asks_for_goals": not told and process.keeps_content and user.content_open and bool(people),
        "process": process.pk,
    }
    return Section(template="processes/_supervised.html", given=given)


@section(place=40)
def organisation_goals(page: Page) -> Section | None:
    process = page.process
    rows = list(OrganisationGoal.objects.visible_to(page.user, within=process).order_by("position", "pk"))
    may_write = bool(process.organisation_id) and may(page.user, Action.ORGANISATION_GOAL_WRITE, process)
    listed = rows if may_write else [row for row in rows if row.set_aside_on is None]
    if not listed and not may_write:
        return None
    given = {
        "goals": listed,
        "manager_reads": page.standing.supervisee and process.payer != Payer.SELF,
        "may_write": may_write,
        "process": process.pk,
        "asks_if_shown": may_write and process.several_meet and process.payer != Payer.SELF,
    }
    return Section(template="processes/_organisation_goal.html", given=given)


@needs(Action.GOAL_READ, on=Process)
@require_safe
def goal_list(request: HttpRequest, process: Process) -> HttpResponse:
    """All goals of the process that this person reads: their own, or to a supervisor each member's; the group's with
    its results."""
    user = request.user
    parties.with_people([process])
    standing = parties.standing(process, user)
    shared = process.several_meet
    read = goals.Read.of(
        user,
        personal=PersonalGoal.readable_by(user).filter(process=process).order_by("position", "pk"),
        group=_group_goals(process, user).order_by("position", "pk") if shared else (),
        rounds=goals.shown_rounds(process, user) if shared else (),
        latest_only=True,
    )
    told = read.own()
    weighted = Extra.is_on(Extra.Name.GOAL_WEIGHTS)
    people: list[dict[str, Any]] = [
        {
            "name": person.user.name,
            "own": person.user_id == user.pk,
            "told": [one for one in told if one.goal.owner_id == person.user_id and not one.goal.set_aside_on],
            "aside": [one for one in told if one.goal.owner_id == person.user_id and one.goal.set_aside_on],
            "score": goals.score(one for one in told if one.goal.owner_id == person.user_id) if weighted else None,
        }
        for person in parties.supervisees(process)
        if standing.supervisor or person.user_id == user.pk
    ]
    written = [person for person in people if person["own"] or person["told"] or person["aside"]]
    context = {
        "process": process.pk,
        "title": words.title(process),
        "people": written,
        "without": ", ".join(person["name"] for person in people if person not in written),
        "keeps": process.keeps_content,
        "group": _group(process, user, standing, read.shared()) if shared else None,
        "who": parties.names(parties.supervisors(process), after=[_("you")]),
    }
    return respond(request, "processes/goals.html", context)


def _group(process: Process, user: Any, standing: Standing, told: list[goals.GroupTold]) -> dict[str, Any]:
    open_round = _open_round(process, user)
    waits = open_round.awaited() if open_round else set()
    return {
        "told": [one for one in told if not one.goal.set_aside_on],
        "aside": [one for one in told if one.goal.set_aside_on],
        "community": process.kind == Kind.COMMUNITY,
        "shown": GroupGoalsShown.since_of(process) is not None,
        "enough": len(parties.supervisees(process)) >= FEWEST,
        "round": open_round.pk if open_round else None,
        "answered": user.pk not in waits,
        "waits": len(waits),
        "answers": standing.supervisee,
        "keeps": process.keeps_content,
    }


def _group_goals(process: Process, user: Any) -> Any:
    return GroupGoal.objects.visible_to(user, within=process).select_related("process__group_goals_shown")


def _open_round(process: Process, user: Any) -> GoalRound | None:
    return GoalRound.objects.visible_to(user, within=process).filter(closed_on=None).first()
