"""When this process is looked back upon: days and counts only, so the office may set it too."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from processes.models import Process
from reviews.forms import PlanForm
from reviews.models import ReviewPlan
from reviews.models.plan import TERMS
from tyonohjaus.access import Action, needs
from tyonohjaus.lib.moves import ChangedMeanwhile
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.meanwhile import tell_meanwhile


@needs(Action.REVIEW_PLAN, on=Process)
def plan(request: HttpRequest, process: Process) -> HttpResponse:
    standing = ReviewPlan.of(process)
    form = PlanForm(posted(request), instance=standing, initial={"seen": standing.stand})
    if request.method == "POST" and form.is_valid() and _written(form, process, request.user):
        messages.success(request, _("The rhythm of the reviews was saved."))
        return see_other("processes:detail", process.pk)
    return respond(request, "reviews/plan.html", {"form": form, "process": process.pk})


def _written(form: PlanForm, process: Process, user: Any) -> bool:
    """No, where somebody else has changed it meanwhile: the form says what stands there now."""
    try:
        ReviewPlan.write(process, by=user, seen=form.was, **form.terms)
    except ChangedMeanwhile:
        now = ReviewPlan.of(process)
        numbers = zip(TERMS, now.said, strict=True)
        tell_meanwhile(
            form, seen=now.stand, texts={name: "" if value is None else str(value) for name, value in numbers}
        )
    return not form.errors
