"""Goals in layers. What different people may see lives in different models (DESIGN section 2): the organisation's
goal is open to its manager; a personal goal is sealed, and the manager and the office have no road to it."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models, transaction

from tyonohjaus.access import Action, Scoped
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.sealed.models import SealedModel

from .participant import Participant
from .process import Process


class OrganisationGoal(Scoped):
    """What the organisation hopes for: entered by the office, open to the process's manager and parties."""

    SEE = Action.ORGANISATION_GOAL_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.OneToOneField(Process, models.PROTECT, related_name="organisation_goal")
    text = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.text


class PersonalGoal(SealedModel):
    """A supervisee's own goal, one line, sealed. Read by its owner and the process's supervisors (C22)."""

    SEE = Action.GOAL_READ
    SECTION = "goal"

    process = models.ForeignKey(Process, models.PROTECT, related_name="personal_goals")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="goals")
    text_sealed = models.BinaryField(null=True)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "owner"], name="personal_goal_one")]

    def __str__(self) -> str:
        return "personal goal"

    @classmethod
    def readable_by(cls, user: Any) -> Any:
        """The owner's own; a supervisor's, those written since they are one. Another member reads none (C22)."""
        mine = models.Q(owner=user) | Participant.objects.supervising().then_and_now(user, "changed_at")
        return cls.objects.visible_to(user).filter(mine)

    @classmethod
    def write(cls, *, process: Process, owner: Any, text: str) -> "PersonalGoal":
        with transaction.atomic():
            goal, _new = cls.objects.get_or_create(process=process, owner=owner)  # the same row for a second tap
            goal.changed_at = clock.now()
            goal._put("text_sealed", text)
            record("goal.written", subject=goal, by=owner)
        return goal

    def read(self, *, by: Any) -> str:
        return self.open_text("text_sealed", by=by)
