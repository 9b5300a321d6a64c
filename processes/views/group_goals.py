"""Goals of a group, and the rounds in which it rates them; whether the payer reads their text."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from processes import goals, parties
from processes.forms.goals import WRITTEN, GoalForm, RoundForm, ShownForm
from processes.models import GoalRound, GroupGoal, GroupGoalsShown, Process, RoundClosed
from processes.spread import FEWEST
from tyonohjaus.access import Action, needs
from tyonohjaus.lib.moves import AnsweredAlready, ChangedMeanwhile
from tyonohjaus.sealed.models import readable_cells
from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.kept import keeps_text
from tyonohjaus.ui.meanwhile import tell_meanwhile

TEXTS = ("text_sealed", "success_sealed")


@keeps_text(WRITTEN, also=("key", "seen"))
@needs(Action.GROUP_GOAL_WRITE, on=Process)
def group_goal(request: HttpRequest, process: Process) -> HttpResponse:
    """A new one. There is none where nothing is stored (C44), and for one alone."""
    if not process.keeps_content or not process.several_meet:
        raise Http404
    form = GoalForm(posted(request))
    _tell_readers(form, process)
    if request.method == "POST" and form.is_valid() and _written(form, process, request.user):
        messages.success(request, _("The goal was saved."))
        return see_other("processes:goals", process.pk)
    return respond(request, "processes/group_goal.html", {"form": form, "process": process.pk})


@keeps_text(WRITTEN, also=("key", "seen", "set_aside", "take_up", "move_up"))
@needs(Action.GROUP_GOAL_WRITE, on=GroupGoal)
def group_goal_edit(request: HttpRequest, goal: GroupGoal) -> HttpResponse:
    """Save it anew; set it aside, take it up again, or move it up."""
    if goals.arrange(goal, request.POST, by=request.user):
        return see_other("processes:goals", goal.process_id)
    cells = {} if request.method == "POST" else _texts(goal, request.user)
    form = GoalForm(posted(request), initial=cells | {"key": goal.pk, "seen": goal.stand(*TEXTS)})
    _tell_readers(form, goal.process)
    if request.method == "POST" and form.is_valid() and _written(form, goal.process, request.user, key=goal.pk):
        messages.success(request, _("The goal was saved."))
        return see_other("processes:goals", goal.process_id)
    context = {"form": form, "process": goal.process_id, "goal": goal}
    return respond(request, "processes/group_goal.html", context)


@needs(Action.GROUP_GOAL_WRITE, on=Process)
@require_POST
def round_new(request: HttpRequest, process: Process) -> HttpResponse:
    if not process.keeps_content or not process.several_meet:
        raise Http404
    if len(parties.supervisees(process)) < FEWEST or not GroupGoal.objects.filter(process=process).standing().exists():
        messages.warning(request, _("Anonymous rating needs a goal and at least four members."))
    else:
        GoalRound.begin(process, by=request.user)
        messages.success(request, _("The rating is open. Each member answers for themselves."))
    return see_other("processes:goals", process.pk)


@needs(Action.GROUP_GOAL_RATE, on=GoalRound)
def goal_round(request: HttpRequest, goal_round: GoalRound) -> HttpResponse:
    """One's own answer, given once; afterwards nobody can tell whose it was (C24)."""
    process, user = goal_round.process, request.user
    standing = GroupGoal.objects.visible_to(user).filter(process=process).standing()
    rows = goals.Read.of(user, group=standing).shared()
    over = goal_round.closed_on is not None or goal_round.is_answered_by(user)
    form = RoundForm(posted(request), goals=[(told.goal.pk, told.text) for told in rows])
    if request.method == "POST" and (over or not rows):
        return _over(request, process)
    if request.method == "POST" and form.is_valid():
        try:
            goal_round.answer(form.answers(), by=user)
        except (AnsweredAlready, RoundClosed):
            return _over(request, process)
        messages.success(request, _("Thank you. Your answer was added to the others."))
        return see_other("processes:goals", process.pk)
    return respond(
        request, "processes/goal_round.html", {"form": form, "over": over or not rows, "process": process.pk}
    )


@needs(Action.GROUP_GOAL_WRITE, on=GoalRound)
def round_close(request: HttpRequest, goal_round: GoalRound) -> HttpResponse:
    """Asked once more: who has not answered no longer can."""
    if request.method != "POST":
        context = {"process": goal_round.process_id, "closed": goal_round.closed_on is not None}
        return respond(request, "processes/round_closing.html", context)
    goal_round.close(by=request.user)
    messages.success(request, _("The rating is closed."))
    return see_other("processes:goals", goal_round.process_id)


@needs(Action.PROCESS_EDIT, on=Process)
def goals_shown(request: HttpRequest, process: Process) -> HttpResponse:
    """As the agreement says. It opens the text, never a rating, and nothing that was written before."""
    if not process.several_meet or not process.employer_is_party:
        raise Http404
    since = GroupGoalsShown.since_of(process)
    form = ShownForm(posted(request), initial={"shown": since is not None})
    if request.method == "POST" and form.is_valid():
        GroupGoalsShown.switch(process, on=form.cleaned_data["shown"], by=request.user)
        messages.success(request, _("Saved."))
        return see_other("processes:detail", process.pk)
    return respond(request, "processes/goals_shown.html", {"form": form, "process": process.pk})


def _written(form: GoalForm, process: Process, user: object, **more: UUID) -> bool:
    """No, where another member has written it meanwhile: the form says what stands there now."""
    try:
        GroupGoal.write(process=process, by=user, **form.values | more, seen=form.was)
    except ChangedMeanwhile:
        row = GroupGoal.objects.get(pk=(form.values | more)["key"])
        tell_meanwhile(form, seen=row.stand(*TEXTS), texts=_texts(row, user))
    return not form.errors


def _over(request: HttpRequest, process: Process) -> HttpResponse:
    messages.warning(request, _("You have answered already, or the rating is closed. Nothing was added."))
    return see_other("processes:goals", process.pk)


def _texts(goal: GroupGoal, user: object) -> dict[str, str]:
    cells = readable_cells([(goal, "text_sealed"), (goal, "success_sealed")], by=user)
    return {"text": cells[goal.pk, "text_sealed"], "success": cells[goal.pk, "success_sealed"]}


def _tell_readers(form: GoalForm, process: Process) -> None:
    """The success criterion stays in the group, whatever the agreement says of the text."""
    group = _("The members and the supervisors see this. Neither the manager nor the office.")
    shown = GroupGoalsShown.since_of(process) is not None
    managers = _("The members, the supervisors and the payer's managers see this: so it was agreed.")
    tell(form.fields["text"], who=Who(managers, icon="building-2") if shown else Who(group))
    tell(form.fields["success"], who=Who(group))
