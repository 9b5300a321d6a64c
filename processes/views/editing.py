"""The office starts a process and changes what was agreed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from processes import words
from processes.forms.agreement import AgreementForm
from processes.models import (
    GroundStands,
    OtherCalendars,
    Over,
    Process,
    SessionsAhead,
    SupervisorManages,
)
from tyonohjaus.access import Action, needs
from tyonohjaus.lib.moves import ChangedMeanwhile
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted


@needs(Action.PROCESS_EDIT)
def new(request: HttpRequest) -> HttpResponse:
    form = AgreementForm(posted(request), by=request.user)
    if request.method == "POST" and form.is_valid():
        goal = form.cleaned_data["organisation_goal"]
        process = Process.start(people=form.people(), by=request.user, organisation_goal=goal, **form.terms())
        messages.success(request, _("The process was started."))
        return see_other("processes:detail", process.pk)
    return respond(request, "processes/new.html", {"form": form})


@needs(Action.PROCESS_EDIT, on=Process)
def edit(request: HttpRequest, process: Process) -> HttpResponse:
    form = AgreementForm(posted(request), by=request.user, process=process)
    if request.method == "POST" and form.is_valid() and _changed(process, form, by=request.user):
        messages.success(request, _("The process was saved."))
        return see_other("processes:detail", process.pk)
    context = {"form": form, "process": process.pk, "title": f"{words.title(process)} {process.code}"}
    return respond(request, "processes/edit.html", context)


def _changed(process: Process, form: AgreementForm, *, by: object) -> bool:
    values = form.cleaned_data
    try:
        process.change(
            people=form.people(),
            people_from=values["people_from"],
            organisation_goal=values["organisation_goal"],
            sooner=form.leavers(),
            seen=values["seen"],
            by=by,
            **form.terms(),
        )
    except ChangedMeanwhile:
        form.ask_again(process)
    except OtherCalendars as ahead:
        form.tell_calendars(ahead.last_on)
    except SessionsAhead as ahead:
        form.tell_ahead(ahead.last_on)
    except (Over, SupervisorManages):
        form.add_error(None, _("Something changed in the meantime. Check the people and the days, and save again."))
    except GroundStands:
        form.add_error("kind", _("A session began in the meantime: kind, payer and organisation now stay as they are."))
    return not form.errors
