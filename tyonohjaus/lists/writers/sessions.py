from typing import Any

from bookings.imported import import_again, import_session
from bookings.models import Booking, Status
from bookings.problems import NotBookable
from invoicing.models import Line as InvoiceLine
from processes.models import Process
from tyonohjaus.events.models import history
from tyonohjaus.lib import clock
from tyonohjaus.lists.kinds import Kind
from tyonohjaus.lists.known import Lists, low
from tyonohjaus.lists.lines import Line
from tyonohjaus.lists.notes import Note
from tyonohjaus.lists.readers import sessions
from tyonohjaus.lists.vocabulary import AGREED, CANCELLED, CANCELLED_LATE, HELD, NO_SHOW

from . import processes
from .ledger import Ledger, Target

STATUSES = {
    AGREED: Status.CONFIRMED,
    HELD: Status.HELD,
    NO_SHOW: Status.NO_SHOW,
    CANCELLED: Status.CANCELLED,
    CANCELLED_LATE: Status.CANCELLED,
}


class SessionTarget(Target):
    kind = sessions.NAME

    def __init__(self, line: Line, ledger: Ledger, process: Process) -> None:
        super().__init__(line, ledger)
        self.process = process

    def key(self) -> str:
        return sessions.key(self.line)

    def cells(self) -> dict[str, Any]:
        return {"tila": self.line["tila"]}

    def find(self) -> None:
        """One that the portal has at the same time is another one, and an overlap."""

    def get(self, pk: str) -> Booking | None:
        return Booking.objects.filter(pk=pk).select_related("process", "cancellation").first()

    def read(self, row: Booking) -> dict[str, Any]:
        return {"tila": status_of(row)}

    def create(self) -> Booking:
        starts_at = clock.at(self.line["päivä"], self.line["alkaa"])
        return import_session(self.process, key=self.key(), starts_at=starts_at, **self._state())

    def write(self, row: Booking, changes: dict[str, Any]) -> Booking:
        return import_again(row, **self._state())

    def _state(self) -> dict[str, Any]:
        return {"status": STATUSES[self.line["tila"]], "late": self.line["tila"] == CANCELLED_LATE}


def status_of(booking: Booking) -> str:
    """The list's word for the session's status; the portal's own for one that no list can say."""
    if booking.status == Status.CANCELLED:
        return CANCELLED_LATE if booking.cancellation.was_late else CANCELLED
    return next((word for word, status in STATUSES.items() if status == booking.status), str(booking.status))


def is_touched(booking: Booking) -> bool:
    """Has anybody done anything to it in the portal, or has it been billed?"""
    return history(booking).exclude(actor=None).exists() or InvoiceLine.objects.filter(booking=booking).exists()


def write(lists: Lists, ledger: Ledger) -> None:
    for line in lists[sessions.NAME]:
        process = processes.by_key(low(line["prosessi"]), ledger)
        if process is None or _left_alone(line, ledger):
            continue
        try:
            ledger.settle(SessionTarget(line, ledger, process))
        except NotBookable:
            line.fault("alkaa", Kind.OVERLAPS_PORTAL)


def _left_alone(line: Line, ledger: Ledger) -> bool:
    """One that was since touched in the portal is left as it is there, and that is said where the list differs."""
    before = ledger.before.get((sessions.NAME, sessions.key(line)))
    booking = Booking.objects.filter(pk=before.subject_id).first() if before else None
    if booking is None or not is_touched(booking):
        return False
    there = f"{clock.local(booking.starts_at):%-d.%-m.%Y %-H.%M} {status_of(booking)}"
    here = f"{line['päivä']:%-d.%-m.%Y} {line['alkaa']:%-H.%M} {line['tila']}"
    ledger.leave(line, Note.TOUCHED, here=here, there=there)
    return True
