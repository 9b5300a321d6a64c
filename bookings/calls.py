"""What the office is asked to do about a manager who has not answered: call, and write the answer down."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from processes.waiting import waits
from tyonohjaus.access import Action, may
from tyonohjaus.lib import clock
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Link, Row
from tyonohjaus.ui.words import when

from .models import Chase


def _unanswered(user: Any, *, now: datetime) -> Any:
    if not may(user, Action.BOOKING_RECORD_APPROVAL):
        return Chase.objects.none()
    return Chase.objects.to_be_called(now=now)


@waits(lambda user: _unanswered(user, now=clock.day_bounds()[0]))
def managers_to_call(user: Any) -> list[Row]:
    """One row for each manager and series."""
    rows: dict[Any, Row] = {}
    chases = _unanswered(user, now=clock.now()).select_related("booking", "manager")
    for chase in chases.order_by("booking__held_until"):
        booking, manager = chase.booking, chase.manager
        path = reverse("bookings:recorded_approval", args=[booking.pk])
        until = when(booking.held_until, language=spoken())
        held = _("the time is held until %(until)s") % {"until": until}
        note = " · ".join(word for word in (manager.phone, held) if word)
        title = _("No answer yet. Call: %(name)s") % {"name": manager.name}
        key = (booking.series_id or booking.pk, manager.pk)
        rows.setdefault(key, Row(title=title, url=path, note=note, act=Link(path, _("Write down an answer"))))
    return list(rows.values())
