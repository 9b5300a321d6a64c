"""One's own goals: writing, measuring, rating, locking, setting aside. A supervisor reads and rates them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_POST, require_safe

from processes import goals, parties, pictures
from processes.forms.goals import WRITTEN, AsideForm, GoalForm, RatingForm, ScaleForm
from processes.gas import LEVELS
from processes.models import DayOutside, DayRated, GoalClosed, GoalRating, HasRatings, PersonalGoal, Process
from tyonohjaus.access import Action, may, needs
from tyonohjaus.events.models import history
from tyonohjaus.lib.moves import ChangedMeanwhile
from tyonohjaus.people.models import Extra
from tyonohjaus.sealed.models import readable_cells
from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.kept import keeps_text
from tyonohjaus.ui.meanwhile import tell_meanwhile

TEXTS = ("text_sealed", "success_sealed")

DONE = {
    "goal.written": later("Written"),
    "goal.changed": later("Changed"),
    "goal.measured": later("Levels written"),
    "goal.locked": later("Locked"),
    "goal.unlocked": later("Opened again"),
    "goal.set_aside": later("Left aside"),
    "goal.taken_up": later("Taken up again"),
}


@keeps_text(WRITTEN, also=("key", "seen"))
@needs(Action.GOAL_WRITE, on=Process)
def goal(request: HttpRequest, process: Process) -> HttpResponse:
    """A new goal of one's own. Where the agreement says that nothing is stored there is no such page (C44)."""
    if not process.keeps_content:
        raise Http404
    form = GoalForm(posted(request))
    _tell_readers(form, process)
    if request.method == "POST" and form.is_valid() and (row := _written(form, process, request.user)):
        messages.success(request, _("Your goal was saved."))
        return see_other("processes:goal_detail", row.pk)
    return respond(request, "processes/goal.html", {"form": form, "process": process.pk})


@needs(Action.GOAL_READ, on=PersonalGoal)
@require_safe
def goal_detail(request: HttpRequest, goal: PersonalGoal) -> HttpResponse:
    told = goals.Read.of(request.user, personal=[goal]).own()
    if not told:
        raise Http404
    own, process = goal.owner_id == request.user.pk, goal.process
    scale = told[0].scale
    readers = parties.supervisors_since(process, goal.changed_at)
    newer = [one for one in parties.supervisors(process) if one not in readers]
    context = {
        "told": told[0],
        "own": own,
        "owner": goal.owner.name,
        "process": process.pk,
        "may_write": own and process.keeps_content,
        "may_rate": goal.is_open and may(request.user, Action.GOAL_RATE, goal),
        "may_have_levels": goal.is_open and (scale.in_levels or not goal.ratings.exists()),
        "levels": [
            (pictures.number(level, scale), pictures.meaning(level), scale.words.get(level, ""))
            for level in reversed(LEVELS)
        ],
        "baseline": "" if scale.baseline is None else pictures.level(scale.baseline),
        "steps": [one for one in reversed(told[0].rated) if one.step],
        "history": _history(goal),
        "weighted": scale.in_levels and Extra.is_on(Extra.Name.GOAL_WEIGHTS),
        "who": parties.names(readers, after=[_("you")]) if own and readers else "",
        "later": parties.names(newer) if own else "",
    }
    return respond(request, "processes/goal_detail.html", context)


@keeps_text(WRITTEN, also=("key", "seen"))
@needs(Action.GOAL_WRITE, on=PersonalGoal)
def goal_edit(request: HttpRequest, goal: PersonalGoal) -> HttpResponse:
    old = {} if request.method == "POST" else _texts(goal, request.user, "text", "success")
    form = GoalForm(posted(request), initial=old | {"key": goal.pk, "seen": goal.stand(*TEXTS)})
    _tell_readers(form, goal.process)
    if request.method == "POST" and form.is_valid() and _written(form, goal.process, request.user, key=goal.pk):
        messages.success(request, _("Your goal was saved."))
        return see_other("processes:goal_detail", goal.pk)
    return respond(request, "processes/goal_edit.html", {"form": form, "goal": goal.pk})


@keeps_text({"level_*": later("Levels")}, also=("baseline", "weight"))
@needs(Action.GOAL_WRITE, on=PersonalGoal)
def goal_scale(request: HttpRequest, goal: PersonalGoal) -> HttpResponse:
    """Words for the levels −2…+2."""
    weighted = Extra.is_on(Extra.Name.GOAL_WEIGHTS)
    form = ScaleForm(posted(request), scale=goal.scale(by=request.user), weighted=weighted)
    tell(form.fields["level_0"], who=_who(goal.process))
    if request.method == "POST" and form.is_valid():
        try:
            goal.measure(form.scale(), by=request.user)
        except HasRatings:
            form.add_error("level_0", _("This goal has ratings from 0 to 10. Set it aside, and write a new one."))
        except GoalClosed:
            form.add_error(None, _closed())
        else:
            messages.success(request, _("The levels were saved."))
            return see_other("processes:goal_detail", goal.pk)
    text = _texts(goal, request.user, "text")["text"]
    return respond(request, "processes/goal_scale.html", {"form": form, "goal": goal.pk, "text": text})


