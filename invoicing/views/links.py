"""The signed link of the mail about hours: GET shows, POST answers once, as that person (E1), and no more (C6)."""

from datetime import date

from django.http import HttpRequest, HttpResponse

from invoicing import hours as asked
from invoicing.hours import Answered, HoursCard
from invoicing.models import Line
from tyonohjaus.access import public
from tyonohjaus.lib import clock
from tyonohjaus.links.models import Link, State
from tyonohjaus.links.pages import opened, spend
from tyonohjaus.ui.htmx import respond, see_other

from .hours import CHOICES, answers_of, what_was_done


@public
def hours(request: HttpRequest, token: str) -> HttpResponse:
    link = opened(request, token=token, action="hours")
    if request.method == "POST" and _answer(link, request):
        return see_other(request.path)
    cards, unheard = _waiting(link), request.method == "POST"
    context = {"cards": cards, "choices": CHOICES, "person": link.user, "done": _done(link), "unheard": unheard}
    return respond(request, "invoicing/link_hours.html", context, status=422 if unheard else 200)


def _answer(link: Link, request: HttpRequest) -> bool:
    answers = answers_of(request.POST, _waiting(link))
    return bool(answers) and spend(link, lambda: bool(asked.answer(link.user, answers, via="link").done))


def _waiting(link: Link) -> list[HoursCard]:
    """What it still asks: nothing once it is used or expired."""
    if link.state(now=clock.now()) != State.OPEN:
        return []
    return asked.waiting(link.user, answer_by_on=_mark(link))


def _done(link: Link) -> str:
    """What this person has answered of it, by link or in the portal."""
    lines = Line.objects.filter(answer_by_on=_mark(link), answered_by=link.user)
    returned = lines.returned().count()
    return what_was_done(Answered(lines.count() - returned, returned, late=0))


def _mark(link: Link) -> date:
    """The deadline that the mail told: its lines are those of that day."""
    return date.fromisoformat(link.mark)
