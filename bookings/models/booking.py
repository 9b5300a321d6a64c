"""A session (tapaaminen), from the request to held: one concept, one model, one door for each change of state."""

import uuid
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bookings.cancellation import Assessment, assess, free_until
from processes import parties
from processes.models import Participant, Place, Process
from tyonohjaus.access import Action, Scoped
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate

from .approval import Approval
from .facts import Attendance, Cancellation, Waiver
from .queries import BookingQuerySet
from .states import MOVES, OPEN, Origin, Status

# How the UIDs of our sessions end, in whoever's calendar.
OURS = "@suvanto"


class Booking(Scoped):
    SEE = Action.BOOKING_SEE
    TAKES = "booking"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.PROTECT, related_name="bookings")
    series = models.ForeignKey("bookings.Series", models.PROTECT, null=True, blank=True, related_name="bookings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(_("place"), max_length=9, choices=Place.choices)
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
    def agreed(cls, process: Process, *, starts_at: datetime, **more: Any) -> "Booking":
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
        if verb in {"approve", "decline"}:
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
        return parties.meeting(self.process, self.day) + parties.supervisees(self.process, self.day)

    def includes(self, key: Any) -> bool:
        """Does the person with this key take part?"""
        return any(person.user_id == key for person in self.people())

    def managers_asked(self) -> list[Any]:
        return parties.managers(self.process, self.starts_at) if self.process.asks_manager else []

    def cancelling(self, *, now: datetime, by: Any) -> Assessment:
        """What calling off now would mean to this person, by the session's own rule."""
        return self.assessed(now=now, cancelled_by_supervisor=not self._is_supervisee(by))

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

    def locked(self) -> "Booking":
        """The row as it stands now, and for this transaction as nobody else changes it."""
        return Booking.objects.select_for_update(of=("self",)).select_related("process").get(pk=self.pk)

    # --- verbs

    def approve(self, *, by: Any, **how: Any) -> "Booking":
        """One manager's yes; confirmed when every manager who is asked has said so. Raises TooLate."""
        return self.answer(Approval.Answer.APPROVED, by=by, **how)

    def decline(self, *, by: Any, **how: Any) -> "Booking":
        """One manager's no: the time is released. No reason is asked. Raises TooLate."""
        return self.answer(Approval.Answer.DECLINED, by=by, **how)

    def answer(
        self,
        answer: str,
        *,
        by: Any,
        via: str = "portal",
        recorded_by: Any = None,
        deputy: Any = None,
        shown: datetime | None = None,
        series: uuid.UUID | None = None,
    ) -> "Booking":
        """One manager's answer, `recorded_by` the office when it came by phone, or given by their `deputy`.

        `shown` is the start that the answer was given to: a time that has moved since is TooLate. `series` marks one
        of many answers, of which the series tells in one mail.
        """
        with transaction.atomic():
            row = self.locked()
            if not row.can("approve", now=clock.now()) or (shown and row.starts_at != shown):
                raise TooLate(row)
            if by not in row.managers_asked():  # not any more: who decides has changed since they were shown it
                raise TooLate(row)
            if deputy and not Booking.objects.waiting_for(by, clock.now(), deputy=deputy).filter(pk=row.pk).exists():
                raise TooLate(row)  # not in their place any more, or answered
            _new, first = Approval.objects.get_or_create(
                booking=row,
                manager=by,
                for_starts_at=row.starts_at,
                defaults={"answer": answer, "via": via, "recorded_by": recorded_by, "deputy": deputy},
            )
            if not first:
                raise TooLate(row)
            actor, facts = recorded_by or deputy or by, {"series": series, "manager": by.pk}
            if answer == Approval.Answer.DECLINED:
                return row._move("decline", by=actor, via=via, **facts)
            record("booking.approved", subject=row, by=actor, via=via, **facts)
            return row._move("confirm", by=actor, via=via, series=series) if row._is_agreed else row

    def settle(self, *, by: Any, series: uuid.UUID | None = None) -> "Booking":
        """The agreement has changed, or who meets: confirmed, where nobody is left to wait for. `series`: see
        `answer`."""
        with transaction.atomic():
            row = self.locked()
            agreed = row.can("approve", now=clock.now()) and row._is_agreed
            return row._move("confirm", by=by, series=series) if agreed else row

    def lapse(self, *, series: uuid.UUID | None = None) -> "Booking":
        """The deadline has passed: the held time is free again. `series`: see `answer`."""
        with transaction.atomic():
            return self.locked()._move("lapse", by=None, series=series)

    def cancel(self, *, by: Any, now: datetime, series: uuid.UUID | None = None) -> "Booking":
        """Call it off. The rule is decided now and kept. Raises TooLate when it has begun or is no longer open.
        `series`: see `answer`."""
        with transaction.atomic():
            row = self.locked()
            if not row.can("cancel", now=now):
                raise TooLate(row)
            rule = row.cancelling(now=now, by=by)
            was = row.status
            share = rule.share_percent if rule.chargeable and was == Status.CONFIRMED else 0
            Cancellation.objects.create(booking=row, by=by, at=now, late_since=rule.free_until, share=share)
            return row._move("cancel", by=by, was=was, late=rule.late, series=series)

    def mark_held(
        self, *, by: Any, now: datetime, absent: frozenset[uuid.UUID] = frozenset(), first_only: bool = False
    ) -> "Booking":
        """It took place; `absent` names members who were not there. Raises TooLate before it has begun.

        `first_only`: a second tap must not undo what was noted of those absent; TooLate too where a mark stands.
        """
        with transaction.atomic():
            row = self._mark("mark_held", by=by, now=now, absent=absent, first_only=first_only)
            Waiver.objects.filter(booking=row).delete()  # what was let go is that nobody came
        return row

    def mark_no_show(self, *, by: Any, now: datetime) -> "Booking":
        """Nobody came. Charged like a late cancellation, and told to the payer in the same words (C10)."""
        everybody = frozenset(person.user_id for person in parties.supervisees(self.process, self.day))
        return self._mark("mark_no_show", by=by, now=now, absent=everybody)

    def mark_cancelled_late(self, *, by: Any, now: datetime) -> "Booking":
        """The supervisee called it off too late by other ways than the portal; written down afterwards."""
        return self._mark_cancelled("mark_cancelled_late", by=by, now=now)

    def mark_called_off(self, *, by: Any, now: datetime) -> "Booking":
        """It did not take place, and that is no matter of the supervisee's: never charged (DOMAIN 5.1)."""
        return self._mark_cancelled("mark_called_off", by=by, now=now)

    def waive(self, *, by: Any, now: datetime) -> "Booking":
        """Do not charge it. Needs no reason."""
        with transaction.atomic():
            row = self.locked()
            if not row.can("waive", now=now):
                raise TooLate(row)
            Waiver.objects.create(booking=row, by=by, at=now)
            record("booking.waived", subject=row, by=by)
        return row

    def reprice(self, *, by: Any, price: Decimal) -> "Booking":
        """Its own net price in euros, where the agreement's of that day was missing or wrong. Nought: not charged."""
        with transaction.atomic():
            row = self.locked()
            if row.price != price:
                row.price = price
                row.save(update_fields=["price"])
                record("booking.repriced", subject=row, by=by)
        return row

    # --- private

    @property
    def _is_agreed(self) -> bool:
        """No yes is needed, or each manager who is asked has said it; not where a yes is needed and nobody can."""
        if not self.process.asks_manager:
            return True
        yes = self.approvals.filter(answer=Approval.Answer.APPROVED, for_starts_at=self.starts_at)
        asked = {manager.pk for manager in self.managers_asked()}
        return bool(asked) and asked <= set(yes.values_list("manager", flat=True))

    @property
    def _called_off_before(self) -> bool:
        """Everybody was told then, and the time was given to others: no later mark undoes that."""
        if self.status != Status.CANCELLED:
            return False
        return not hasattr(self, "cancellation") or self.cancellation.at < self.starts_at

    def _is_supervisee(self, user: Any) -> bool:
        return any(person.user_id == user.pk for person in parties.supervisees(self.process))

    def _mark(
        self, verb: str, *, by: Any, now: datetime, absent: frozenset[uuid.UUID], first_only: bool = False
    ) -> "Booking":
        with transaction.atomic():
            row = self.locked()
            if not row.can(verb, now=now) or (first_only and row.status != Status.CONFIRMED):
                raise TooLate(row)
            Cancellation.objects.filter(booking=row).delete()  # of an earlier mark, as are these:
            row.attendances.all().delete()
            Attendance.objects.bulk_create(
                Attendance(
                    booking=row,
                    user=person.user,
                    was=Attendance.Was.ABSENT if person.user_id in absent else Attendance.Was.PRESENT,
                )
                for person in parties.supervisees(row.process, row.day)
            )
            return row._move(verb, by=by)

    def _mark_cancelled(self, verb: str, *, by: Any, now: datetime) -> "Booking":
        with transaction.atomic():
            row = self.locked()
            if not row.can(verb, now=now):
                raise TooLate(row)
            late = verb == "mark_cancelled_late"
            limit = free_until(row.starts_at, hours=row.cancellation_hours)
            share = row.cancellation_share if late else 0
            row.attendances.all().delete()  # of an earlier mark: nobody was there
            Cancellation.objects.update_or_create(
                booking=row, defaults={"by": by, "at": now, "late_since": limit, "share": share}
            )
            return row._move(verb, by=by, was=row.status, late=late)

    def _move(self, verb: str, *, by: Any, via: str = "", **facts: Any) -> "Booking":
        """The one door of every verb, which hands it the locked row: refuse, write, release the time where it ends,
        record."""
        move = MOVES[verb]
        if self.status not in move.sources:
            raise TooLate(self)
        self.status, self.held_until = move.target, None
        if move.releases:
            self.allocations.all().delete()
        if move.releases or (verb == "confirm" and self.sequence):
            self.sequence += 1  # of a moved time calendars may hold the tentative one: a new STATUS is a revision
        self.save(update_fields=["status", "held_until", "sequence"])
        record(move.event, subject=self, by=by, via=via, **facts)
        return self
