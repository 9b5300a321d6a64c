"""The employer's page of a process: that, and how much; never what (DOMAIN 2.3). Its people see the same page, so that
nobody need guess what the employer reads."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from bookings.models import Booking
from bookings.models import Status as Session
from processes import parties, words
from processes.models import Process
from reviews.models import ApprovedText, Extract
from reviews.occasions import next_decision_on
from tyonohjaus.access import Action, needs
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.sealed.cipher import Unreadable
from tyonohjaus.ui.htmx import respond

# Nothing else exists in this view; a test compares it with what the page is given (C7).
KEYS = frozenset(
    {
        "process",
        "title",
        "code",
        "since",
        "until",
        "held",
        "minutes",
        "planned",
        "moved",
        "late",
        "next_review_on",
        "texts",
        "reads_as_payer",
    }
)


@needs(Action.REPORT_SEE, on=Process)
@require_safe
def report(request: HttpRequest, process: Process) -> HttpResponse:
    if not Extract.is_for(process):
        raise Http404
    return respond(request, "reviews/report.html", page(process, request.user))


def page(process: Process, user: Any) -> dict[str, Any]:
    """Of the sessions since this manager is one (C12); to its people, of all that their managers could read.

    `late` counts what its sessions are called to a payer: times that were not used and are charged. What nobody came
    to is among them, and what was let go is not, else the difference would tell (C10).
    """
    standing = parties.standing(process, user)
    sessions = list(_sessions(process, user, payer=standing.reads_as_payer))
    held = [one for one in sessions if one.status == Session.HELD]
    late = [one for one in sessions if one.status in {Session.CANCELLED, Session.NO_SHOW} and one.charged_percent]
    return {
        "process": process.pk,
        "title": words.title(process),
        "code": process.code,
        "since": process.starts_on,
        "until": process.ends_on,
        "held": len(held),
        "minutes": sum(one.minutes for one in held),
        "planned": sum(one.status in {Session.REQUESTED, Session.CONFIRMED} for one in sessions),
        "moved": _moved(sessions),
        "late": len(late),
        "next_review_on": next_decision_on(process),
        "texts": _texts(process, user),
        "reads_as_payer": standing.reads_as_payer,
    }


def _sessions(process: Process, user: Any, *, payer: bool) -> Any:
    rows = Booking.objects.filter(process=process).select_related("cancellation", "waiver")
    return (
        Booking.objects.visible_to(user).filter(pk__in=rows.values("pk")).select_related("cancellation", "waiver")
        if payer
        else rows
    )


def _moved(sessions: list[Booking]) -> int:
    """How many have another time than once agreed, however often they were moved."""
    events = Event.objects.filter(
        Q(subject_type=Booking._meta.label_lower), name="booking.moved", subject_id__in=[one.pk for one in sessions]
    )
    return events.values("subject_id").distinct().count()


def _texts(process: Process, user: Any) -> list[tuple[Any, str, str]]:
    """Day, words, and whether it was found useful."""
    found = []
    for row in ApprovedText.readable_by(user).filter(process=process):
        try:
            found.append((clock.day_of(row.approved_at), *row.read(by=user)))
        except Unreadable:
            continue
    return found
