"""Sessions that the practice's lists bring. They are agreed already, so no manager is asked and nobody is written to;
they may lie outside opening hours, but never over another time: the same guard holds.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from processes import parties
from processes.models import Process
from tyonohjaus.events.record import record

from .cancellation import free_until
from .models import Attendance, Booking, Calendar, Cancellation, Origin, Status
from .problems import NotBookable, SlotTaken
from .taking import take

MINUTE = timedelta(minutes=1)


def import_session(process: Process, *, key: str, starts_at: datetime, status: Status, late: bool = False) -> Booking:
    """A session of the process's length; `late` says of a cancelled one that it is charged by the rule.

    Raises NotBookable where it overlaps another.
    """
    more = {"place": process.place, "status": status, "origin": Origin.IMPORTED, "import_key": key}
    booking = Booking.agreed(process, starts_at=starts_at, **more)
    return _stand(booking, late=late)


def import_again(booking: Booking, *, status: Status, late: bool = False) -> Booking:
    """What the list now says of a session that it brought before. Raises NotBookable."""
    with transaction.atomic():
        row = Booking.objects.select_for_update(of=("self",)).select_related("process").get(pk=booking.pk)
        row.status, row.sequence = status, row.sequence + 1
        return _stand(row, late=late)


def _stand(booking: Booking, *, late: bool) -> Booking:
    """Written, with the facts that belong to its status, its time taken, and told of."""
    try:
        with transaction.atomic():
            list(Calendar.objects.for_sessions(booking.process, booking.starts_at).locked())
            booking.save()
            booking.allocations.all().delete()
            take(booking)
            _write_cancellation(booking, late=late)
            _write_attendance(booking)
            record("booking.imported", subject=booking, by=None, status=booking.status, late=late)
    except IntegrityError as refusal:
        raise NotBookable(SlotTaken()) from refusal
    return booking


def _write_cancellation(booking: Booking, *, late: bool) -> None:
    """The list does not say when and by whom. It is put on the side of the limit where the list puts it."""
    Cancellation.objects.filter(booking=booking).delete()
    if booking.status != Status.CANCELLED:
        return
    limit = free_until(booking.starts_at, hours=booking.cancellation_hours)
    Cancellation.objects.create(
        booking=booking,
        by=parties.supervisors(booking.process)[0].user,
        at=limit + MINUTE if late else limit,
        late_since=limit,
        share=booking.cancellation_share if late else 0,
    )


def _write_attendance(booking: Booking) -> None:
    """Held: all were there; did not come: nobody was."""
    booking.attendances.all().delete()
    if booking.status in {Status.HELD, Status.NO_SHOW}:
        was = Attendance.Was.PRESENT if booking.status == Status.HELD else Attendance.Was.ABSENT
        Attendance.objects.bulk_create(
            Attendance(booking=booking, user=person.user, was=was)
            for person in parties.supervisees(booking.process, booking.day)
        )
