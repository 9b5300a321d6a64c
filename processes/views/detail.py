"""One page for everybody: header, facts, and the sections that each person's own querysets give."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from processes import parties, words
from processes.facts import facts
from processes.models import MeetingLink, Place, Process
from processes.models.shares import with_shares
from processes.parties import Standing
from processes.sections import Section, offers, section, sections
from tyonohjaus.access import Action, may, needs, remembered
from tyonohjaus.sealed.models import readable_texts
from tyonohjaus.ui.htmx import respond
from tyonohjaus.ui.parts import Item


@needs(Action.PROCESS_SEE, on=Process)
@require_safe
def detail(request: HttpRequest, process: Process) -> HttpResponse:
    return respond(request, "processes/detail.html", page(process, request.user))


def page(process: Process, user: Any) -> dict[str, Any]:
    """All that the page is made from. What it does not hold, it cannot show (C7)."""
    parties.with_people([process])
    if process.bills_employer:
        with_shares([process])
    standing = parties.standing(process, user)
    with remembered(user):
        parts = sections(process, user, standing=standing)
    return {
        "process": process.pk,
        "title": words.title(process),
        "items": _items(process, user, standing),
        "facts": facts(process, user, standing=standing),
        "way": [part for part in parts if part.way],
        "side": [part for part in parts if not part.way],
        "offers": offers(process, user, standing=standing),
        "may_edit": may(user, Action.PROCESS_EDIT, process),
    }


def _items(process: Process, user: Any, standing: Standing) -> list[Item]:
    """Whom one meets; to others, whose it is as far as they are told."""
    people = parties.supervisors(process) if standing.supervisee else parties.named_to(process, user, standing=standing)
    who = [Item("user-round" if len(people) == 1 else "users", parties.names(people))] if people else []
    return [*who, Item("tag", process.code)]


@section(place=25)
def meeting_link(process: Process, user: Any, standing: Standing) -> Section | None:
    """Where the remote room is: the parties' alone, and not by way of an employer's mailbox (C6)."""
    if not standing.party:
        return None
    if not user.content_open:
        closed = Section(template="processes/_meeting_link.html", given={"closed": True})
        return closed if process.place == Place.REMOTE else None
    link = MeetingLink.objects.visible_to(user).filter(process=process).first()
    may_write = may(user, Action.MEETING_LINK_WRITE, process)
    url, point = (readable_texts([link], name, by=user)[0] if link else "" for name in ("url_sealed", "point_sealed"))
    if not url and not point and not may_write:
        return None
    given = {"url": url, "point": point, "may_write": may_write, "process": process.pk}
    given["remote"] = url or process.place == Place.REMOTE
    return Section(template="processes/_meeting_link.html", given=given)
