"""Whose time, and what of it is taken. The database refuses an overlap on one calendar, whatever the code above does:
single, series, move, approval, admin and import all meet the same guard (A1–A6)."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, QuerySet

from processes import parties
from processes.heads import ALONE
from processes.models import Place, Process
from tyonohjaus.lib import clock
from tyonohjaus.lib.exclusion import Period, PostgresExclusion

# Another agreed place may turn out to be the premises: it is met at in any of the hours.
IN_A_ROOM = frozenset({Place.PREMISES.value, Place.OTHER.value})


def whose_time(process: Process, on: date) -> list[uuid.UUID]:
    """Whose calendars a session of that Helsinki day takes: of those who meet then, whoever it is today. Hard for each
    supervisor, and for the supervisee of an individual process; a group member's own clash is a warning to that member
    alone."""
    leading, supervised = parties.both_sides(process, on)
    alone = supervised if process.kind in ALONE else []
    return [person.user_id for person in [*leading, *alone]]


class CalendarQuerySet(QuerySet["Calendar"]):
    def locked(self) -> "list[Calendar]":
        """Lock these in primary-key order. Without the order, and the lock, the exclusion constraint alone deadlocks:
        76–95 times in 400 rounds of 20 threads, waits up to 19 s (DESIGN section 6)."""
        return list(self.select_for_update(of=("self",)).order_by("pk"))

    def of_users(self, users: Iterable[uuid.UUID]) -> "CalendarQuerySet":
        """Everybody's calendar; made when somebody's first is needed."""
        users = list(users)
        have = set(self.filter(user__in=users).values_list("user", flat=True))
        missing: list[Any] = [Calendar(user_id=user) for user in users if user not in have]
        if missing:
            self.bulk_create(missing, ignore_conflicts=True)
        return self.filter(user__in=users)

    def for_sessions(self, process: Process, *starts: datetime, place: str = "") -> "CalendarQuerySet":
        """All that sessions at these times may take, each of its own day: theirs who meet, and of the rooms each that
        may be chosen. `place`: another kind of place than the agreement's."""
        days = {clock.day_of(start) for start in starts}
        users = {user for day in days for user in whose_time(process, day)}
        calendars = self.of_users(users)
        return calendars | self.of_rooms_open_to(users) if (place or process.place) in IN_A_ROOM else calendars

    def of_rooms_open_to(self, users: Iterable[uuid.UUID]) -> "CalendarQuerySet":
        kept_for_all = Q(room__isnull=False, room__kept_for=None)
        return self.filter(kept_for_all | Q(room__kept_for__user__in=users))


class Calendar(models.Model):
    """One per person, and one per room of the practice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="calendar")
    room = models.OneToOneField("bookings.Room", models.PROTECT, null=True, related_name="calendar")

    objects = CalendarQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, room__isnull=True) | Q(user__isnull=True, room__isnull=False),
                name="calendar_of_one",
            )
        ]

    def __str__(self) -> str:
        return f"calendar of {self.user_id or self.room_id}"


class Allocation(models.Model):
    """The time taken, half-open, in UTC, padded by its buffer. Releasing deletes it: the guard knows no status."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    calendar = models.ForeignKey(Calendar, models.PROTECT, related_name="allocations")
    # What takes it: a session, or a time held for one who asked for an earlier one.
    booking = models.ForeignKey("bookings.Booking", models.CASCADE, null=True, related_name="allocations")
    offer = models.ForeignKey("bookings.TimeOffer", models.CASCADE, null=True, related_name="allocations")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="allocation_period"),
            models.UniqueConstraint(fields=["calendar", "booking"], name="allocation_once"),
            models.UniqueConstraint(fields=["calendar", "offer"], name="allocation_once_offered"),
            models.CheckConstraint(
                condition=Q(booking__isnull=False, offer__isnull=True) | Q(booking__isnull=True, offer__isnull=False),
                name="allocation_of_one",
            ),
            PostgresExclusion(
                name="allocation_no_overlap",
                expressions=[
                    (F("calendar"), RangeOperators.EQUAL),
                    (Period("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        # Search asks for one calendar's future; the past does not slow it.
        indexes = [models.Index(fields=["calendar", "ends_at"], name="allocation_future")]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} UTC"
