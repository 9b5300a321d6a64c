import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bookings.slots.search import Outcome
from processes.models import Process
from tyonohjaus.access import Action, Scoped
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate

from .agreed_time import Asked, Times
from .approval import Approval
from .booking import Booking
from .states import OPEN, Status


class Reach(models.TextChoices):
    """How far a change of one of its sessions goes."""

    THIS = "this", _("This one")
    FOLLOWING = "following", _("This one and those after it")
    ALL = "all", _("All that are still to come")


class Series(Scoped):
    """Sessions planned together: approved at once, told of in one mail."""

    SEE = Action.BOOKING_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.PROTECT, related_name="series")
    created_at = models.DateTimeField(default=clock.now, editable=False)

    def __str__(self) -> str:
        return f"series of {self.created_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("bookings:series", args=[self.pk])

    def ahead(self, *, by: Any, now: datetime) -> Any:
        """Its sessions that are open and have not begun: those that this person sees, and no one else's."""
        return (
            Booking.objects.visible_to(by).filter(series=self, status__in=OPEN, starts_at__gt=now).order_by("starts_at")
        )

    def reached(self, booking: Booking, reach: str, *, by: Any, now: datetime) -> list[Booking]:
        """Those of them that a change goes to, in order of time."""
        rows = self.ahead(by=by, now=now)
        if reach == Reach.THIS:
            rows = rows.filter(pk=booking.pk)
        elif reach == Reach.FOLLOWING:
            rows = rows.filter(starts_at__gte=booking.starts_at)
        return list(rows.with_people())

    def locked(self, shown: Mapping[uuid.UUID, Times], *, verb: str, now: datetime) -> list[Booking]:
        """These of its sessions in order of time, for this transaction as nobody else changes them. Raises TooLate
        where one does not stand any more as it was shown, or the verb does not suit it."""
        self._lock()
        rows = list(self.bookings.filter(pk__in=shown).select_for_update(of=("self",)).order_by("pk"))
        for row in rows:
            if row.times != shown[row.pk] or not row.can(verb, now=now):
                raise TooLate(row)
        return sorted(rows, key=lambda row: row.starts_at)

    # --- verbs: each answers all of its times that still wait, and tells of them once

    def approve(self, *, by: Any, **how: Any) -> list[Booking]:
        """One manager's yes to all that still waits for it. Raises TooLate when nothing does."""
        return self._answer(Approval.Answer.APPROVED, by=by, **how)

    def decline(self, *, by: Any, **how: Any) -> list[Booking]:
        """One manager's no, for their own people, to all that still waits for it. Raises TooLate when nothing does."""
        return self._answer(Approval.Answer.DECLINED, by=by, **how)

    def cancel(self, shown: Mapping[uuid.UUID, Times], *, by: Any, now: datetime) -> list[Booking]:
        """Call off all of these, each by its own rule, or none. `shown` holds their times, by booking. Raises TooLate
        when one of them has begun, has changed or is no longer open."""
        with transaction.atomic():
            rows = self.locked(shown, verb="cancel", now=now)
            cancelled = [row.cancel(by=by, now=now, series=self.pk) for row in rows]
            self._tell("series.cancelled", cancelled, by=by)
        return cancelled

    def lapse(self, *, now: datetime) -> list[Booking]:
        """Free those of its times whose deadline has passed."""
        with transaction.atomic():
            self._lock()
            expired = self.bookings.select_for_update(of=("self",)).expired(now).order_by("starts_at")
            lapsed = [booking.lapse(series=self.pk) for booking in expired]
            self._tell("series.lapsed", lapsed, by=None)
        return lapsed

    def settle(self, *, by: Any) -> list[Booking]:
        """Confirm those of its times that wait for nobody any more."""
        with transaction.atomic():
            self._lock()
            waiting = self.bookings.filter(status=Status.REQUESTED).order_by("starts_at")
            settled = [booking.settle(by=by, series=self.pk) for booking in waiting]
            confirmed = [booking for booking in settled if booking.status == Status.CONFIRMED]
            self._tell("series.confirmed", confirmed, by=by)
        return confirmed

    # --- private

    def _answer(
        self,
        answer: str,
        *,
        by: Any,
        via: str = "portal",
        recorded_by: Any = None,
        deputy: Any = None,
        shown: Mapping[uuid.UUID, Asked] | None = None,
    ) -> list[Booking]:
        """`shown` holds what the answer was given to, by booking; without it, all that wait."""
        waiting = Booking.objects.waiting_for(by, clock.now(), deputy=deputy).filter(series=self).order_by("starts_at")
        with transaction.atomic():
            self._lock()
            answered = []
            for booking in waiting.filter(pk__in=shown) if shown is not None else waiting:
                asked = shown[booking.pk] if shown is not None else None
                try:
                    how = {"via": via, "recorded_by": recorded_by, "deputy": deputy, "shown": asked}
                    answered.append(booking.answer(answer, by=by, series=self.pk, **how))
                except TooLate:
                    continue  # moved, cancelled, repriced or lapsed meanwhile: the others are answered all the same
            if not answered:
                raise TooLate(self.bookings.order_by("starts_at").get(pk=next(iter(shown))) if shown else self._first())
            actor = recorded_by or deputy or by
            approved = answer == Approval.Answer.APPROVED
            released = [booking for booking in answered if booking.status == Status.DECLINED]
            stand = [booking for booking in answered if booking not in released]
            told = {"by": actor, "via": via, "manager": by.pk}
            self._tell("series.declined", released, **told)
            self._tell("series.approved" if approved else "series.refused", stand, **told)
            confirmed = [booking for booking in answered if booking.status == Status.CONFIRMED]
            self._tell("series.confirmed", confirmed, by=actor, via=via)
        return answered

    def _lock(self) -> None:
        """Before any of its sessions: two verbs of one series would else lock them in different orders."""
        Series.objects.select_for_update(no_key=True).get(pk=self.pk)

    def _tell(self, event: str, bookings: list[Booking], *, by: Any, via: str = "", **facts: Any) -> None:
        if bookings:
            record(event, subject=self, by=by, via=via, bookings=[booking.pk for booking in bookings], **facts)

    def _first(self) -> Booking:
        return self.bookings.order_by("starts_at")[0]


class SkippedDate(Scoped):
    """A date of a series that was left out when it was planned, and what stood in its way (an `Outcome`, or that the
    process had ended): never a text, never whose. `booking` is the session that was booked for it later."""

    scope = "series__process"
    SEE = Action.BOOKING_SEE
    ENDED = "ended"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series = models.ForeignKey(Series, models.PROTECT, related_name="skipped_dates")
    starts_at = models.DateTimeField()
    outcome = models.CharField(max_length=14, choices=[(str(why), str(why)) for why in [*Outcome, ENDED]])
    booking = models.OneToOneField(Booking, models.PROTECT, null=True, related_name="instead_of")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "starts_at"], name="skipped_date_once")]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} UTC {self.outcome}"
