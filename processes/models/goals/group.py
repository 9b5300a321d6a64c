"""Goals of a group or a work community, apart from personal ones (S2-3): its members' and its supervisors' own. Where
the agreement lets the payer see them, it reads their text and never a rating."""

import uuid
from datetime import date
from typing import Any, ClassVar

from django.db import models, transaction

from processes.models.participant import Participant
from processes.models.process import Process
from tyonohjaus.access import Action, Scoped
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.people.models.dated import current
from tyonohjaus.sealed.models import SealedQuerySet, SealedText

from .listed import Listed


class GroupGoalsShown(Scoped):
    """A row stands for an agreement by which the payer sees the text of the group's goals."""

    SEE = Action.PROCESS_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.OneToOneField(Process, models.PROTECT, related_name="group_goals_shown")
    since = models.DateField(default=clock.today)

    def __str__(self) -> str:
        return f"since {self.since}"

    @classmethod
    def since_of(cls, process: Any) -> date | None:
        return cls.objects.filter(process=process).values_list("since", flat=True).first()

    @classmethod
    def switch(cls, process: Process, *, on: bool, by: Any) -> None:
        """From now. What was written before stays the group's: it opens when a member saves it again."""
        with transaction.atomic():
            Listed.at_the_process(process)
            rows = cls.objects.filter(process=process)
            if rows.exists() == on:
                return
            if on:
                cls.objects.create(process=process)
            else:
                rows.delete()
                GroupGoal.objects.filter(process=process).update(opened_at=None)
            record("process.group_goals_shown" if on else "process.group_goals_hidden", subject=process, by=by)


class GroupGoalQuerySet(SealedQuerySet):
    def where_user_may(self, user: Any, action: Action, *, within: Any = None) -> Any:
        rows = super().where_user_may(user, action, within=within)
        if action is Action.GROUP_GOAL_SHOWN:
            return rows.filter(opened_at__isnull=False, set_aside_on=None, process__group_goals_shown__isnull=False)
        return rows if action is Action.GROUP_GOAL_READ else rows.filter(process__no_content_since=None)

    def standing(self) -> Any:
        return self.filter(set_aside_on=None).order_by("position", "pk")


class GroupGoal(Listed, SealedText):
    """`opened_at`: when a member saved it knowing that the payer reads it. A supervisor's words go back to the group
    first, and reach a manager only when a member has saved them (C15, S4-13)."""

    SEE = Action.GROUP_GOAL_READ
    SECTION = "group goal"
    EVENT = "group_goal"

    process = models.ForeignKey(Process, models.PROTECT, related_name="group_goals")
    success_sealed = models.BinaryField(null=True)
    opened_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = GroupGoalQuerySet.as_manager()

    def __str__(self) -> str:
        return "group goal"

    @property
    def is_agreed_shown(self) -> bool:
        """Does the agreement let the payer read the group's goals?"""
        return hasattr(self.process, "group_goals_shown")

    def beside(self) -> Any:
        return GroupGoal.objects.filter(process=self.process_id)

    @classmethod
    def write(
        cls,
        *,
        process: Process,
        text: str,
        success: str = "",
        by: Any,
        key: uuid.UUID | None = None,
        seen: str | None = None,
    ) -> "GroupGoal":
        """The goal with this key anew, else a new one. `seen`: what its writer read there. Raises ChangedMeanwhile."""
        with transaction.atomic():
            cls.at_the_process(process)
            goal: GroupGoal = cls.placed(key, process=process)
            goal.refuse_unseen(seen, text_sealed=text, success_sealed=success)
            member = Participant.objects.supervised().filter(current(), process=process, user=by).exists()
            shown = member and GroupGoalsShown.since_of(process) is not None
            goal.opened_at = clock.now() if shown else None
            goal.seal_text("success_sealed", success)
            goal._put("text_sealed", text)
            record("group_goal.written", subject=goal, by=by)
        return goal
