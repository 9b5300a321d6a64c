"""The employer's page of a process: that, and how much; never what (DOMAIN 2.3). Its people see the same page, so that
nobody need guess what the employer reads."""

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from bookings.models import Booking
from processes import parties, words
from processes.models import Process
from reviews.figures import Figures
from reviews.models import ApprovedText, Extract
from reviews.models.extract import unpacked
from reviews.occasions import next_decision_on
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.sealed.models import readable_texts
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
    """Of the sessions since this manager is one (C12), or this supervisee (C23); to who leads it, of all."""
    standing = parties.standing(process, user)
    own = standing.reads_as_payer or standing.supervisee
    sessions = Booking.objects.visible_to(user) if own else Booking.objects.all()
    read = sessions.filter(process=process).select_related("cancellation", "waiver")
    return {
        "process": process.pk,
        "title": words.title(process),
        "code": process.code,
        "since": process.starts_on,
        "until": process.ends_on,
        **asdict(Figures.of(list(read))),
        "next_review_on": next_decision_on(process),
        "texts": _texts(process, user),
        "reads_as_payer": standing.reads_as_payer,
    }


def _texts(process: Process, user: Any) -> list[tuple[Any, str, str]]:
    """Day, words, and whether it was found useful."""
    rows = list(ApprovedText.readable_by(user).filter(process=process))
    texts = readable_texts(rows, "text_sealed", by=user)
    return [(clock.day_of(row.approved_at), *unpacked(text)) for row, text in zip(rows, texts, strict=True) if text]
