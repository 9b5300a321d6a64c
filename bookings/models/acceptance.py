"""The supervisor's yes to a time that a supervisee booked, where they confirm each request themselves: another thing
than the manager's to absence and cost (docs/decisions/0032)."""

import uuid
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tyonohjaus.access import Action, Scoped

from .states import Status

if TYPE_CHECKING:
    from .booking import Booking


class Yes(StrEnum):
    """Whose yes a time waits for."""

    SUPERVISOR = "supervisor"
    MANAGER = "manager"


class Acceptance(Scoped):
    """Asked of those who lead the session, of whom one answers for all. It belongs to the time as it stands: another
    time has another row, or, set by one who sets times, none."""

    class Answer(models.TextChoices):
        NONE = "", _("Not answered")
        YES = "yes", _("Confirmed")
        NO = "no", _("Does not suit")

    scope = "booking__process"
    SEE = Action.BOOKING_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    booking = models.OneToOneField("bookings.Booking", models.PROTECT, related_name="acceptance")
    answer = models.CharField(max_length=3, choices=Answer.choices, default=Answer.NONE, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", by__isnull=True, at__isnull=True)
                | (~Q(answer="") & Q(by__isnull=False, at__isnull=False)),
                name="acceptance_answered_by",
            )
        ]

    def __str__(self) -> str:
        return self.answer or "asked"

    @classmethod
    def ask(cls, booking: "Booking", *, anew: bool) -> None:
        """Of a time that has just been taken. Whatever was answered of an earlier one is gone."""
        cls.objects.filter(booking=booking).delete()
        if anew:
            cls.objects.create(booking=booking)

    @classmethod
    def waits(cls, booking: "Booking") -> bool:
        return cls.objects.filter(booking=booking, answer=cls.Answer.NONE).exists()


def missing(booking: "Booking") -> frozenset[Yes]:
    """Whose yes it waits for. No query where the booking was read by `with_people()`."""
    if booking.status != Status.REQUESTED:
        return frozenset()
    if not hasattr(booking, "acceptance") or booking.acceptance.answer:
        return frozenset({Yes.MANAGER})
    return frozenset({Yes.SUPERVISOR, Yes.MANAGER}) if _managers_missing(booking) else frozenset({Yes.SUPERVISOR})


def _managers_missing(booking: "Booking") -> bool:
    if not booking.process.asks_manager:
        return False
    asked = {manager.pk for manager in booking.managers_asked()}
    answers: Any = booking.approvals.all()
    return not asked or bool(asked - {one.manager_id for one in answers if one.asked_of(booking)})
