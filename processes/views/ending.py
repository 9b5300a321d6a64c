"""End a process, call it off before it begins, take an ending back, take it up again later (S0-15)."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from processes import parties, words
from processes.forms.ending import EndingForm, ReopeningForm
from processes.heads import WrongHeads
from processes.models import (
    GoesOnElsewhere,
    NobodyLeads,
    Payer,
    Process,
    SessionsAhead,
    State,
    SupervisorManages,
    WrongDay,
)
from processes.sections import Page, Section, offers_by, section
from tyonohjaus.access import Action, may, needs
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Row


@needs(Action.PROCESS_END, on=Process)
def ending(request: HttpRequest, process: Process) -> HttpResponse:
    """Its last day; of one that lies ahead, that it never begins."""
    form = EndingForm(posted(request), process=process)
    try:
        if request.method == "POST" and process.state == State.AHEAD:
            process.call_off(by=request.user)
            messages.success(request, _("The supervision was called off before it began."))
            return see_other("processes:detail", process.pk)
        if request.method == "POST" and form.is_valid():
            process.end(on=form.cleaned_data["ends_on"], by=request.user)
            messages.success(request, _("The last day was saved. No time can be booked after it."))
            return see_other("processes:detail", process.pk)
    except TooLate as moved:
        process = moved.row
    except WrongDay:
        form.tell_behind()
    except SessionsAhead as ahead:
        form.tell_ahead(ahead.last_on)
    context = _context(process) | {"form": form, "state": process.state.value, "last_session_on": _last(process)}
    return respond(request, "processes/ending.html", context, status=422 if request.method == "POST" else None)


@needs(Action.PROCESS_END, on=Process)
@require_POST
def ending_withdrawal(request: HttpRequest, process: Process) -> HttpResponse:
    """It goes on after all: one press. Pressed again, or too late, its page says how it stands."""
    try:
        process.withdraw_ending(by=request.user)
        messages.success(request, _("The supervision goes on: the last day was taken away."))
    except TooLate:
        messages.info(request, _("Nothing was changed: there is no last day ahead to take away."))
    return see_other("processes:detail", process.pk)


@needs(Action.PROCESS_REOPEN, on=Process)
def reopening(request: HttpRequest, process: Process) -> HttpResponse:
    form = ReopeningForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            new = process.reopen(starts_on=form.cleaned_data["starts_on"], by=request.user)
        except WrongDay:
            form.tell_behind()
        except (TooLate, GoesOnElsewhere):
            pass  # the page says how it stands
        except (NobodyLeads, WrongHeads, SupervisorManages):
            form.add_error(None, _("The people of then do not fit any more. Let the office start a new supervision."))
        else:
            messages.success(request, _("A new supervision was started by the terms of the old one."))
            return see_other("processes:detail", new.pk)
    new = process.continued_as
    context = _context(process) | {
        "form": form,
        "may": process.can("reopen") and new is None,
        "continued_as": new.pk if new and may(request.user, Action.PROCESS_SEE, new) else None,
        "people": parties.names([*parties.supervisees(process), *parties.supervisors(process)]),
    }
    return respond(request, "processes/reopening.html", context, status=422 if request.method == "POST" else None)


@section(place=89)
def after_all(page: Page) -> Section | None:
    """The way back, while it has not ended."""
    if not page.standing.sets_times or page.process.state != State.ENDING:
        return None
    return Section(template="processes/_ending.html", given={"process": page.process.pk})


@offers_by
def end_of_it(page: Page) -> Iterator[Row]:
    """The way out, and on; that it was continued, or continues another, where they see that."""
    process = page.process
    state, ends = process.state, page.standing.sets_times
    new = process.continued_as if state == State.OVER else None
    if ends and state != State.OVER:
        label = _("Call it off before it begins") if state == State.AHEAD else _("End the supervision")
        yield Row(title=label, url=reverse("processes:ending", args=[process.pk]))
    if ends and state == State.OVER and new is None and process.payer != Payer.NOBODY:
        yield Row(title=_("Take it up again"), url=reverse("processes:reopening", args=[process.pk]))
    for other, label in ((new, _("See how it goes on")), (process.continues, _("See what came before"))):
        if other and may(page.user, Action.PROCESS_SEE, other):
            yield Row(title=label, url=reverse("processes:detail", args=[other.pk]))


def _context(process: Process) -> dict[str, Any]:
    return {"process": process.pk, "title": f"{words.title(process)} {process.code}"}


def _last(process: Process) -> str:
    day = process.last_session_on
    return words.numeric(day, language=spoken()) if day else ""