@keeps_text({"step": later("What would be one step up?")}, also=("value", "on"))
@needs(Action.GOAL_RATE, on=PersonalGoal)
def goal_rating(request: HttpRequest, goal: PersonalGoal) -> HttpResponse:
    own, scale = goal.owner_id == request.user.pk, goal.scale(by=request.user)
    form = RatingForm(posted(request), scale=scale, own=own)
    tell(form.fields["step"], who=_who(goal.process) if own else Who(_supervisors_see(goal), icon="lock"))
    if request.method == "POST" and form.is_valid() and _rated(form, goal, by=request.user):
        messages.success(request, _("The rating was saved."))
        return see_other("processes:goal_detail", goal.pk)
    text = _texts(goal, request.user, "text")["text"]
    context = {"form": form, "goal": goal.pk, "text": text, "closed": not goal.is_open, "own": own}
    return respond(request, "processes/goal_rating.html", context)


@keeps_text({"note": AsideForm.base_fields["note"].label or ""}, also=("take_up",))
@needs(Action.GOAL_WRITE, on=PersonalGoal)
def goal_aside(request: HttpRequest, goal: PersonalGoal) -> HttpResponse:
    """It stays to be read and counts no more; or is taken up again."""
    if request.method == "POST" and "take_up" in request.POST:
        goal.take_up(by=request.user)
        messages.success(request, _("The goal was taken up again."))
        return see_other("processes:goal_detail", goal.pk)
    form = AsideForm(posted(request))
    tell(form.fields["note"], who=_who(goal.process))
    if request.method == "POST" and form.is_valid():
        goal.set_aside_for(form.cleaned_data["note"], by=request.user)
        messages.success(request, _("The goal was set aside."))
        return see_other("processes:goals", goal.process_id)
    text = _texts(goal, request.user, "text")["text"]
    return respond(request, "processes/goal_aside.html", {"form": form, "goal": goal.pk, "text": text})


@needs(Action.GOAL_WRITE, on=PersonalGoal)
@require_POST
def goal_lock(request: HttpRequest, goal: PersonalGoal) -> HttpResponse:
    """S4-14: while it is locked nobody rates or changes it."""
    if "open" in request.POST:
        goal.unlock(by=request.user)
        messages.success(request, _("The goal is open again."))
    else:
        goal.lock(by=request.user)
        messages.success(request, _("The goal is locked: nobody rates or changes it."))
    return see_other("processes:goal_detail", goal.pk)


@needs(Action.GOAL_WRITE, on=PersonalGoal)
@require_POST
def goal_up(request: HttpRequest, goal: PersonalGoal) -> HttpResponse:
    goal.move_up(by=request.user)
    return see_other("processes:goals", goal.process_id)


def _written(form: GoalForm, process: Process, owner: Any, **more: UUID) -> PersonalGoal | None:
    """None, where it is closed, or was written in another window meanwhile: the form says so."""
    values = form.values | more
    try:
        return PersonalGoal.write(process=process, owner=owner, **values, seen=form.was)
    except GoalClosed:
        form.add_error(None, _closed())
    except ChangedMeanwhile:
        row = PersonalGoal.objects.get(pk=values["key"])
        tell_meanwhile(form, seen=row.stand(*TEXTS), texts=_texts(row, owner, "text", "success"))
    return None


def _history(goal: PersonalGoal) -> list[tuple[Any, str]]:
    """What its owner did with it, and on which day; the latest first."""
    rows = [(event.at, event.name) for event in history(goal) if event.name in DONE]
    told = [
        (at, str(DONE["goal.changed" if place and name == "goal.written" else name]))
        for place, (at, name) in enumerate(rows)
    ]
    return list(reversed(told))


def _rated(form: RatingForm, goal: PersonalGoal, *, by: Any) -> bool:
    values = form.cleaned_data
    try:
        GoalRating.write(goal=goal, by=by, **values)
    except DayOutside:
        form.add_error("on", _("Choose a day between the start of the process and today."))
    except DayRated:
        form.add_error("on", _("You rated this day before, and that rating stays. Choose another day."))
    except GoalClosed:
        form.add_error(None, _closed())
    return not form.errors


def _closed() -> str:
    return _("The goal is locked or set aside, so nothing of it changes now.")


def _texts(goal: PersonalGoal, user: Any, *names: str) -> dict[str, str]:
    cells = readable_cells([(goal, f"{name}_sealed") for name in names], by=user)
    return {name: cells[goal.pk, f"{name}_sealed"] for name in names}


def _tell_readers(form: GoalForm, process: Process) -> None:
    tell(form.fields["text"], who=_who(process))
    tell(form.fields["success"], who=_who(process))


def _who(process: Process) -> Who:
    """Once it is saved."""
    readers = parties.names(parties.supervisors(process), after=[_("you")])
    return Who(_("See this: %(names)s. Never your manager.") % {"names": readers}, icon="lock")


def _supervisors_see(goal: PersonalGoal) -> str:
    names = parties.names(parties.supervisors(goal.process), after=[goal.owner.name])
    return _("See this: %(names)s. Never the manager.") % {"names": names}
