"""What the log adds to a process's page beside its themes: assignments, and earlier notes that wait for a yes (C23)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from processes import parties
from processes.models import Process
from processes.parties import Standing
from processes.sections import Page, Section, section
from processes.waiting import waits
from tyonohjaus.lib import clock
from tyonohjaus.sealed.models import readable_texts
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Row
from tyonohjaus.ui.words import day, listed

from . import earlier_notes, words
from .models import Assignment, AssignmentDone, EarlierAsk
from .readers import seen_in
from .words import due

LATEST = 3


@section(place=60)
def assignments(page: Page) -> Section | None:
    """What was agreed to be tried between two sessions."""
    process, user = page.process, page.user
    if not page.standing.party:
        return None
    rows = list(latest(user, process)[:LATEST])
    shown = [
        Row(title=title, note=", ".join([day(row.booking.starts_at, language=spoken()), *_state(row, page.standing)]))
        for row, title in zip(rows, titles(rows, user), strict=True)
    ]
    group = _("The supervisees and the supervisors; what is for one alone, only they. Never the manager or the office.")
    url = reverse("bookings:assignments", args=[process.pk])
    given = {"rows": shown, "who": seen_in(process, user, group=group), "url": url}
    return Section(template="bookings/_assignments.html", given=given) if shown else None


@section(place=55)
def notes_from_before(page: Page) -> Section | None:
    """To one who joined late, and to those whom they asked."""
    process = page.process
    if (
        not page.standing.supervisee
        or not page.user.content_open
        or not (process.keeps_content and earlier_notes.concerns(process, page.user))
    ):
        return None
    url = reverse("bookings:earlier_notes", args=[process.pk])
    return Section(template="bookings/_earlier_notes.html", given={"url": url})


def _fresh(user: Any, *, now: datetime) -> Any:
    return EarlierAsk.unanswered(user).filter(asked_at__gt=earlier_notes.fresh(now))


@waits(lambda user: _fresh(user, now=clock.day_bounds()[0]))
def asked_for_earlier_notes(user: Any) -> list[Row]:
    """Neither who asks nor what for: that stands on the page behind it."""
    rows = _fresh(user, now=clock.now()).select_related("process__organisation")
    found = list(rows.prefetch_related(parties.people_of("process__")))
    return [
        Row(
            title=_("Something was asked of you in your group"),
            url=reverse("bookings:earlier_notes", args=[ask.process_id]),
            note=words.known_as(ask.process, user=user),
        )
        for ask in found
    ]


def latest(user: Any, process: Process) -> Any:
    """The last ones, with what this person may know of who has done them."""
    own = AssignmentDone.objects.filter(assignment=OuterRef("pk"), user=user)
    written = Assignment.written(user, within=process).annotate(times_done=Count("done"), own=Exists(own))
    return written.select_related("booking", "assignee").order_by("-booking__starts_at")


def titles(rows: list[Assignment], user: Any) -> list[str]:
    """In a few words; where none were given, the text itself."""
    said = readable_texts(rows, "title_sealed", by=user)
    unnamed = [row for row, title in zip(rows, said, strict=True) if not title]
    texts = dict(zip([row.pk for row in unnamed], readable_texts(unnamed, "text_sealed", by=user), strict=True))
    return [title or texts[row.pk] for row, title in zip(rows, said, strict=True)]


def _state(row: Any, standing: Standing) -> list[str]:
    """In short: a supervisor is told how many have done it, a supervisee whether they have."""
    if standing.supervisor:
        done = [_("done by %(count)d") % {"count": row.times_done}] if row.times_done else []
    else:
        done = [_("done")] if row.own else []
    return [due(row), *_for_one(row, standing), *done]


def states(rows: list[Assignment], user: Any, standing: Standing) -> list[list[str]]:
    """By when, for whom, and done by whom: to a supervisor by name, to a supervisee of themselves alone (C22)."""
    done: dict[UUID, list[AssignmentDone]] = {row.pk: [] for row in rows}
    for one in AssignmentDone.objects.filter(assignment__in=rows).select_related("user").order_by("user__name"):
        done[one.assignment_id].append(one)
    return [[due(row), *_for_one(row, standing), *_by(done[row.pk], user, standing)] for row in rows]


def _for_one(row: Assignment, standing: Standing) -> list[str]:
    return [_("for %(name)s") % {"name": row.assignee.name}] if row.assignee and standing.supervisor else []


def _by(done: list[AssignmentDone], user: Any, standing: Standing) -> list[str]:
    if standing.supervisor:
        names = listed([one.user.name for one in done], language=spoken())
        return [_("done: %(names)s") % {"names": names}] if done else []
    return [_("done")] if any(one.user_id == user.pk for one in done) else []
