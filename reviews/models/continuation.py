"""How to go on: the same answer of supervisees, supervisors and, where the employer is a party, managers (S4-6). A
matter of the contract, not of content: no reasons anywhere, and each side reads how the other sides stand."""

import uuid
from dataclasses import dataclass
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q

from processes import parties
from processes.models import Process
from tyonohjaus.access import Action, Scoped, ScopedQuerySet
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate

from .states import CONTINUATION_MOVES, Decision, Outcome
from .waiting import Waiting

SIDES = ("supervisee", "supervisor", "manager")


class ContinuationQuerySet(ScopedQuerySet["Continuation"]):
    def undecided(self) -> "ContinuationQuerySet":
        return self.filter(status__in=[Decision.OPEN, Decision.DIFFERS])

    def asking(self, user: Any) -> "ContinuationQuerySet":
        """Of this person's processes, without their answer."""
        rows = self.undecided().where_user_may(user, Action.CONTINUATION_CHOOSE)
        return rows.exclude(choices__user=user)

    def waiting_for(self, user: Any) -> "list[Continuation]":
        """Those that still need this person's answer."""
        found = list(self.asking(user).select_related("process__organisation").order_by("opened_at", "pk"))
        parties.with_people([row.process for row in found])
        return [row for row in found if row.needs(user)]


@dataclass(frozen=True, kw_only=True)
class Side:
    """How one side stands, all of its people together: `outcome` where they say the same."""

    name: str
    people: int
    waiting: bool
    outcome: str


