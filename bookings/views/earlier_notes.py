"""One who joined late asks to read the shared notes from before; each of the others agrees, or does nothing (C23)."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from bookings.earlier_notes import before
from bookings.models import EarlierAsk
from processes import parties
from processes.models import Process
from tyonohjaus.access import Action, needs
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import chosen_row


@needs(Action.EARLIER_NOTES_ASK, on=Process)
def earlier_notes(request: HttpRequest, process: Process) -> HttpResponse:
    if request.method == "POST":
        _answer(request, process)
        return see_other("bookings:earlier_notes", process.pk)
    user: Any = request.user
    there = before(process, user) if process.keeps_content else []
    asks = EarlierAsk.open_to_answer(user).filter(process=process).select_related("joiner").order_by("asked_at")
    agreed = set(asks.filter(yeses__member=user).values_list("pk", flat=True))
    context = {
        "process": process.pk,
        "before": parties.names(there) if there else "",
        "asked": EarlierAsk.objects.filter(process=process, joiner=user).exists(),
        "asks": [(ask, ask.pk in agreed) for ask in asks],
    }
    return respond(request, "bookings/earlier_notes.html", context)


def _answer(request: HttpRequest, process: Process) -> None:
    if "ask" in request.POST and process.keeps_content and before(process, request.user):
        EarlierAsk.ask(process, by=request.user)
    asks = EarlierAsk.open_to_answer(request.user).filter(process=process)
    for verb, act in (("agree", EarlierAsk.agree), ("take_back", EarlierAsk.take_back)):
        if verb in request.POST:
            act(chosen_row(asks, request.POST[verb]), by=request.user)
