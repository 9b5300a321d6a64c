"""Goals on a process's page, the least of them, and the page that tells all (`goal_list`)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from processes import goals, parties, words
from processes.models import (
    GoalRound,
    GroupGoal,
    GroupGoalsShown,
    OrganisationGoal,
    Payer,
    PersonalGoal,
    Process,
)
from processes.parties import Standing
from processes.sections import Section, section
from processes.spread import FEWEST
from tyonohjaus.access import Action, may, needs
from tyonohjaus.people.models import Extra
from tyonohjaus.sealed.models import readable_cells
from tyonohjaus.ui.htmx import respond


@section(place=20)
def own_goals(process: Process, user: Any, standing: Standing) -> Section | None:
    """To their owner: the first with its picture, the others in a line each."""
    if not standing.supervisee or not user.content_open:
        return None
    told = goals.whole(PersonalGoal.readable_by(user).filter(process=process, owner=user).standing(), user=user)
    if not told and not process.keeps_content:
        return None
    since = told[0].goal.changed_at if told else None
    readers = parties.supervisors_since(process, since) if since else parties.supervisors(process)
    later = [one for one in parties.supervisors(process) if one not in readers]
    given = {
        "told": told,
        "may_write": process.keeps_content,
        "process": process.pk,
        "who": parties.names(readers, after=[_("you")]) if readers else "",
        "later": parties.names(later),
    }
    return Section(template="processes/_own_goal.html", given=given)


@section(place=22)
def group_goals(process: Process, user: Any, standing: Standing) -> Section | None:
    """To the members and the supervisors: what the group aims at, and a rating that is open."""
    if not standing.party or not goals.of_more_than_one(process) or not user.content_open:
        return None
    rows = GroupGoal.objects.visible_to(user).filter(process=process).standing()
    told = goals.group(process, rows, user=user, results=False)
    if not told and not process.keeps_content:
        return None
    given = {
        "told": told,
        "community": process.kind == "community",
        "open_round": _open_round(process, user) if told else None,
        "answers": standing.supervisee,
        "may_write": process.keeps_content,
        "shown": GroupGoalsShown.since_of(process) is not None,
        "process": process.pk,
    }
    return Section(template="processes/_group_goals.html", given=given)


@section(place=24)
def shown_goals(process: Process, user: Any, standing: Standing) -> Section | None:
    """To a payer's manager, where it was agreed: the words of the group's goals, and nothing else of them (C9)."""
    if not standing.manager or standing.party or not goals.of_more_than_one(process):
        return None
    rows = list(
        GroupGoal.objects.where_user_may(user, Action.GROUP_GOAL_SHOWN).filter(process=process).order_by("position")
    )
    cells = readable_cells([(row, "text_sealed") for row in rows], by=user)
    texts = [text for row in rows if (text := cells[row.pk, "text_sealed"])]
    return Section(template="processes/_shown_goals.html", given={"goals": texts}) if texts else None


@section(place=30)
def supervised(process: Process, user: Any, standing: Standing) -> Section | None:
    """To a supervisor: whom they meet, how to reach them, and what each wants from it."""
    if not standing.supervisor:
        return None
    rows = PersonalGoal.readable_by(user).filter(process=process).exclude(owner=user).standing()
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
def organisation_goals(process: Process, user: Any, standing: Standing) -> Section | None:
    rows = list(OrganisationGoal.objects.visible_to(user).filter(process=process).order_by("position", "pk"))
    may_write = bool(process.organisation_id) and may(user, Action.ORGANISATION_GOAL_WRITE, process)
    listed = rows if may_write else [row for row in rows if row.set_aside_on is None]
    if not listed and not may_write:
        return None
    given = {
        "goals": listed,
        "manager_reads": standing.supervisee and process.payer != Payer.SELF,
        "may_write": may_write,
        "process": process.pk,
        "asks_if_shown": may_write and goals.of_more_than_one(process) and process.payer != Payer.SELF,
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
    rows = PersonalGoal.readable_by(user).filter(process=process).order_by("position", "pk")
    told = goals.whole(rows, user=user)
    weighted = Extra.is_on(Extra.Name.GOAL_WEIGHTS)
    people = [
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
    context = {
        "process": process.pk,
        "title": words.title(process),
        "people": people,
        "keeps": process.keeps_content,
        "group": _group(process, user, standing) if goals.of_more_than_one(process) else None,
        "who": parties.names(parties.supervisors(process), after=[_("you")]),
    }
    return respond(request, "processes/goals.html", context)


def _group(process: Process, user: Any, standing: Standing) -> dict[str, Any]:
    told = goals.group(
        process, GroupGoal.objects.visible_to(user).filter(process=process).order_by("position"), user=user
    )
    open_round = _open_round(process, user)
    return {
        "told": [one for one in told if not one.goal.set_aside_on],
        "aside": [one for one in told if one.goal.set_aside_on],
        "community": process.kind == "community",
        "shown": GroupGoalsShown.since_of(process) is not None,
        "enough": len(parties.supervisees(process)) >= FEWEST,
        "round": open_round,
        "answers": standing.supervisee,
        "keeps": process.keeps_content,
    }


def _open_round(process: Process, user: Any) -> dict[str, Any] | None:
    row = GoalRound.objects.visible_to(user).filter(process=process, closed_on=None).first()
    if row is None:
        return None
    return {"pk": row.pk, "answered": row.is_answered_by(user), "waits": row.awaited()}
