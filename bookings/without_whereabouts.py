"""A session of which nobody has said where it is: remote without an address, or outdoors without a meeting point. Its
supervisors are told some days before, and nobody else."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from processes import parties
from processes.models import MeetingLink, Participant, Place
from processes.waiting import waits
from tyonohjaus.lib import clock
from tyonohjaus.people.models.dated import current
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Row
from tyonohjaus.ui.words import when_short

from . import words
from .models import Booking, Whereabouts

AHEAD = timedelta(days=3)


def _without_whereabouts(user: Any, *, now: datetime, until: datetime) -> Any:
    own = Participant.objects.supervising().filter(current(), user=user)
    coming = Booking.objects.coming(now).confirmed().filter(starts_at__lt=until)
    remote = Q(place=Place.REMOTE) & _untold("url_sealed")
    return coming.filter(remote | Q(place=Place.OUTDOORS) & _untold("point_sealed"), process__in=own.values("process"))


def _untold(column: str) -> Q:
    """Neither for the session nor for each of its process."""
    each = MeetingLink.objects.exclude(**{column: None}).values("process")
    alone = Whereabouts.objects.exclude(**{column: None}).values("booking")
    return ~Q(process__in=each) & ~Q(pk__in=alone)


def _of_today(user: Any) -> Any:
    begins, ends = clock.day_bounds()
    return _without_whereabouts(user, now=begins, until=ends + AHEAD)


@waits(_of_today)
def whereabouts_to_give(user: Any) -> Iterable[Row]:
    """Each process once, by its next session."""
    found: dict[Any, Booking] = {}
    now = clock.now()
    rows = _without_whereabouts(user, now=now, until=now + AHEAD)
    for booking in rows.select_related("process__organisation").order_by("starts_at", "pk"):
        found.setdefault(booking.process_id, booking)
    parties.with_people([booking.process for booking in found.values()])
    return [_row(booking, user) for booking in found.values()]


def _row(booking: Booking, user: Any) -> Row:
    process, remote = booking.process, booking.place == Place.REMOTE
    title = words.title(process, standing=parties.standing(process, user), user=user, on=booking.day)
    return Row(
        title=_("The address of the remote room is missing") if remote else _("The meeting point is missing"),
        url=reverse("processes:meeting_link", args=[process.pk]),
        note=f"{when_short(booking.starts_at, end=booking.ends_at, language=spoken())}, {title}",
    )