class Continuation(Waiting, Scoped):
    """`more_sessions`: by how many the agreed number grows where all want to go on; None where none was agreed."""

    SEE = Action.CONTINUATION_SEE
    ANSWER, REMINDED, WAITED_MONTHS = "choose", "continuation.reminded", 3

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.PROTECT, related_name="continuations")
    status = models.CharField(max_length=7, choices=Decision.choices, default=Decision.OPEN)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    more_sessions = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    opened_at = models.DateTimeField(default=clock.now, editable=False)
    settled_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)

    objects: ClassVar = ContinuationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process"], condition=Q(status__in=["open", "differs"]), name="continuation_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(status="agreed", settled_on__isnull=False) & ~Q(outcome="")
                | ~Q(status="agreed") & Q(outcome=""),
                name="continuation_outcome_when_agreed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.outcome}".strip()

    # --- questions

    def can(self, verb: str) -> bool:
        return self.status in CONTINUATION_MOVES[verb].sources

    def people(self) -> list[tuple[str, Any]]:
        """Whose answer is needed, by side. One who pays themselves has no manager in it."""
        process = self.process
        managers = parties.managers(process) if process.employer_is_party else []
        supervised, supervising = parties.answering(process)
        return (
            [("supervisee", one.user) for one in supervised if one.user.is_active]
            + [("supervisor", one.user) for one in supervising if one.user.is_active]
            + [("manager", user) for user in managers]
        )

    def needs(self, user: Any) -> bool:
        return any(one.pk == user.pk for _side, one in self.people())

    def choice_of(self, user: Any) -> str | None:
        return next((one.outcome for one in self.choices.all() if one.user_id == user.pk), None)

    def sides(self) -> list[Side]:
        """Never by name: a group's members, and the managers of several employers, are told of as one."""
        said = {one.user_id: one.outcome for one in self.choices.all()}
        everybody, found = self.people(), []
        for name in SIDES:
            people = [user for side, user in everybody if side == name]
            outcomes = {said[user.pk] for user in people if user.pk in said}
            waiting = any(user.pk not in said for user in people)
            same = outcomes.pop() if len(outcomes) == 1 and not waiting else ""
            if people:
                found.append(Side(name=name, people=len(people), waiting=waiting, outcome=same))
        return found

    @classmethod
    def current(cls, process: Process) -> "Continuation | None":
        """The one that is open, else the last."""
        rows = cls.objects.filter(process=process).prefetch_related("choices")
        found = rows.undecided().first() or rows.order_by("-opened_at").first()
        if found:
            found.process = process
        return found

    # --- verbs

    @classmethod
    def open(cls, process: Process, *, by: Any = None) -> "Continuation":
        """Ask all sides; the open one, where there is one already."""
        with transaction.atomic():
            whole = Process.locked(process.pk)
            found = cls.objects.undecided().filter(process=whole).first()
            if found is None:
                found = cls.objects.create(process=whole, more_sessions=cls._as_before(whole))
                record("continuation.opened", subject=found, by=by)
        return found

    def choose(self, outcome: str, *, by: Any, via: str = "") -> "Continuation":
        """One answer, which may be changed until all are the same. Raises TooLate, also for one who is not asked."""
        with transaction.atomic():
            row = self._ready("choose")
            if not row.needs(by):
                raise TooLate(row)
            Choice.objects.update_or_create(continuation=row, user=by, defaults={"outcome": outcome, "via": via})
            return row._move("choose", by=by, via=via)._settled(by=by)

    def settle(self) -> "Continuation":
        """Without one who is gone: what all the others say holds; where nobody is left on a side, nothing does.

        Raises TooLate.
        """
        with transaction.atomic():
            row = self._ready("lapse")
            here = {side for side, _user in row.people()}
            return row._settled(by=None) if here >= {"supervisee", "supervisor"} else row._move("lapse", by=None)

    def lapse(self) -> "Continuation":
        """Nobody agreed on anything; the next one comes in its time. Raises TooLate."""
        with transaction.atomic():
            return self._ready("lapse")._move("lapse", by=None)

    # --- private

    def _ready(self, verb: str) -> "Continuation":
        row = Continuation.objects.select_for_update(of=("self",)).select_related("process").get(pk=self.pk)
        if not row.can(verb):
            raise TooLate(row)
        return row

    def _settled(self, *, by: Any) -> "Continuation":
        """Once nobody is waited for: agreed, or not."""
        said = dict(self.choices.values_list("user", "outcome"))
        asked = {user.pk for _side, user in self.people()}
        if not asked <= said.keys():
            return self
        outcomes = {said[pk] for pk in asked}
        if len(outcomes) == 1:
            return self._agree(outcomes.pop(), by=by)
        return self._move("differ", by=None) if self.can("differ") else self

    def _agree(self, outcome: str, *, by: Any) -> "Continuation":
        self.outcome, self.settled_on = outcome, clock.today()
        if outcome == Outcome.GO_ON and self.more_sessions:
            self.process = self.process.extend(by_sessions=self.more_sessions, by=by)
        return self._move("agree", by=None, fields=["outcome", "settled_on"], outcome=outcome)

    @classmethod
    def _as_before(cls, process: Process) -> int | None:
        """As many again as were agreed at first: ten, and ten more each time, not twice as many."""
        agreed = cls.objects.filter(process=process, more_sessions__isnull=False, status=Decision.AGREED)
        first = agreed.order_by("opened_at").values_list("more_sessions", flat=True).first()
        return first or (process.agreed_count and min(process.agreed_count, 100)) or None

    def _move(
        self, verb: str, *, by: Any, via: str = "", fields: list[str] | None = None, **facts: Any
    ) -> "Continuation":
        move = CONTINUATION_MOVES[verb]
        if self.status not in move.sources:
            raise TooLate(self)
        self.status = move.target
        self.save(update_fields=["status", *(fields or [])])
        record(move.event, subject=self, by=by, via=via, **facts)
        return self


class Choice(Scoped):
    """One person's answer: no reason, in no field (C40)."""

    scope = "continuation__process"
    SEE = Action.CONTINUATION_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    continuation = models.ForeignKey(Continuation, models.PROTECT, related_name="choices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    via = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["continuation", "user"], name="continuation_one_choice")]

    def __str__(self) -> str:
        return self.outcome
