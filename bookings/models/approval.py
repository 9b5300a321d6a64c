import uuid
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tyonohjaus.access import Action, Scoped
from tyonohjaus.lib import clock


class Approval(Scoped):
    """One manager's answer to one time: working time and cost, never content, never a reason (C10).

    It holds for the time that was asked, from its start to its end: a session that is moved, or takes longer, is asked
    again; and for its price: what is charged above it is asked before it is invoiced (docs/decisions/0036).
    """

    class Answer(models.TextChoices):
        APPROVED = "approved", _("Approved")
        DECLINED = "declined", _("Not approved")

    scope = "booking__process"
    SEE = Action.BOOKING_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    booking = models.ForeignKey("bookings.Booking", models.PROTECT, related_name="approvals")
    manager = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=8, choices=Answer.choices)
    for_starts_at = models.DateTimeField()
    for_ends_at = models.DateTimeField()
    # Net euros of their own employer's part, 0 where they were shown none. None: answered before this was kept.
    for_price = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    at = models.DateTimeField(default=clock.now)
    via = models.CharField(max_length=10)
    # Set when another answered in the manager's place.
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    # Set when the office wrote down an answer given by phone.
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["booking", "manager", "for_starts_at", "for_ends_at"], name="approval_once_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(deputy__isnull=True) | ~models.Q(deputy=models.F("manager")), name="approval_deputy"
            ),
        ]

    def __str__(self) -> str:
        return self.answer

    def asked_of(self, booking: Any) -> bool:
        return (self.for_starts_at, self.for_ends_at) == booking.times

    def covers(self, net: Decimal) -> bool:
        """Is a charge of so many euros within what was said yes to?"""
        return self.for_price is None or net <= self.for_price
