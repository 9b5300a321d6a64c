"""What only some practices want ("Lisätoiminnot"): off until the office switches it on, so that everyday pages stay
light."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from tyonohjaus.access import Action, Scoped
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock

from .practice import Practice


class Extra(Scoped):
    """A row stands for a switch that is on, with the day since when. What was written before it was switched off stays,
    and is shown again once it is on."""

    class Name(models.TextChoices):
        GOAL_WEIGHTS = "goal_weights", _("Weights of goals and the T-score")
        SESSION_CHECK = "session_check", _("A short check after each session")
        INSIDE_FEEDBACK = "inside_feedback", _("Feedback asked inside the organisation")
        STRENGTHS = "strengths", _("Strengths")
        QUESTION_BANK = "question_bank", _("Questions to reflect on")

    scope: ClassVar[str] = "practice"
    SEE = Action.PRACTICE_EDIT

    practice = models.ForeignKey(Practice, models.PROTECT, default=1, related_name="extras", editable=False)
    name = models.CharField(max_length=20, choices=Name.choices, unique=True)
    since = models.DateField(default=clock.today)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def all_on(cls) -> frozenset[str]:
        return frozenset(cls.objects.values_list("name", flat=True))

    @classmethod
    def is_on(cls, name: str) -> bool:
        return cls.objects.filter(name=name).exists()

    @classmethod
    def switch(cls, names: Iterable[str], *, by: Any) -> None:
        """These are on from now, the others off."""
        wanted = set(names)
        with transaction.atomic():
            before = set(cls.objects.select_for_update().values_list("name", flat=True))
            if wanted == before:
                return
            cls.objects.exclude(name__in=wanted).delete()
            fresh: list[Any] = [cls(name=name) for name in sorted(wanted - before)]
            cls.objects.bulk_create(fresh, ignore_conflicts=True)
            record("practice.extras_changed", subject=Practice.objects.get(), by=by, on=sorted(wanted))
