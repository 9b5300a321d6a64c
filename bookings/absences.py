"""One member of a group cannot come: the session stands (E4). The member's own word, for the supervisors alone, or
their manager's no; where fewer than agreed would come, the supervisors decide."""

from datetime import datetime
from typing import Any

from django.db import transaction

from processes import parties
from processes.models import Participant
from tyonohjaus.events.record import record
from tyonohjaus.lib.moves import TooLate

from .models import Absence, Booking

FEWEST = 2  # where the agreement names no number


def may_say(booking: Booking, user: Any, *, now: datetime) -> bool:
    """While a group's session lies ahead, to who takes part in it."""
    ahead = booking.process.times_are_set and booking.can("cancel", now=now)
    return ahead and user.pk in {one.user_id for one in booking.supervisees()}


def say(booking: Booking, *, by: Any, now: datetime) -> None:
    """Twice is once. Raises TooLate."""
    with transaction.atomic():
        row = _open(booking, by, now)
        _row, first = Absence.objects.get_or_create(booking=row, user=by)
        if first:
            record("absence.said", subject=row, by=by)


def take_back(booking: Booking, *, by: Any, now: datetime) -> None:
    """Raises TooLate."""
    with transaction.atomic():
        row = _open(booking, by, now)
        gone, _by_model = Absence.objects.filter(booking=row, user=by).delete()
        if gone:
            record("absence.taken_back", subject=row, by=by)


def hold_anyway(booking: Booking, *, by: Any, now: datetime) -> None:
    """With so many as come now; asked again only if fewer do. Raises TooLate."""
    with transaction.atomic():
        row = booking.locked()
        if not row.can("cancel", now=now):
            raise TooLate(row)
        row.stands_with = coming(row)
        row.save(update_fields=["stands_with"])
        record("booking.stands", subject=row, by=by)


def told_by(booking: Booking) -> list[Participant]:
    """The members who have said that they do not come."""
    return [one for one in booking.supervisees() if one.user_id in booking.not_coming]


def refused(booking: Booking) -> list[Participant]:
    """The members whose manager said no."""
    return [one for one in parties.supervisees(booking.process, booking.day) if one.user_id in booking.refused]


def coming(booking: Booking) -> int:
    return len(booking.supervisees()) - len(told_by(booking))


def too_few(booking: Booking, *, now: datetime) -> bool:
    """Fewer than agreed would come, and nobody has said yet that it is held with so few."""
    somebody_away = bool(told_by(booking) or booking.refused)
    if not booking.process.several_meet or not booking.can("cancel", now=now) or not somebody_away:
        return False
    few = coming(booking) < (booking.process.quorum or FEWEST)
    return few and (booking.stands_with is None or coming(booking) < booking.stands_with)


def _open(booking: Booking, user: Any, now: datetime) -> Booking:
    row = booking.locked()
    if not may_say(row, user, now=now):
        raise TooLate(row)
    return row
