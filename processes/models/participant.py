"""Who is in a process, as what, from when to when: what they read there hangs on it."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from tyonohjaus.access import Action, Scoped, ScopedQuerySet
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.people.models.dated import Dated, current, days_or_none, not_over


class ParticipantQuerySet(ScopedQuerySet["Participant"]):
    def by_name(self) -> "ParticipantQuerySet":
        """With who they are, how they give their time, and who says yes for them, in the order in which they stand
        everywhere."""
        return self.select_related("user__supervisor", "manager").order_by("user__name", "pk")

    def supervising(self) -> "ParticipantQuerySet":
        return self.exclude(capacity=Participant.As.SUPERVISEE)

    def supervised(self) -> "ParticipantQuerySet":
        return self.filter(capacity=Participant.As.SUPERVISEE)

    def lasting(self) -> "ParticipantQuerySet":
        """Without who stands in for some days."""
        return self.filter(stands_for=None)

    def since(self, instant: str) -> "ParticipantQuerySet":
        """For a subquery: those who had joined, and had not left, at the outer row's `instant`."""
        at, day = OuterRef(instant), OuterRef(f"{instant}__date")
        return self.filter(
            Q(joined_at=None) | Q(joined_at__lte=at), Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day
        )

    def managed(self, manager: Any, instant: str) -> "ParticipantQuerySet":
        """For a subquery: this manager's own people, of today or agreed on for a day to come, who were, or will be,
        there at the outer row's `instant`."""
        return self.supervised().filter(not_over(), manager=manager).since(instant)

    def managed_since(self, manager: Any, instant: str) -> "ParticipantQuerySet":
        """Those of them who were this manager's at that `instant` (C12)."""
        return self.managed(manager, instant).filter(Q(manager_since=None) | Q(manager_since__lte=OuterRef(instant)))

    def then_and_now(self, user: Any, instant: str) -> Q:
        """For rows that name their process: this person is one of these today, and was so at the row's `instant`. It
        need not be the same stay: who comes back reads what they were there for, and nothing of the time between."""
        own = self.filter(user=user, process=OuterRef("process"))
        return Q(models.Exists(own.filter(current()))) & Q(models.Exists(own.since(instant)))


class Participant(Dated, Scoped):
    """Joins a person to a process, with a capacity and days. `manager` approves for this supervisee."""

    class As(models.TextChoices):
        SUPERVISEE = "supervisee", _("Supervisee")
        SUPERVISOR = "supervisor", _("Supervisor")
        CO_SUPERVISOR = "co_supervisor", _("Co-supervisor")

    SEE = Action.PROCESS_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="participants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="participations")
    capacity = models.CharField(max_length=13, choices=As.choices)
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="approves"
    )
    # Of a substitute: whose sessions they take over in these days.
    stands_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    # Of a manager named later: what was before is not theirs to see (C12). None: the whole of this row is.
    manager_since = models.DateTimeField(null=True, editable=False)
    # Where they were added in the course of their first day: what was before that hour is not theirs to read (C23).
    # None: the whole of that day is.
    joined_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process", "user"], condition=Q(ends_on__isnull=True), name="participant_once_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["process"],
                condition=Q(capacity="supervisor", ends_on__isnull=True),
                name="participant_one_supervisor",
            ),
            models.CheckConstraint(
                condition=Q(manager__isnull=True) | ~Q(manager=F("user")), name="participant_own_manager"
            ),
            models.CheckConstraint(
                condition=Q(manager__isnull=True) | Q(capacity="supervisee"), name="participant_manager_of_supervisee"
            ),
            # A substitute is a co-supervisor of some days, never of nobody or of themselves.
            models.CheckConstraint(
                condition=Q(stands_for__isnull=True)
                | (Q(capacity="co_supervisor", ends_on__isnull=False) & ~Q(stands_for=F("user"))),
                name="participant_substitute",
            ),
            days_or_none("participant_days"),
        ]
        indexes = [models.Index(fields=["user", "capacity"], name="participant_user")]

    def __str__(self) -> str:
        return f"{self.user}: {self.capacity}"

    def was_in(self, instant: datetime) -> bool:
        """The same as `since()`, for a row already read."""
        joined = self.joined_at is None or self.joined_at <= instant
        return joined and self.holds_on(clock.day_of(instant))

    def ask(self, manager: Any, *, by: Any) -> None:
        """Who says yes for this supervisee from now on; None: nobody."""
        before, now = self.manager_id, manager.pk if manager else None
        if before == now:
            return
        with transaction.atomic():
            self.manager, self.manager_since = manager, clock.now()
            self.save(update_fields=["manager", "manager_since"])
            record("process.manager_changed", subject=self.process, by=by, person=self.user_id, before=before, now=now)

    @property
    def of(self) -> tuple[Any, str]:
        """Who, and as what."""
        return self.user_id, self.capacity

    def may_stay(self, on: date) -> bool:
        """Was to leave, has not left, and is wanted on from then: nobody who was away, if for an hour, was here."""
        last = self.ends_on
        return last is not None and last >= max(clock.today(), self.starts_on, on - timedelta(days=1))

    def stay(self, *, on: date, joined_at: datetime | None) -> None:
        """One who was to leave does not; one who was to come later comes on that day."""
        self.ends_on = None
        if on < self.starts_on:
            self.starts_on, self.joined_at = on, joined_at
        self.save(update_fields=["ends_on", "starts_on", "joined_at"])
