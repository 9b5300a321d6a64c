"""What may be counted of a process's sessions for its employer, and nothing else (C7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from bookings.models import Booking, Status
from tyonohjaus.events.models import Event

ENDED_UNUSED = frozenset({Status.CANCELLED, Status.NO_SHOW})
PLANNED = frozenset({Status.REQUESTED, Status.CONFIRMED})


@dataclass(frozen=True, kw_only=True)
class Figures:
    """`late` counts what its sessions are called to a payer: times that were not used and are charged. What nobody came
    to is among them, and what was let go is not, else the difference would tell (C10). `moved`: how many have another
    time than once agreed, however often they were moved."""

    held: int
    minutes: int
    planned: int
    moved: int
    late: int

    @classmethod
    def of(cls, sessions: Sequence[Booking]) -> Self:
        held = [one.minutes for one in sessions if one.status == Status.HELD]
        return cls(
            held=len(held),
            minutes=sum(held),
            planned=sum(one.status in PLANNED for one in sessions),
            moved=_moved(sessions),
            late=sum(one.status in ENDED_UNUSED and bool(one.charged_percent) for one in sessions),
        )


def _moved(sessions: Sequence[Booking]) -> int:
    events = Event.objects.filter(
        subject_type=Booking._meta.label_lower, name="booking.moved", subject_id__in=[one.pk for one in sessions]
    )
    return events.values("subject_id").distinct().count()
