import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models, transaction

from processes.models import Process
from tyonohjaus.access import Action, Scoped
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate

from .approval import Approval
from .booking import Booking
from .states import Status


class Series(Scoped):
    """Sessions planned together: approved at once, told of in one mail."""

    SEE = Action.BOOKING_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.PROTECT, related_name="series")
    created_at = models.DateTimeField(default=clock.now, editable=False)

    def __str__(self) -> str:
        return f"series of {self.created_at:%Y-%m-%d}"

    # --- verbs: each answers all of its times that still wait, and tells of them once

    def approve(self, *, by: Any, **how: Any) -> list[Booking]:
        """One manager's yes to all that still waits for it. Raises TooLate when nothing does."""
        return self._answer(Approval.Answer.APPROVED, by=by, **how)

    def decline(self, *, by: Any, **how: Any) -> list[Booking]:
        """One manager's no to all that still waits for it. Raises TooLate when nothing does."""
        return self._answer(Approval.Answer.DECLINED, by=by, **how)

    def lapse(self, *, now: datetime) -> list[Booking]:
        """Free those of its times whose deadline has passed."""
        with transaction.atomic():
            lapsed = [booking.lapse(series=self.pk) for booking in self.bookings.expired(now).order_by("starts_at")]
            self._tell("series.lapsed", lapsed, by=None)
        return lapsed

    def settle(self, *, by: Any) -> list[Booking]:
        """Confirm those of its times that wait for nobody any more."""
        with transaction.atomic():
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
        shown: Mapping[uuid.UUID, datetime] | None = None,
    ) -> list[Booking]:
        """`shown` holds the times that the answer was given to, by booking; without it, all that wait."""
        waiting = Booking.objects.waiting_for(by, clock.now()).filter(series=self).order_by("starts_at")
        with transaction.atomic():
            answered = []
            for booking in waiting.filter(pk__in=shown) if shown is not None else waiting:
                start = shown[booking.pk] if shown is not None else None
                try:
                    how = {"via": via, "recorded_by": recorded_by, "shown": start, "series": self.pk}
                    answered.append(booking.answer(answer, by=by, **how))
                except TooLate:
                    continue  # moved, cancelled or lapsed in the meantime: the others are answered all the same
            if not answered:
                raise TooLate(self.bookings.order_by("starts_at").get(pk=next(iter(shown))) if shown else self._first())
            actor = recorded_by or by
            self._tell(f"series.{answer}", answered, by=actor, via=via, manager=by.pk)
            confirmed = [booking for booking in answered if booking.status == Status.CONFIRMED]
            self._tell("series.confirmed", confirmed, by=actor, via=via)
        return answered

    def _tell(self, event: str, bookings: list[Booking], *, by: Any, via: str = "", **facts: Any) -> None:
        if bookings:
            record(event, subject=self, by=by, via=via, bookings=[booking.pk for booking in bookings], **facts)

    def _first(self) -> Booking:
        return self.bookings.order_by("starts_at")[0]
