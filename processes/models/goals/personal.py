"""A supervisee's own goals: a line, how one would see that it was reached (S3-7), and how it is measured."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction

from processes.gas import Scale
from processes.models.participant import Participant
from processes.models.process import Process
from tyonohjaus.access import Action
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.sealed.models import SealedQuerySet, SealedText

from .listed import Listed


class GoalClosed(Exception):
    """Its owner has locked it or set it aside."""


class HasRatings(Exception):
    """It was rated from 0 to 10 already: what those ratings meant would change with the levels."""


class PersonalGoalQuerySet(SealedQuerySet):
    def where_user_may(self, user: Any, action: Action, *, within: Any = None) -> Any:
        """The owner's own; a supervisor's, those written since they are one. Another member has none (C22). Nothing is
        written where no content is stored (C44)."""
        rows = super().where_user_may(user, action, within=within)
        if not getattr(user, "pk", None):
            return rows
        kept = rows if action is Action.GOAL_READ else rows.filter(process__no_content_since=None)
        own = models.Q(owner=user)
        if action is Action.GOAL_WRITE:
            return kept.filter(own)
        return kept.filter(own | Participant.objects.supervising().then_and_now(user, "changed_at"))

    def standing(self) -> Any:
        """Those that count, in their owner's order."""
        return self.filter(set_aside_on=None, text_sealed__isnull=False).order_by("position", "pk")


class PersonalGoal(Listed, SealedText):
    """Sealed. Read by its owner and the process's supervisors (C22); while it is locked nobody rates or changes it
    (S4-14)."""

    SEE = Action.GOAL_READ
    SECTION = "goal"
    EVENT = "goal"

    process = models.ForeignKey(Process, models.PROTECT, related_name="personal_goals")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="goals")
    success_sealed = models.BinaryField(null=True)
    scale_sealed = models.BinaryField(null=True)
    # Why it was set aside, in its owner's own words.
    aside_sealed = models.BinaryField(null=True)
    changed_at = models.DateTimeField(default=clock.now)
    locked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = PersonalGoalQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["process", "owner"], name="personal_goal_of")]

    def __str__(self) -> str:
        return "personal goal"

    @classmethod
    def readable_by(cls, user: Any, *, within: Any = None) -> Any:
        return cls.objects.visible_to(user, within=within)

    def beside(self) -> Any:
        return PersonalGoal.objects.filter(process=self.process_id, owner=self.owner_id)

    @property
    def is_open(self) -> bool:
        """May be rated and changed."""
        return self.locked_at is None and self.set_aside_on is None

    @classmethod
    def write(
        cls,
        *,
        process: Process,
        owner: Any,
        text: str,
        success: str = "",
        key: uuid.UUID | None = None,
        seen: str | None = None,
    ) -> "PersonalGoal":
        """The owner's goal with this key anew, else a new one. `seen`: what they read there. Raises GoalClosed,
        ChangedMeanwhile."""
        with transaction.atomic():
            cls.at_the_process(process)
            goal: PersonalGoal = cls.placed(key, process=process, owner=owner)
            if not goal.is_open:
                raise GoalClosed
            goal.refuse_unseen(seen, text_sealed=text, success_sealed=success)
            goal.changed_at = clock.now()
            goal.seal_text("success_sealed", success)
            goal._put("text_sealed", text)
            record("goal.written", subject=goal, by=owner)
        return goal

    def measure(self, scale: Scale, *, by: Any) -> None:
        """Raises HasRatings, GoalClosed."""
        with transaction.atomic():
            row = PersonalGoal.objects.select_for_update(no_key=True).get(pk=self.pk)
            if not row.is_open:
                raise GoalClosed
            if scale.in_levels and row.scale_sealed is None and row.ratings.exists():
                raise HasRatings
            self.seal_text("scale_sealed", scale.packed())
            self.save(update_fields=["scale_sealed"])
            record("goal.measured", subject=self, by=by)

    def set_aside_for(self, note: str, *, by: Any) -> None:
        with transaction.atomic():
            self.set_aside(by=by)
            self.seal_text("aside_sealed", note)
            self.save(update_fields=["aside_sealed"])

    def lock(self, *, by: Any) -> None:
        self._lock(clock.now(), "goal.locked", by=by)

    def unlock(self, *, by: Any) -> None:
        self._lock(None, "goal.unlocked", by=by)

    def scale(self, *, by: Any) -> Scale:
        return Scale.unpacked(self.open_text("scale_sealed", by=by))

    def _lock(self, at: Any, event: str, *, by: Any) -> None:
        with transaction.atomic():
            row = PersonalGoal.objects.select_for_update(no_key=True).get(pk=self.pk)
            if (row.locked_at is None) == (at is None):
                return
            self.locked_at = at
            self.save(update_fields=["locked_at"])
            record(event, subject=self, by=by)
