import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from processes.models import Participant
from tyonohjaus.lib import clock
from tyonohjaus.people.models.dated import not_over

from .approval import Approval
from .states import Status


class ChaseQuerySet(models.QuerySet["Chase"]):
    def to_be_called(self, *, now: datetime) -> "ChaseQuerySet":
        """Of those that the office calls: whose time still waits for this manager."""
        asked = {
            "booking__status": Status.REQUESTED,
            "booking__held_until__gt": now,
            "booking__starts_at": F("starts_at"),
        }
        people = Participant.objects.supervised().filter(
            not_over(), process=OuterRef("booking__process"), manager=OuterRef("manager")
        )
        answered = Approval.objects.filter(
            booking=OuterRef("booking"),
            manager=OuterRef("manager"),
            for_starts_at=OuterRef("starts_at"),
            for_ends_at=OuterRef("booking__ends_at"),
        )
        calls = self.filter(outcome=Chase.Outcome.OFFICE, manager__is_active=True, **asked)
        return calls.filter(Exists(people)).exclude(Exists(answered))


class Chase(models.Model):
    """What was done about a manager who has not answered: a row per session, manager, start and step, which is what
    makes it once-only (D2)."""

    class Step(models.TextChoices):
        REMINDED = "reminded", _("Reminded")
        ESCALATED = "escalated", _("Passed on")

    class Outcome(models.TextChoices):
        QUEUED = "queued", _("Queued")
        OFFICE = "office", _("The office calls")
        MISSED = "missed", _("Missed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    booking = models.ForeignKey("bookings.Booking", models.CASCADE, related_name="chases")
    manager = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    step = models.CharField(max_length=9, choices=Step.choices)
    outcome = models.CharField(max_length=6, choices=Outcome.choices)
    at = models.DateTimeField(default=clock.now)

    objects: ClassVar = ChaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["booking", "manager", "starts_at", "step"], name="chase_once_a_step")
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.outcome}"
