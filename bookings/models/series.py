import uuid

from django.db import models

from processes.models import Process
from tyonohjaus.access import Action, Scoped
from tyonohjaus.lib import clock


class Series(Scoped):
    """Sessions planned together: approved at once, told of in one mail."""

    SEE = Action.BOOKING_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.PROTECT, related_name="series")
    created_at = models.DateTimeField(default=clock.now, editable=False)

    def __str__(self) -> str:
        return f"series of {self.created_at:%Y-%m-%d}"
