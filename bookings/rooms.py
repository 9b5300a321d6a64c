"""A remote session without an address where to meet: its supervisors are told some days before, and nobody else."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

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
from .models import Booking

AHEAD = timedelta(days=3)


def _without_room(user: Any) -> Any:
    now = clock.now()
    own = Participant.objects.supervising().filter(current(), user=user)
    known = MeetingLink.objects.exclude(url_sealed=None)
    coming = Booking.objects.coming(now).confirmed().filter(place=Place.REMOTE, starts_at__lt=now + AHEAD)
    return coming.filter(process__in=own.values("process")).exclude(process__in=known.values("process"))


@waits(_without_room)
def rooms_to_give(user: Any) -> Iterable[Row]:
    """Each process once, by its next session."""
    found: dict[Any, Booking] = {}
    for booking in _without_room(user).select_related("process__organisation").order_by("starts_at", "pk"):
        found.setdefault(booking.process_id, booking)
    parties.with_people([booking.process for booking in found.values()])
    return [_row(booking, user) for booking in found.values()]


def _row(booking: Booking, user: Any) -> Row:
    process = booking.process
    title = words.title(process, standing=parties.standing(process, user), user=user, on=booking.day)
    return Row(
        title=_("The address of the remote room is missing"),
        url=reverse("processes:meeting_link", args=[process.pk]),
        note=f"{when_short(booking.starts_at, end=booking.ends_at, language=spoken())}, {title}",
    )
