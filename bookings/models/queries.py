"""Which sessions: the words for them that pages, rules and tasks use."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models

from processes.models import Participant
from tyonohjaus.access import Action, ScopedQuerySet
from tyonohjaus.people.models.dated import current

from .approval import Approval
from .states import OPEN, TAKES_TIME, Status

if TYPE_CHECKING:
    from .booking import Booking  # noqa: F401 (named as text below)


class BookingQuerySet(ScopedQuerySet["Booking"]):
    def open(self) -> "BookingQuerySet":
        return self.filter(status__in=OPEN)

    def confirmed(self) -> "BookingQuerySet":
        return self.filter(status=Status.CONFIRMED)

    def counted(self) -> "BookingQuerySet":
        """Those that use up the agreed number of sessions."""
        return self.filter(status__in=TAKES_TIME)

    def coming(self, now: datetime) -> "BookingQuerySet":
        return self.open().filter(ends_at__gt=now).order_by("starts_at")

    def over(self, now: datetime) -> "BookingQuerySet":
        """All but what is coming: past, or called off; the latest first."""
        return self.exclude(status__in=OPEN, ends_at__gt=now).order_by("-starts_at", "pk")

    def unmarked(self, now: datetime) -> "BookingQuerySet":
        return self.confirmed().filter(ends_at__lte=now).order_by("starts_at")

    def expired(self, now: datetime) -> "BookingQuerySet":
        return self.filter(status=Status.REQUESTED, held_until__lte=now)

    def waiting_for(self, manager: Any, now: datetime) -> "BookingQuerySet":
        """Requests that wait for this manager's answer, about their own people, in time."""
        answered = Approval.objects.filter(
            booking=models.OuterRef("pk"), manager=manager, for_starts_at=models.OuterRef("starts_at")
        )
        own = Participant.objects.filter(current(), manager=manager, capacity=Participant.As.SUPERVISEE)
        return (
            self.where_user_may(manager, Action.BOOKING_APPROVE)
            .filter(status=Status.REQUESTED, held_until__gt=now, process__in=own.values("process"))
            .exclude(models.Exists(answered))
            .order_by("held_until", "starts_at")
        )

    def with_people(self) -> "BookingQuerySet":
        """What a row on a list shows, in a fixed number of queries."""
        return self.select_related("process", "process__organisation", "cancellation", "waiver").prefetch_related(
            models.Prefetch("process__participants", Participant.objects.by_name())
        )
