"""Between two sessions: what was agreed to be tried, and who has done it; and the question of one who joined late."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bookings import earlier as others
from bookings.log_sections import latest, states
from bookings.models import Assignment, EarlierAsk
from bookings.readers import seen_in
from processes import parties
from processes.models import Process
from tyonohjaus.access import Action, needs
from tyonohjaus.sealed.models import readable_texts
from tyonohjaus.ui.htmx import came_from, respond, see_other
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


@needs(Action.EARLIER_NOTES_ASK, on=Process)
def earlier(request: HttpRequest, process: Process) -> HttpResponse:
    """One who joined late asks the others; each of them agrees, or does nothing."""
    if request.method == "POST":
        _answer(request, process)
        return see_other("bookings:earlier", process.pk)
    user: Any = request.user
    before = others.before(process, user) if process.keeps_content else []
    asks = EarlierAsk.open_to_answer(user).filter(process=process).select_related("joiner").order_by("asked_at")
    agreed = set(asks.filter(yeses__member=user).values_list("pk", flat=True))
    context = {
        "process": process.pk,
        "before": parties.names(before) if before else "",
        "asked": EarlierAsk.objects.filter(process=process, joiner=user).exists(),
        "asks": [(ask, ask.pk in agreed) for ask in asks],
    }
    return respond(request, "bookings/earlier.html", context)


def _mark(request: HttpRequest, process: Process) -> None:
    for verb, act in (("done", Assignment.mark_done), ("undone", Assignment.mark_undone)):
        if verb in request.POST:
            act(_row(Assignment.written(request.user).filter(process=process), request.POST[verb]), by=request.user)


def _answer(request: HttpRequest, process: Process) -> None:
    if "ask" in request.POST and process.keeps_content and others.before(process, request.user):
        EarlierAsk.ask(process, by=request.user)
    for verb, act in (("agree", EarlierAsk.agree), ("take_back", EarlierAsk.take_back)):
        if verb in request.POST:
            act(
                _row(EarlierAsk.open_to_answer(request.user).filter(process=process), request.POST[verb]),
                by=request.user,
            )


def _row(rows: Any, text: str) -> Any:
    """The row of that key; what is no key, or not theirs, is not there."""
    try:
        return rows.get(pk=UUID(text))
    except (ValueError, rows.model.DoesNotExist):
        raise Http404 from None


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
