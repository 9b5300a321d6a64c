"""When a process is looked back upon: half-yearly unless something else was agreed (DOMAIN section 0, S4-7)."""

import uuid
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from processes.models import Process
from tyonohjaus.access import Action, Scoped
from tyonohjaus.events.record import record
from tyonohjaus.lib.moves import refuse_unseen, stand

TERMS = ("mid_months", "mid_sessions", "follow_up_months", "decision_months")


class ReviewPlan(Scoped):
    """Only a process whose rhythm is another than the usual has a row."""

    SEE = Action.REVIEW_PLAN

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.OneToOneField(Process, models.PROTECT, related_name="review_plan")
    mid_months = models.PositiveSmallIntegerField(
        _("mid evaluation every … months"), default=6, validators=[MinValueValidator(1), MaxValueValidator(24)]
    )
    # Counted by sessions instead: after each so many.
    mid_sessions = models.PositiveSmallIntegerField(
        _("or after every … sessions"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    follow_up_months = models.PositiveSmallIntegerField(
        _("follow-up … months after the final evaluation"),
        default=3,
        validators=[MinValueValidator(3), MaxValueValidator(6)],
    )
    decision_months = models.PositiveSmallIntegerField(
        _("deciding how to go on every … months"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(24)],
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(mid_months__range=(1, 24)), name="review_mid_months"),
            models.CheckConstraint(
                condition=Q(mid_sessions__isnull=True) | Q(mid_sessions__range=(1, 60)), name="review_mid_sessions"
            ),
            models.CheckConstraint(condition=Q(follow_up_months__range=(3, 6)), name="review_follow_up_months"),
            models.CheckConstraint(condition=Q(decision_months__range=(1, 24)), name="review_decision_months"),
        ]

    def __str__(self) -> str:
        return f"plan of {self.process_id}"

    @property
    def said(self) -> list[int | None]:
        return [getattr(self, name) for name in TERMS]

    @property
    def stand(self) -> str:
        """ "" for the usual one, which is no row."""
        return "" if self._state.adding else stand(self.said)

    @classmethod
    def of(cls, process: Process) -> "ReviewPlan":
        """The process's own, else the usual one, which is no row."""
        return cls.objects.filter(process=process).first() or cls(process=process)

    @classmethod
    def write(cls, process: Process, *, by: Any, seen: str | None = None, **terms: Any) -> "ReviewPlan":
        """`seen`: the `stand` of what its writer read. Raises ChangedMeanwhile."""
        with transaction.atomic():
            plan, new = cls.objects.select_for_update().get_or_create(process=process, defaults=terms)
            if not new:
                refuse_unseen(seen, stands=plan.said, becomes=[terms.get(name, getattr(plan, name)) for name in TERMS])
            changed = sorted(terms) if new else sorted(name for name in terms if getattr(plan, name) != terms[name])
            for name in changed:
                setattr(plan, name, terms[name])
            if changed:
                plan.save(update_fields=changed)
                record("review_plan.changed", subject=plan, by=by, changed=changed)
        return plan
