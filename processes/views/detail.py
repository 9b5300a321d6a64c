"""One page for everybody: header, facts, and the sections that each person's own querysets give."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Subquery, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from processes import parties, words
from processes.facts import facts
from processes.later import opens_later
from processes.models import CostShare, MeetingLink, Place, Process
from processes.models.shares import with_shares
from processes.parties import Standing
from processes.sections import Page, Section, asks_by, offers, section, sections, whole
from tyonohjaus.access import Action, may, needs
from tyonohjaus.sealed.models import read_together, readable_cells
from tyonohjaus.ui.htmx import respond
from tyonohjaus.ui.parts import Item

CELLS = ("url_sealed", "point_sealed")


@opens_later("process")
@needs(Action.PROCESS_SEE, on=Process, read=whole)
@require_safe
def detail(request: HttpRequest, process: Process) -> HttpResponse:
    return respond(request, "processes/detail.html", page(process, request.user))


def page(process: Process, user: Any) -> dict[str, Any]:
    """All that the page is made from, of a process read by `sections.whole` for this person. What it does not hold, it
    cannot show (C7)."""
    parties.with_people([process])
    standing = parties.standing(process, user)
    read = Page(process=process, user=user, standing=standing)
    if read.answer("has_shares"):
        with_shares([process])
    else:
        prefetch_related_objects([process], Prefetch("cost_shares", CostShare.objects.none()))
    with read_together(user):
        parts = sections(read)
    return {
        "process": process.pk,
        "title": words.title(process),
        "items": _items(process, user, standing),
        "folded": standing.party and not standing.office,
        "facts": facts(process, user, standing=standing),
        "way": [part for part in parts if part.way],
        "side": [part for part in parts if not part.way],
        "offers": offers(read),
        "may_edit": may(user, Action.PROCESS_EDIT, process),
    }


def _items(process: Process, user: Any, standing: Standing) -> list[Item]:
    """Whom one meets; to others, whose it is as far as they are told."""
    people = parties.supervisors(process) if standing.supervisee else parties.named_to(process, user, standing=standing)
    who = [Item("user-round" if len(people) == 1 else "users", parties.names(people))] if people else []
    return [*who, Item("tag", process.code)]


@asks_by
def _beside(user: Any) -> dict[str, Any]:
    link = MeetingLink.objects.visible_to(user).filter(process=OuterRef("pk"))
    own = {f"link_{name}": Subquery(link.values(name)[:1]) for name in ("pk", *CELLS)}
    return {"has_shares": Exists(CostShare.objects.filter(process=OuterRef("pk"))), **own}


def _link(page: Page) -> MeetingLink:
    """As far as this person reads it, and an empty one else."""
    cells = {name: page.answer(f"link_{name}") for name in CELLS}
    return MeetingLink(process=page.process, pk=page.answer("link_pk"), **cells)


@section(place=25)
def meeting_link(page: Page) -> Section | None:
    """Where the remote room is: the parties' alone, and not by way of an employer's mailbox (C6)."""
    process, user = page.process, page.user
    if not page.standing.party:
        return None
    if not user.content_open:
        closed = Section(template="processes/_meeting_link.html", given={"closed": True})
        return closed if process.place == Place.REMOTE else None
    link = _link(page)
    may_write = may(user, Action.MEETING_LINK_WRITE, process)
    told = readable_cells([(link, name) for name in CELLS], by=user)
    url, point = (told[link.pk, name] for name in CELLS)
    if not url and not point and not may_write:
        return None
    given = {"url": url, "point": point, "may_write": may_write, "process": process.pk}
    given["remote"] = url or process.place == Place.REMOTE
    return Section(template="processes/_meeting_link.html", given=given)
