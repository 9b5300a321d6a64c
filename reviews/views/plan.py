"""When this process is looked back upon: days and counts only, so the office may set it too."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from processes.models import Process
from reviews.forms import PlanForm
from reviews.models import ReviewPlan
from tyonohjaus.access import Action, needs
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted


@needs(Action.REVIEW_PLAN, on=Process)
def plan(request: HttpRequest, process: Process) -> HttpResponse:
    form = PlanForm(posted(request), instance=ReviewPlan.of(process))
    if request.method == "POST" and form.is_valid():
        ReviewPlan.write(process, by=request.user, **form.cleaned_data)
        messages.success(request, _("The rhythm of the reviews was saved."))
        return see_other("processes:detail", process.pk)
    return respond(request, "reviews/plan.html", {"form": form, "process": process.pk})
