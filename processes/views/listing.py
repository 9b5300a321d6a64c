from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from processes import parties, words
from processes.models import Participant, Process, State
from processes.models.states import over
from processes.parties import Standing
from tyonohjaus.access import Action, may, needs
from tyonohjaus.ui import search
from tyonohjaus.ui.htmx import respond
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Badge, Row


@needs(Action.PROCESS_SEE)
@require_safe
def process_list(request: HttpRequest) -> HttpResponse:
    """Everybody's processes as far as each may see them; the office alone looks them up by name."""
    ended, is_office = request.GET.get("show") == "ended", may(request.user, Action.PROCESS_EDIT)
    seen: Any = Process.objects.visible_to(request.user).select_related("organisation")
    seen = seen.filter(over() if ended else ~over())
    if is_office:
        seen = seen.filter(_sought(request))
    page = search.page(request, seen.order_by("-starts_on", "code"))
    parties.with_people(page.object_list)
    context = {
        "rows": [row(process, request.user) for process in page],
        "page": page,
        "query": search.query(request),
        "q": search.words(request),
        "ended": ended,
        "any_ended": ended or Process.objects.visible_to(request.user).filter(over()).exists(),
        "is_office": is_office,
        "is_supervisor": may(request.user, Action.REQUEST_PROPOSE),
    }
    return respond(request, "processes/list.html", context)


def row(process: Process, user: Any) -> Row:
    """The same row for everybody; whose process it is stands there as far as this person is told."""
    standing = parties.standing(process, user)
    title = _title(process, user, standing)
    notes = [] if title.startswith(words.title(process)) else [words.title(process)]
    notes += [words.length(process)] if process.is_introduction else [words.rhythm(process), words.length(process)]
    if standing.supervisee or standing.office:
        notes.append(parties.names(parties.supervisors(process)))
    return Row(
        title=title,
        url=reverse("processes:detail", args=[process.pk]),
        note=" · ".join([*notes, process.code]),
        badge=_badge(process),
    )


def _title(process: Process, user: Any, standing: Standing) -> str:
    if standing.supervisee:
        return words.title(process)
    named = parties.named_to(process, user, standing=standing)
    if named and not process.is_shared:
        return parties.names(named)
    if standing.manager and named:
        return f"{words.title(process)}: {parties.names(named)}"
    whose = process.organisation if process.organisation_id and not standing.manager else None
    return f"{words.title(process)}: {whose}" if whose else words.title(process)


def _badge(process: Process) -> Badge | None:
    """Calm is what is left out: a process that goes on wears none."""
    state, language = process.state, spoken()
    if process.ends_on and process.ends_on < process.starts_on:
        return Badge(kind="off", text=_("Called off"))
    if state == State.OVER and process.ends_on:
        day = words.numeric(process.ends_on, language=language)
        return Badge(kind="off", text=_("Ended %(day)s") % {"day": day})
    if state == State.AHEAD:
        day = words.numeric(process.starts_on, language=language)
        return Badge(kind="open", text=_("Begins %(day)s") % {"day": day})
    return None


def _sought(request: HttpRequest) -> Q:
    """By person, organisation or code."""
    if not search.words(request):
        return Q()
    people = Participant.objects.filter(search.named(request, "user__name"))
    return search.named(request, "code", "organisation__name") | Q(pk__in=people.values("process"))
