"""When a supervisor is busy elsewhere: their own calendar, read by an address that they have given (decision 0030).

The address opens the calendar to whoever has it, so it rests sealed under the supervisor's own key, is never shown
again and never logged. Of the calendar itself, start and end are kept.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tyonohjaus.access import Action, Scoped
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.outward import Fault as Outside
from tyonohjaus.lib.periods import Period
from tyonohjaus.people.models import Supervisor
from tyonohjaus.sealed import cipher
from tyonohjaus.sealed.models import DataKey, key_for

# Four readings missed: what stands here may no longer be so.
STALE = timedelta(hours=1)


class BusyCalendar(Scoped):
    """One of each supervisor. Its busy times close no booked session; they are only not offered."""

    scope: ClassVar[str] = "supervisor"
    SEE = Action.AVAILABILITY_EDIT

    class Fault(models.TextChoices):
        """Why the last reading gave nothing; the times of the last good one stand."""

        ADDRESS = Outside.ADDRESS, _("It is no address of a calendar.")
        # In the words of UNKNOWN: whoever writes an address learns nothing of what lies inside.
        INSIDE = Outside.INSIDE, _("No server answers to that name.")
        UNKNOWN = Outside.UNKNOWN, _("No server answers to that name.")
        UNREACHABLE = Outside.UNREACHABLE, _("The connection was not made, or broke off.")
        SLOW = Outside.SLOW, _("The server did not answer within 20 seconds.")
        LARGE = Outside.LARGE, _("The calendar is larger than 5 megabytes.")
        REFUSED = Outside.REFUSED, _("The server did not give the calendar.")
        MOVED = Outside.MOVED, _("The address led on to another more than three times.")
        NONSENSE = "nonsense", _("What the server gave is no calendar that can be read.")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supervisor = models.OneToOneField(Supervisor, models.PROTECT, related_name="busy_calendar")
    address = models.BinaryField()
    # Of the address only this is shown.
    host = models.CharField(max_length=253)
    entered_at = models.DateTimeField(default=clock.now)
    tried_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=11, choices=Fault.choices, blank=True)

    def __str__(self) -> str:
        return self.host

    @classmethod
    def subscribe(cls, supervisor: Supervisor, *, address: str, by: Any) -> "BusyCalendar":
        """In the place of the one before, whose times go with it."""
        with transaction.atomic():
            Supervisor.objects.select_for_update().get(pk=supervisor.pk)
            cls.objects.filter(supervisor=supervisor).delete()
            row = cls(supervisor=supervisor, host=urlsplit(address).hostname or "")
            key = key_for("person", supervisor.user_id)
            row.address = cipher.seal(address, key=key.open(), key_id=key.pk, place=row._place())
            row.save(force_insert=True)
            record("busy_calendar.subscribed", subject=row, by=by)
        return row

    def unsubscribe(self, *, by: Any) -> None:
        with transaction.atomic():
            record("busy_calendar.unsubscribed", subject=self, by=by)
            self.delete()

    def opened_address(self) -> str:
        """For the worker that reads it. Raises Unreadable."""
        blob = bytes(self.address)
        key = DataKey.objects.filter(pk=cipher.key_of(blob)).first()
        if key is None:
            raise cipher.Unreadable("the key is not in this key store")
        return cipher.unseal(blob, key=key.open(), place=self._place())

    def keep(self, periods: Iterable[Period], *, now: datetime) -> None:
        """A good reading: these times in the place of those before, all at once."""
        with transaction.atomic():
            if not self._tried(now=now, read_at=now, fault=""):
                return  # another address has come meanwhile
            self.times.all().delete()
            BusyTime.objects.bulk_create(
                BusyTime(calendar=self, starts_at=period.start, ends_at=period.end) for period in periods
            )

    def note_fault(self, fault: str, *, now: datetime) -> None:
        """The last good times stand."""
        self._tried(now=now, fault=fault)

    def is_stale(self, now: datetime) -> bool:
        return bool(self.fault) or (self.read_at or self.entered_at) < now - STALE

    def _tried(self, *, now: datetime, **values: Any) -> int:
        return type(self).objects.filter(pk=self.pk).update(tried_at=now, **values)

    def _place(self) -> cipher.Place:
        return cipher.Place("person", self.supervisor.user_id, "bookings.busycalendar.address", self.pk)


class BusyTime(Scoped):
    """Half-open, in UTC. No title, no place, nobody's name: nothing else of the calendar is kept."""

    scope: ClassVar[str] = "calendar__supervisor"
    SEE = Action.AVAILABILITY_EDIT

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    calendar = models.ForeignKey(BusyCalendar, models.CASCADE, related_name="times")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="busy_time_period")]
        indexes = [models.Index(fields=["calendar", "ends_at"], name="busy_time_future")]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} UTC"
