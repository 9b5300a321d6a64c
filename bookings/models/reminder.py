import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tyonohjaus.lib import clock


class Reminder(models.Model):
    """A reminder per person, session, start and day count: the unique row is what makes it once-only (D2)."""

    class Outcome(models.TextChoices):
        QUEUED = "queued", _("Queued")
        MISSED = "missed", _("Missed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    booking = models.ForeignKey("bookings.Booking", models.CASCADE, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    days_before = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=6, choices=Outcome.choices)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["booking", "user", "starts_at", "days_before"], name="reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.days_before} d: {self.outcome}"
