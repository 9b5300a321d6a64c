from typing import Any

from django.db import models, transaction

from tyonohjaus.access import Action
from tyonohjaus.events.record import record
from tyonohjaus.sealed.models import SealedModel

from .process import Process


class MeetingLink(SealedModel):
    """The address of the remote room, and where one meets elsewhere (a gate, a jetty): for the parties only, never for
    the office or a manager (DOMAIN 4.3, S0-6, S1-6)."""

    SEE = Action.BOOKING_JOIN
    SECTION = "meeting_link"

    process = models.OneToOneField(Process, models.PROTECT, related_name="meeting_link")
    url_sealed = models.BinaryField(null=True)
    point_sealed = models.BinaryField(null=True)

    def __str__(self) -> str:
        return "meeting link"

    @classmethod
    def write(cls, *, process: Process, url: str, point: str = "", by: Any = None, seen: str | None = None) -> None:
        """`seen`: what its writer read there. Raises ChangedMeanwhile."""
        with transaction.atomic():
            # The same row for a second tap.
            link, _new = cls.objects.select_for_update(of=("self",)).get_or_create(process=process)
            link.refuse_unseen(seen, url_sealed=url, point_sealed=point)
            link.seal_text("point_sealed", point)
            link._put("url_sealed", url)
            record("meeting_link.written", subject=link, by=by)

    def read(self, *, by: Any) -> str:
        return self.open_text("url_sealed", by=by)
