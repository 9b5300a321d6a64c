"""Where one session meets, where it is not as for each of its process: the address of a remote room of its own, or a
meeting point (S0-6, S1-6)."""

from typing import Any

from django.db import models, transaction

from processes.models import Process
from tyonohjaus.access import Action
from tyonohjaus.events.record import record
from tyonohjaus.sealed.models import SealedModel


class Whereabouts(SealedModel):
    """For the parties only, never for the office or a manager: like the process's own (docs/decisions/0009)."""

    SEE = Action.BOOKING_JOIN
    SECTION = "whereabouts"

    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    booking = models.OneToOneField("bookings.Booking", models.PROTECT, related_name="whereabouts")
    url_sealed = models.BinaryField(null=True)
    point_sealed = models.BinaryField(null=True)

    def __str__(self) -> str:
        return "whereabouts"

    @classmethod
    def write(cls, *, booking: Any, by: Any, seen: str | None = None, **texts: str) -> None:
        """`texts`: `url`, `point`, or both; an empty one is taken away. `seen`: what its writer read there. Raises
        ChangedMeanwhile."""
        sealed = {f"{name}_sealed": text for name, text in texts.items()}
        with transaction.atomic():
            # The same row for a second tap.
            rows = cls.objects.select_for_update(of=("self",))
            row, _new = rows.get_or_create(booking=booking, defaults={"process": booking.process})
            row.refuse_unseen(seen, **sealed)
            for column, text in sealed.items():
                row.seal_text(column, text)
            row.save(update_fields=list(sealed))
            record("whereabouts.written", subject=row, by=by)
