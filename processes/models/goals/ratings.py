"""Where a personal goal stood on a day, as its owner and as a supervisor saw it. The owner's rating counts (S4-14)."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models, transaction

from processes.gas import OutOfRange
from processes.models.participant import Participant
from processes.models.process import Process
from tyonohjaus.access import Action
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.sealed.models import SealedModel

from .personal import GoalClosed, PersonalGoal


class DayOutside(Exception):
    """Still to come, or before the process began."""


class DayRated(Exception):
    """That day has this person's rating, written on an earlier day: what was thought then stays."""


class GoalRating(SealedModel):
    """One a person, goal and day; mended while it is still the day on which it was written. Scores are content."""

    SEE = Action.GOAL_READ
    SECTION = "goal"

    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    goal = models.ForeignKey(PersonalGoal, models.PROTECT, related_name="ratings")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()
    value_sealed = models.BinaryField(null=True)
    # What would be one step up (S1-11).
    step_sealed = models.BinaryField(null=True)
    rated_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["goal", "author", "on"], name="rating_one_a_day")]

    def __str__(self) -> str:
        return "rating"

    @classmethod
    def readable_by(cls, user: Any, *, within: Any = None) -> Any:
        """Of the goals that they read; a supervisor those written since they are one."""
        since = models.Q(goal__owner=user) | Participant.objects.supervising().then_and_now(user, "rated_at")
        goals = PersonalGoal.readable_by(user, within=within)
        return cls.objects.visible_to(user, within=within).filter(since, goal__in=goals.values("pk"))

    @classmethod
    def write(cls, *, goal: PersonalGoal, value: int, by: Any, on: date | None = None, step: str = "") -> "GoalRating":
        """Raises OutOfRange, DayOutside, DayRated, GoalClosed."""
        today = clock.today()
        on = on or today
        if not min(goal.process.starts_on, today) <= on <= today:
            raise DayOutside
        with transaction.atomic():
            row = PersonalGoal.objects.select_for_update(no_key=True).get(pk=goal.pk)
            if not row.is_open:
                raise GoalClosed
            if value not in row.scale(by=by).values:
                raise OutOfRange
            rating = cls._at(goal=row, process=row.process, author=by, on=on)
            if not rating._state.adding and clock.day_of(rating.rated_at) != today:
                raise DayRated
            rating.rated_at = clock.now()
            rating.seal_text("step_sealed", step)
            rating._put("value_sealed", str(value))
            record("goal.rated", subject=row, by=by)
        return rating
