"""Between two sessions: what was agreed to be tried, and who has done it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bookings.log_sections import latest, states
from bookings.models import Assignment
from bookings.readers import seen_in
from processes import parties
from processes.models import Process
from tyonohjaus.access import Action, needs
from tyonohjaus.sealed.models import readable_texts
from tyonohjaus.ui.htmx import came_from, respond, see_other
from tyonohjaus.ui.inputs import chosen_row
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.words import day

SHOWN = 30


@needs(Action.ASSIGNMENT_READ, on=Process)
def assignments(request: HttpRequest, process: Process) -> HttpResponse:
    """All of them, the latest first. A supervisee marks their own as done, or takes the mark back."""
    standing = parties.standing(process, request.user)
    if request.method == "POST" and standing.supervisee:
        _mark(request, process)
        messages.success(request, _("Saved."))
        return see_other(came_from(request) or "bookings:assignments", *([] if came_from(request) else [process.pk]))
    status = 422 if request.method == "POST" else 200
    return respond(request, "bookings/assignments.html", _assignments(process, request.user), status=status)


def _mark(request: HttpRequest, process: Process) -> None:
    written = Assignment.written(request.user).filter(process=process)
    for verb, act in (("done", Assignment.mark_done), ("undone", Assignment.mark_undone)):
        if verb in request.POST:
            act(chosen_row(written, request.POST[verb]), by=request.user)


def _assignments(process: Process, user: Any) -> dict[str, Any]:
    standing = parties.standing(process, user)
    rows = list(latest(user, process)[:SHOWN])
    said = zip(
        rows,
        readable_texts(rows, "title_sealed", by=user),
        readable_texts(rows, "text_sealed", by=user),
        states(rows, user, standing),
        strict=True,
    )
    group = _("The supervisees and the supervisors; what is for one alone, only they. Never the manager or the office.")
    return {
        "process": process.pk,
        "marks": standing.supervisee,
        "who": seen_in(process, user, group=group),
        "assignments": [
            {
                "pk": row.pk,
                "title": title,
                "text": text,
                "note": ", ".join([day(row.booking.starts_at, language=spoken()), *state]),
                "done": row.own,
            }
            for row, title, text, state in said
        ],
    }
