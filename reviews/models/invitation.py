"""A manager at the evaluation talk: by the supervisee's own invitation alone, with what the supervisee ticks, until the
day of the talk is over (S4-15, C14)."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from processes.models import PRIVATE, Participant, Place, Process
from tyonohjaus.access import Action, Capacity, Scoped, ScopedQuerySet, capacities_of
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models.dated import current

from .answers import Answers, JointText
from .evaluation import Evaluation
from .states import Status

JOINT = "joint"


class NobodyToInvite(Exception):
    """No manager is named for this supervisee, or the employer is no party."""


class InvitationQuerySet(ScopedQuerySet["Invitation"]):
    def where_user_may(self, user: Any, action: Action, *, within: Any = None) -> "InvitationQuerySet":
        """The supervisee's own; the manager's whom it names, while it stands and they are still that manager (C12)."""
        asked = Q(manager=user, until__gt=clock.now()) & ~Q(process__payer__in=PRIVATE)
        managed = Participant.objects.supervised().filter(current(), process=models.OuterRef("process"), manager=user)
        still = managed.filter(user=models.OuterRef("supervisee"))
        own = Q(supervisee=user) if getattr(user, "content_open", False) else Q(pk=None)
        rows = super().where_user_may(user, action, within=within)
        return rows.filter(own | (asked & models.Q(models.Exists(still))))

    def of_today(self, manager: Any) -> "InvitationQuerySet":
        """Among which those are that wait for this manager at any hour of the day."""
        return self.filter(manager=manager, until__gt=clock.day_bounds()[0])

    def waiting_for(self, manager: Any) -> "InvitationQuerySet":
        if Capacity.MANAGER not in capacities_of(manager):
            return self.none()
        return self.visible_to(manager).filter(manager=manager).order_by("starts_at")


class Invitation(Scoped):
    """`parts` are keys of questions and perhaps "joint": which of the own answers the manager may read. In a group
    there are none: there the employer reads what all have accepted (reviews.models.extract), and nothing else."""

    SEE = Action.INVITATION_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="invitations")
    supervisee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    manager = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=9, choices=Place.choices)
    # The last instant of the talk's day, or when it was taken back.
    until = models.DateTimeField()
    parts = models.JSONField(default=list)
    # Of the joint text as it stood when it was ticked: a later one is not shown by this tick (C15).
    joint_version = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects: ClassVar = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "supervisee"], name="invitation_one_per_supervisee")
        ]

    def __str__(self) -> str:
        return f"invitation until {self.until:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:invitation", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return clock.now() < self.until

    # --- verbs

    @classmethod
    def invite(
        cls, evaluation: Evaluation, *, by: Any, starts_at: datetime, place: str, parts: Iterable[str]
    ) -> "Invitation":
        """The supervisee's own manager, or another time and other parts than before. Raises NobodyToInvite, TooLate."""
        with transaction.atomic():
            row = Evaluation.objects.select_for_update(of=("self",)).select_related("process").get(pk=evaluation.pk)
            if row.status == Status.LAPSED or not row.is_member(by):
                raise TooLate(row)
            manager = manager_of(row.process, by)
            if manager is None:
                raise NobodyToInvite
            ticked = [] if row.members > 1 else sorted(set(parts))
            joint = JointText.objects.filter(evaluation=row).first() if JOINT in ticked else None
            found, _new = cls.objects.update_or_create(
                evaluation=row,
                supervisee=by,
                defaults={
                    "process": row.process,
                    "manager": manager,
                    "starts_at": starts_at,
                    "place": place,
                    "until": _end_of_day(starts_at),
                    "parts": ticked,
                    "joint_version": joint.version if joint else None,
                },
            )
            record("evaluation.manager_invited", subject=found, by=by, manager=manager.pk, starts_at=starts_at)
        return found

    def take_back(self, *, by: Any) -> None:
        """From now on the manager sees nothing of it."""
        with transaction.atomic():
            row = Invitation.objects.select_for_update().get(pk=self.pk)
            if row.is_open:
                row.until = clock.now()
                row.save(update_fields=["until"])
                record("evaluation.invitation_withdrawn", subject=row, by=by, manager=row.manager_id)

    # --- what the manager reads

    def answers(self, *, by: Any) -> list[tuple[str, str, int | None]]:
        """The ticked questions with the supervisee's own answers: text, words, number. Raises Unreadable."""
        row = Answers.objects.filter(evaluation=self.evaluation, author=self.supervisee, handed_in=True).first()
        ticked = [one for one in self.evaluation.asks() if one.key in self.parts]
        if row is None or not ticked:
            return []
        given = row.read(by=by)
        return [
            (one.text, given.texts.get(one.key, ""), given.scores.get(one.key))
            for one in ticked
            if given.texts.get(one.key) or one.key in given.scores
        ]

    def joint_text(self, *, by: Any) -> str:
        if JOINT not in self.parts or self.joint_version is None:
            return ""
        row = JointText.objects.filter(evaluation=self.evaluation, version=self.joint_version).first()
        return row.read(by=by) if row else ""


def manager_of(process: Process, user: Any) -> Any:
    """Whom this supervisee could invite: their manager here, where the employer is a party."""
    if not process.employer_is_party:
        return None
    own = Participant.objects.supervised().filter(current(), process=process, user=user)
    row = own.select_related("manager").first()
    return row.manager if row and row.manager and row.manager.is_active else None


def _end_of_day(instant: datetime) -> datetime:
    day = clock.day_of(instant)
    return clock.day_bounds(day)[1]
