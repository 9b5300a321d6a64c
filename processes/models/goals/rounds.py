"""How a group rates its own goals: each member once a round, and no row, order or time says who answered what (C24).

An answer has no row. A round is one row with one sealed tally: for each goal the numbers that were given, in the order
of their size. That somebody answered stands apart, by a mark that only the process's key leads to a person, without a
number and without a time, so that nobody answers twice. While a round is open nobody is shown anything of it: from four
answers to five the difference is a person. When it is over, `processes.spread` says whether it may be shown (C16).
"""

import json
import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models, transaction

from processes.gas import TEN, OutOfRange
from processes.models.participant import Participant
from processes.models.process import Process
from tyonohjaus.access import Action, Scoped
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import AnsweredAlready
from tyonohjaus.people.models.dated import current
from tyonohjaus.sealed.cipher import Unreadable
from tyonohjaus.sealed.models import SealedModel, SealedQuerySet, blind_mark, marks_still_made


class RoundClosed(Exception):
    """It is over."""


class GoalRoundQuerySet(SealedQuerySet):
    def where_user_may(self, user: Any, action: Action, *, within: Any = None) -> Any:
        """To those who were there when it began: a late joiner neither answers nor reads it (C23)."""
        rows = super().where_user_may(user, action, within=within)
        if not getattr(user, "pk", None):
            return rows
        rows = rows.filter(Participant.objects.then_and_now(user, "opened_at"))
        return rows if action is Action.GROUP_GOAL_READ else rows.filter(process__no_content_since=None)


class GoalRound(SealedModel):
    """One time of rating. `opened_at` is of whoever began it; of the answers there is no time at all."""

    SEE = Action.GROUP_GOAL_READ
    SECTION = "group goal"

    process = models.ForeignKey(Process, models.PROTECT, related_name="goal_rounds")
    opened_at = models.DateTimeField(default=clock.now)
    closed_on = models.DateField(null=True, blank=True)
    tally_sealed = models.BinaryField(null=True)

    objects: ClassVar = GoalRoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process"], condition=models.Q(closed_on__isnull=True), name="goal_round_one_open"
            )
        ]

    def __str__(self) -> str:
        return "round"

    @classmethod
    def begin(cls, process: Process, *, by: Any) -> "GoalRound":
        """The one that is open already, else a new one."""
        with transaction.atomic():
            Process.locked(process.pk)
            found = cls.objects.filter(process=process, closed_on=None).first()
            if found is not None:
                return found
            row = cls.objects.create(process=process)
            record("goal_round.opened", subject=row, by=by)
        return row

    @classmethod
    def open_to(cls, user: Any) -> Any:
        """Those in which this member may answer, whether they have or not."""
        return cls.objects.where_user_may(user, Action.GROUP_GOAL_RATE).filter(closed_on=None)

    @classmethod
    def waiting_for(cls, user: Any) -> "list[GoalRound]":
        """The open ones in which this member has not answered, in three queries however many there are."""
        rows = list(cls.open_to(user).select_related("process__organisation").order_by("opened_at", "pk"))
        if not rows:
            return []
        marks = marks_still_made([(row.seal_scope(), row._named(user.pk)) for row in rows])
        given = set(RoundAnswer.objects.filter(round__in=rows).values_list("round", "mark"))
        return [row for row, mark in zip(rows, marks, strict=True) if mark and (row.pk, mark) not in given]

    def answer(self, values: Mapping[uuid.UUID, int], *, by: Any) -> None:
        """By goal a number from 0 to 10. The last one who may answer closes the round.

        Raises OutOfRange, AnsweredAlready, RoundClosed.
        """
        if not values or set(values.values()) - set(TEN):
            raise OutOfRange
        with transaction.atomic():
            row = GoalRound.objects.select_for_update(no_key=True).get(pk=self.pk)
            if row.closed_on:
                raise RoundClosed
            if row.is_answered_by(by):
                raise AnsweredAlready
            row.answered.create(mark=row._mark(by.pk))
            tally = row.unpacked(row.reopened("tally_sealed"))
            for goal, value in values.items():
                tally[str(goal)] = sorted([*tally.get(str(goal), []), value])
            row._put("tally_sealed", json.dumps(tally, sort_keys=True))
            record("goal_round.answered", subject=row, anonymous=True)
            if not row.awaited():
                row._close(anonymous=True)

    def close(self, *, by: Any) -> None:
        """Before all have answered. A second tap changes nothing."""
        with transaction.atomic():
            row = GoalRound.objects.select_for_update(no_key=True).get(pk=self.pk)
            if row.closed_on is None:
                row._close(by=by)

    def is_answered_by(self, user: Any) -> bool:
        """Yes, too, where the process's key is gone: nothing can be answered there any more."""
        try:
            return self.answered.filter(mark=self._mark(user.pk)).exists()
        except Unreadable:
            return True

    def awaited(self) -> set[uuid.UUID]:
        """Those who were members when it began, are still, and have not answered; nobody, where the key is gone, and
        not one whose account is closed."""
        here = Participant.objects.supervised().filter(current(), process=self.process_id)
        members = here.filter(user__is_active=True)
        there = [one.user_id for one in members if one.was_in(self.opened_at)]
        marks = marks_still_made([(self.seal_scope(), self._named(user)) for user in there])
        answered = set(self.answered.values_list("mark", flat=True))
        return {user for user, mark in zip(there, marks, strict=True) if mark and mark not in answered}

    @staticmethod
    def unpacked(tally: str) -> dict[str, list[int]]:
        """The numbers given, by goal: to be shown only of a round that may be."""
        return dict(json.loads(tally or "{}"))

    def _mark(self, user: uuid.UUID) -> str:
        return blind_mark(self.seal_scope(), *self._named(user))

    def _named(self, user: uuid.UUID) -> tuple[object, ...]:
        """The same in each round of the process: `processes.spread` compares who answered."""
        return "goal round", user

    def _close(self, **who: Any) -> None:
        self.closed_on = clock.today()
        self.save(update_fields=["closed_on"])
        record("goal_round.closed", subject=self, **who)


class RoundAnswer(Scoped):
    """That somebody has answered in this round; neither who, nor what, nor when."""

    scope = "round__process"
    SEE = Action.GROUP_GOAL_READ

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(GoalRound, models.PROTECT, related_name="answered")
    mark = models.CharField(max_length=64, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "mark"], name="round_answered_once")]

    def __str__(self) -> str:
        return "answered"
