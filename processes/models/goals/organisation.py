"""What the organisation hopes for: the office enters it, the parties and the process's manager read it (S4-3)."""

import uuid
from typing import Any

from django.db import models, transaction

from processes.models.process import Process
from tyonohjaus.access import Action, Scoped
from tyonohjaus.events.record import record
from tyonohjaus.lib.moves import refuse_unseen

from .listed import Listed


class OrganisationGoal(Listed, Scoped):
    """`success` is how one would see that it was reached (S3-7)."""

    SEE = Action.ORGANISATION_GOAL_SEE
    EVENT = "organisation_goal"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.PROTECT, related_name="organisation_goals")
    text = models.CharField(max_length=200)
    success = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.text

    @property
    def said(self) -> tuple[str, str]:
        return self.text, self.success

    def beside(self) -> Any:
        return OrganisationGoal.objects.filter(process=self.process_id)

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
    ) -> "OrganisationGoal":
        """The goal with this key anew, else a new one. `seen`: what its writer read there. Raises ChangedMeanwhile."""
        with transaction.atomic():
            cls.at_the_process(process)
            goal: OrganisationGoal = cls.placed(key, process=process)
            refuse_unseen(seen, stands=goal.said, becomes=(text, success))
            goal.text, goal.success = text, success
            goal.save()
            record("organisation_goal.written", subject=goal, by=by)
        return goal

    @classmethod
    def first_of(cls, process: Any) -> "OrganisationGoal | None":
        """The one that stands in the agreement's form and in the practice's lists."""
        return cls.objects.filter(process=process, set_aside_on=None).order_by("position", "pk").first()

    @classmethod
    def keep_first(cls, process: Any, text: str) -> bool:
        """What the agreement's form or a list says of it; empty takes it away. Did it change?"""
        first = cls.first_of(process)
        if text == (first.text if first else ""):
            return False
        if first and not text:
            first.delete()
        elif first:
            first.text = text
            first.save(update_fields=["text"])
        else:
            goal = cls(process=process, text=text)
            goal.stand_last()
            goal.save()
        return True
