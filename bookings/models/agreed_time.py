"""When a session is agreed to be and where, at what price and by which rule; and what can be asked of it."""

import uuid
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bookings.cancellation import Assessment, assess
from processes import parties
from processes.models import Participant, Place, Process
from processes.own_part import OwnPart
from tyonohjaus.access import Action, Scoped
from tyonohjaus.lib import clock

from .queries import BookingQuerySet
from .states import MOVES, OPEN, Origin, Status

# How the UIDs of our sessions end, in whoever's calendar.
OURS = "@suvanto"

Times = tuple[datetime, datetime]
"""When it begins and when it ends."""


class Asked(NamedTuple):
    """What a manager is shown of a session, and answers: its times, and net euros of what their own employer pays of
    it; None where it pays nothing, or nobody has said what it costs."""

    times: Times
    price: Decimal | None


class AgreedTime(Scoped):
    SEE = Action.BOOKING_SEE
    TAKES = "booking"

    absences: Any  # rows that name this one

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.PROTECT, related_name="bookings")
    series = models.ForeignKey("bookings.Series", models.PROTECT, null=True, blank=True, related_name="bookings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(_("place"), max_length=9, choices=Place.choices)
    # On the premises of a practice that keeps rooms: the one that it takes, or had taken.
    room = models.ForeignKey("bookings.Room", models.PROTECT, null=True, blank=True, related_name="bookings")
    status = models.CharField(max_length=9, choices=Status.choices)
    origin = models.CharField(max_length=8, choices=Origin.choices)
    # Until when a request holds its time; None once it does not.
    held_until = models.DateTimeField(null=True, blank=True)
    # The agreement's net price on the day it was booked, in euros.
    price = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    # The agreement's rule of that day: free until so many hours before, after it so many percent of the price.
    cancellation_hours = models.PositiveSmallIntegerField()
    cancellation_share = models.PositiveSmallIntegerField()
    # Where fewer than agreed would come to a group: with how many it is held all the same.
    stands_with = models.PositiveSmallIntegerField(null=True, blank=True)
    # iCalendar's SEQUENCE: up by one with every change that participants are told of.
    sequence = models.PositiveSmallIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    # The form's own token: a second click finds the first one's booking (A3).
    request_key = models.UUIDField(null=True, unique=True, editable=False)
    # Process key and start as first imported.
    import_key = models.CharField(max_length=80, null=True, unique=True, editable=False)  # noqa: DJ001 (unique, and most have none)

    objects: ClassVar = BookingQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="booking_period"),
            models.CheckConstraint(
                condition=Q(status="requested", held_until__isnull=False)
                | (~Q(status="requested") & Q(held_until__isnull=True)),
                name="booking_held_while_requested",
            ),
            models.CheckConstraint(condition=Q(cancellation_share__lte=100), name="booking_cancellation_share"),
        ]
        indexes = [
            models.Index(fields=["process", "starts_at"], name="booking_process_time"),
            models.Index(fields=["held_until"], condition=Q(status="requested"), name="booking_holds"),
            models.Index(fields=["starts_at"], condition=Q(status="confirmed"), name="booking_confirmed"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} UTC {self.status}"

    def get_absolute_url(self) -> str:
        return reverse("bookings:detail", args=[self.pk])

    @classmethod
    def agreed(cls, process: Process, *, starts_at: datetime, **more: Any) -> Self:
        """Not saved yet: as long as the agreement says today, at its price and with its rule of cancelling. What is
        agreed later changes none of these."""
        terms = {
            "ends_at": starts_at + timedelta(minutes=process.length_minutes),
            "price": process.price,
            "cancellation_hours": process.cancellation_hours,
            "cancellation_share": process.cancellation_share,
        }
        return cls(process=process, starts_at=starts_at, **terms | more)

    # --- questions

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def times(self) -> Times:
        return self.starts_at, self.ends_at

    @property
    def shown(self) -> str:
        """The session and its time, as a page's form carries them: what has changed since is not acted on."""
        return f"{self.pk}@{self.starts_at.isoformat()}/{self.ends_at.isoformat()}"

    @property
    def day(self) -> date:
        return clock.day_of(self.starts_at)

    @property
    def uid(self) -> str:
        """iCalendar's UID, the same for life."""
        return f"{self.pk}{OURS}"

    @staticmethod
    def is_own_uid(uid: str) -> bool:
        """Is it one of ours, wherever it is met again?"""
        return uid.endswith(OURS)

    def can(self, verb: str, *, now: datetime) -> bool:
        """Does the state, and the hour, allow it? (Who may is asked of access.)"""
        if verb in {"approve", "decline", "accept", "turn_down"}:
            return self.status == Status.REQUESTED and self.held_until is not None and now < self.held_until
        if verb in {"cancel", "move"}:
            return self.status in OPEN and now < self.starts_at
        if verb.startswith("mark_"):
            return self.status in MOVES[verb].sources and now >= self.starts_at and not self._called_off_before
        if verb == "waive":
            return self.status in {Status.CANCELLED, Status.NO_SHOW} and not hasattr(self, "waiver")
        raise KeyError(verb)

    def people(self) -> list[Participant]:
        """Who takes part on its day, the supervisors first: every mail to them, calendar and reminder asks this."""
        leading, supervised = parties.both_sides(self.process, self.day)
        return leading + self._not_refused(supervised)

    def supervisees(self) -> list[Participant]:
        """Of the members of its day those to whose working time nobody said no."""
        return self._not_refused(parties.supervisees(self.process, self.day))

    def _not_refused(self, people: list[Participant]) -> list[Participant]:
        refused = self.refused
        return [one for one in people if one.user_id not in refused]

    @property
    def refused(self) -> set[uuid.UUID]:
        """Whose manager said no to their working time: it stands without them."""
        return {one.user_id for one in self.absences.all() if one.refused_by_id}

    @property
    def not_coming(self) -> set[uuid.UUID]:
        """Who will not be there: by their own word, or by their manager's no."""
        return {one.user_id for one in self.absences.all()}

    def stands_without_those_of(self, manager: Any) -> bool:
        """Did this manager say no for all of their own people?"""
        own = {one.user_id for one in parties.own_people(self.process, manager, self.day)}
        return bool(own) and own <= self.refused

    def includes(self, key: Any) -> bool:
        """Does the person with this key take part?"""
        return any(person.user_id == key for person in self.people())

    def managers_asked(self) -> list[Any]:
        return parties.managers(self.process, self.starts_at) if self.process.asks_manager else []

    def price_of(self, part: OwnPart) -> Decimal | None:
        """What a manager's own employer pays of it; None where that is nothing, or nobody has said what it costs."""
        if self.price is None or not part.pays(self.process, self.day):
            return None
        return part.of(self.price, self.process, self.day)

    def cancelling(self, *, now: datetime, by: Any) -> Assessment:
        """What calling off now would mean to this person, by the session's own rule."""
        return self.assessed(now=now, cancelled_by_supervisor=not self._is_supervisee(by))

    def cost_of_cancelling(self, *, now: datetime, by: Any) -> int:
        """Percent of the price: what waits for a yes costs nothing."""
        rule = self.cancelling(now=now, by=by)
        return rule.share_percent if rule.chargeable and self.status == Status.CONFIRMED else 0

    def as_shown(self, *, now: datetime, by: Any) -> str:
        """Its time, and what calling it off would cost this person: their page carries it back."""
        return f"{self.shown} {self.cost_of_cancelling(now=now, by=by)}"

    def assessed(self, *, now: datetime, cancelled_by_supervisor: bool) -> Assessment:
        return assess(
            starts_at=self.starts_at,
            now=now,
            hours=self.cancellation_hours,
            share_percent=self.cancellation_share,
            price=self.price,
            cancelled_by_supervisor=cancelled_by_supervisor,
        )

    @property
    def charged_percent(self) -> int:
        """Percent of the price that the payer pays, once it is over: 0 while it is not."""
        if hasattr(self, "waiver"):
            return 0
        if self.status == Status.HELD:
            return 100
        if self.status == Status.NO_SHOW:
            return self.cancellation_share
        return self.cancellation.share if self.status == Status.CANCELLED and hasattr(self, "cancellation") else 0

    # --- private

    @property
    def _called_off_before(self) -> bool:
        """Everybody was told then, and the time was given to others: no later mark undoes that."""
        if self.status != Status.CANCELLED:
            return False
        return not hasattr(self, "cancellation") or self.cancellation.at < self.starts_at

    def _is_supervisee(self, user: Any) -> bool:
        return any(person.user_id == user.pk for person in parties.supervisees(self.process))
