"""Facts with data of their own: a cancellation, a waived charge, who was there. No reasons anywhere (C10)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bookings.cancellation import is_late
from tyonohjaus.access import Action, Scoped
from tyonohjaus.lib import clock


class Cancellation(Scoped):
    """How a session was called off, with the rule as it was decided then."""

    scope = "booking__process"
    SEE = Action.BOOKING_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    booking = models.OneToOneField("bookings.Booking", models.PROTECT, related_name="cancellation")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # The last instant at which it was free.
    late_since = models.DateTimeField()
    # Percent of the price that is charged; 0 in time, or when the supervisor called it off.
    share = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(share__lte=100), name="cancellation_share")]

    def __str__(self) -> str:
        return str(_("Cancelled late") if self.was_late else _("Cancelled in time"))

    @property
    def was_late(self) -> bool:
        return is_late(self.at, self.late_since)


class Waiver(Scoped):
    """The charge is let go ("Jätä veloittamatta"): who, when, and no reason."""

    scope = "booking__process"
    SEE = Action.BOOKING_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    booking = models.OneToOneField("bookings.Booking", models.PROTECT, related_name="waiver")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return "not charged"


class Attendance(Scoped):
    """One member at one session."""

    class Was(models.TextChoices):
        PRESENT = "present", _("Present")
        ABSENT = "absent", _("Absent")

    scope = "booking__process"
    SEE = Action.BOOKING_JOIN

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    booking = models.ForeignKey("bookings.Booking", models.PROTECT, related_name="attendances")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    was = models.CharField(max_length=7, choices=Was.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["booking", "user"], name="attendance_once")]

    def __str__(self) -> str:
        return self.was


class Absence(Scoped):
    """A member of a group will not come. Their own word, and no reason: for the supervisors. Or, with `refused_by`,
    that manager's no to their working time: the session is not theirs, until it moves (decisions/0032)."""

    scope = "booking__process"
    SEE = Action.BOOKING_MARK

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    booking = models.ForeignKey("bookings.Booking", models.PROTECT, related_name="absences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    refused_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["booking", "user"], name="absence_once")]

    def __str__(self) -> str:
        return "not coming"
