import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tyonohjaus.lib import clock


class Nudge(models.Model):
    """Somebody was reminded of what they may have forgotten: the unique row is what makes it once-only. `mark` says
    which time of many: the gap after which session, or the week."""

    class Outcome(models.TextChoices):
        QUEUED = "queued", _("Queued")
        MISSED = "missed", _("Missed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    mark = models.CharField(max_length=80)
    outcome = models.CharField(max_length=6, choices=Outcome.choices, default=Outcome.QUEUED)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind", "mark"], name="nudge_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.outcome}"
