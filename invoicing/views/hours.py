"""A manager answers for hours that nobody approved beforehand; what needs no answer is accepted by silence."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from invoicing import hours as asked
from invoicing.hours import ANSWERS, OF_ANOTHER_SUM, Answered, HoursCard
from invoicing.models import Line
from tyonohjaus.access import Action, needs
from tyonohjaus.ui.htmx import respond, see_other

CHOICES = Line.Returned.choices


@needs(Action.INVOICE_LINE_ANSWER)
def hours(request: HttpRequest) -> HttpResponse:
    """All that waits for this manager."""
    cards = asked.waiting(request.user)
    answers = answers_of(request.POST, cards)
    if request.method != "POST":
        return respond(request, "invoicing/hours.html", {"cards": cards, "choices": CHOICES})
    if not answers:
        late = {"cards": cards, "choices": CHOICES, "late": True}
        return respond(request, "invoicing/hours.html", late, status=422)
    _say(request, asked.answer(request.user, answers))
    return see_other("invoicing:hours")


def answers_of(posted: Mapping[str, str], cards: Iterable[HoursCard]) -> dict[UUID, str]:
    """What was said of the lines that wait still, by line; OF_ANOTHER_SUM of one that is asked anew at another sum."""
    said = {card.line: _said(posted, card) for card in cards}
    return {line: word for line, word in said.items() if word in ANSWERS or word == OF_ANOTHER_SUM}


def _said(posted: Mapping[str, str], card: HoursCard) -> str:
    said = posted.get(f"line-{card.line}", "")
    return OF_ANOTHER_SUM if said and posted.get(f"shown-{card.line}", card.shown) != card.shown else said


def what_was_done(answered: Answered) -> str:
    parts = []
    if count := answered.accepted:
        parts.append(ngettext("%(count)d time accepted.", "%(count)d times accepted.", count) % {"count": count})
    if count := answered.returned:
        parts.append(ngettext("%(count)d time returned.", "%(count)d times returned.", count) % {"count": count})
    return " ".join(parts)


def _say(request: HttpRequest, answered: Answered) -> None:
    if answered.done:
        messages.success(request, what_was_done(answered))
    if answered.late:
        messages.warning(request, _("Something had changed in the meantime. See below what still waits."))
