"""The practice's rooms: one session at a time in each, by the same guard as of people (docs/decisions/0034)."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from processes import parties
from processes.models import Process
from tyonohjaus.access import Action, Scoped, ScopedQuerySet
from tyonohjaus.events import changes
from tyonohjaus.people.models import Supervisor
from tyonohjaus.people.models.dated import Dated, ends_after_start, not_over

from .calendar import Calendar


class RoomIsBooked(Exception):
    """Sessions are booked there on days on which it would not be the practice's any more."""

    def __init__(self, bookings: list[Any]) -> None:
        super().__init__(f"{len(bookings)} sessions")
        self.bookings = bookings


class RoomQuerySet(ScopedQuerySet["Room"]):
    def open_to(self, users: Iterable[uuid.UUID]) -> "RoomQuerySet":
        """To sessions of these supervisors: those for everybody, and their own."""
        return self.filter(Q(kept_for=None) | Q(kept_for__user__in=users))

    def for_sessions(self, process: Process, on: date, until: date | None = None) -> "list[Room]":
        """Those kept on that day, or on any until the other; the best first: the supervisor's own, then the smallest
        that holds all who meet then. Where none is large enough, all of them: who meets decides, not the list."""
        users = [person.user_id for person in parties.meeting(process, on)]
        heads = len(users) + len(parties.supervisees(process, on))
        found = list(self.open_to(users).filter(not_over(on), starts_on__lte=until or on).order_by("name", "pk"))
        holding = [room for room in found if not room.seats or room.seats >= heads]
        return sorted(holding or found, key=lambda room: (room.kept_for_id is None, room.seats or heads))


class Room(Dated, Scoped):
    """Kept by the office. A practice that keeps none notices nothing of rooms."""

    scope: ClassVar[str] = "practice"
    SEE = Action.ROOM_KEEP

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, default=1, related_name="+", editable=False)
    name = models.CharField(_("name"), max_length=40)
    address = models.CharField(_("address"), max_length=120, blank=True)
    # How many fit in, all who meet counted; None where it was not said.
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    # Whose sessions alone it is for; None: everybody's.
    kept_for = models.ForeignKey(Supervisor, models.PROTECT, null=True, blank=True, related_name="rooms")

    objects: ClassVar = RoomQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "name"], name="room_name_once"),
            ends_after_start("room_days"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def words(self) -> str:
        """`Tammi, Kalevankatu 3`"""
        return ", ".join(filter(None, [self.name, self.address]))

    @classmethod
    def enter(cls, *, by: Any, **values: Any) -> "Room":
        with transaction.atomic():
            room = changes.enter(cls(**values), event="room.entered", by=by)
            Calendar.objects.create(room=room)
        return room

    def change(self, *, by: Any, **values: Any) -> "Room":
        """What is booked stays as it is. Raises RoomIsBooked where sessions would be left without a room."""
        with transaction.atomic():
            Calendar.objects.filter(room=self).locked()  # who books there now is seen here
            if left := self._left_out(**values):
                raise RoomIsBooked(left)
            return changes.change(self, values, event="room.changed", by=by)

    def _left_out(self, **values: Any) -> list[Any]:
        days = Room(**{name: values.get(name, getattr(self, name)) for name in ("starts_on", "ends_on")})
        booked = self.bookings.filter(allocations__calendar__room=self).order_by("starts_at")
        return [one for one in booked if self.holds_on(one.day) and not days.holds_on(one.day)]
