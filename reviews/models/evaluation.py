"""An evaluation belongs to the supervisees and their supervisors (DOMAIN section 0): announced to nobody else, answered
by each alone, seen together, concluded with a text in common."""

import uuid
from dataclasses import replace
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from processes import parties, spread
from processes.models import Participant, Process
from processes.spread import FEWEST
from tyonohjaus.access import Action, Scoped, ScopedQuerySet
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import AnsweredAlready, TooLate
from tyonohjaus.sealed.cipher import Unreadable
from tyonohjaus.sealed.models import blind_marks, marks_still_made
from tyonohjaus.ui.language import spoken

from .answers import Answers, Given, Tally
from .questions import Kind, Question, asked, frozen
from .states import MOVES, TOGETHER, Status
from .survey import PracticeTally
from .waiting import Waiting


class EvaluationQuerySet(ScopedQuerySet["Evaluation"]):
    def where_user_may(self, user: Any, action: Action, *, within: Any = None) -> "EvaluationQuerySet":
        """Those of a time when this person was there (C23); a substitute has no part in them."""
        rows = super().where_user_may(user, action, within=within)
        return rows.filter(Participant.objects.lasting().then_and_now(user, "opened_at"))

    def asking(self, user: Any) -> "EvaluationQuerySet":
        """Open ones that this person was asked for, answered or not."""
        return self.visible_to(user).filter(status=Status.OPEN, asked__user=user, process__no_content_since=None)

    def waiting_for(self, user: Any) -> "list[Evaluation]":
        """Open ones that this person was asked for and has not answered."""
        rows = self.asking(user).select_related("process__organisation")
        found = list(rows.prefetch_related("answered").order_by("opened_at", "pk"))
        marks = marks_still_made([row._named(user) for row in found])
        return [row for row, mark in zip(found, marks, strict=True) if mark and not row._is_marked(mark)]


class Evaluation(Waiting, Scoped):
    """`basis` names the occasion, once per process: the beat may come by as often as it likes. `anonymous`: the members
    are a group of four or more, whose answers keep no name; fewer share by name, each by own choice (C16)."""

    SEE = Action.EVALUATION_READ
    ANSWER, REMINDED, WAITED_MONTHS = "answer", "evaluation.reminded", 2

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.PROTECT, related_name="evaluations")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    basis = models.CharField(max_length=60)
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.OPEN)
    anonymous = models.BooleanField(default=False)
    questions = models.JSONField(default=list)
    opened_at = models.DateTimeField(default=clock.now)
    # Of the answers together, and of the end: the day alone, since the hour would be that of the last who answered.
    shown_on = models.DateField(null=True)
    concluded_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)

    objects: ClassVar = EvaluationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "kind", "basis"], name="evaluation_once_an_occasion"),
            models.CheckConstraint(
                condition=Q(status__in=["open", "lapsed"], shown_on__isnull=True)
                | Q(status__in=["shown", "concluded"], shown_on__isnull=False),
                name="evaluation_shown_on",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.status}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:evaluation", args=[self.pk])

    # --- questions

    def can(self, verb: str) -> bool:
        """Nobody answers any more where it was agreed meanwhile that nothing is kept (C44)."""
        return self.status in MOVES[verb].sources and (verb != "answer" or self.process.keeps_content)

    @property
    def takes_words(self) -> bool:
        """The text in common, and the one for the employer."""
        return self.can("conclude") and self.process.keeps_content

    def asks(self) -> list[Question]:
        return asked(self.questions, language=spoken())

    def has_answer_of(self, user: Any) -> bool:
        """Yes, too, where the process's key is gone: nothing can be answered there any more."""
        try:
            return self._is_marked(self._mark(user))
        except Unreadable:
            return True

    @property
    def is_together(self) -> bool:
        """Its answers are shown."""
        return self.status in TOGETHER

    def is_asked(self, user: Any) -> bool:
        return any(one.user_id == user.pk for one in self.asked.all())

    @property
    def members(self) -> int:
        """How many supervisees were asked."""
        return sum(not one.supervises for one in self.asked.all())

    def is_member(self, user: Any) -> bool:
        """Asked as a supervisee."""
        return any(one.user_id == user.pk and not one.supervises for one in self.asked.all())

    def concerned(self) -> list[Any]:
        """The supervisees whom it is about and who are still there: whose yes a text to the employer needs."""
        still = {one.user_id: one.user for one in parties.supervisees(self.process) if one.user.is_active}
        return [still[one.user_id] for one in self.asked.all() if not one.supervises and one.user_id in still]

    @property
    def tells_numbers(self) -> bool:
        """Of a group's: not where another evaluation, laid beside it, would tell what one to three answered (C16)."""
        together = Evaluation.objects.filter(process=self.process_id, anonymous=True, status__in=TOGETHER)
        rows = list(together.order_by("opened_at", "pk").prefetch_related("asked", "answered"))
        kept = spread.shown([row._who_answered() for row in rows])
        return self.pk in {row.pk for row, shown in zip(rows, kept, strict=True) if shown}

    def _who_answered(self) -> set[uuid.UUID]:
        members = [one.user_id for one in self.asked.all() if not one.supervises]
        marks = marks_still_made([(("process", self.process_id), ("evaluation", self.pk, pk)) for pk in members])
        return {pk for pk, mark in zip(members, marks, strict=True) if mark and self._is_marked(mark)}

    def may_show(self, user: Any) -> bool:
        """Not wait for the others: one who has answered themselves; of a group, a supervisor."""
        supervises = any(one.user_id == user.pk and one.supervises for one in self.asked.all())
        return self.can("show") and self.has_answer_of(user) and (supervises or self.members == 1)

    # --- verbs

    @classmethod
    def open(cls, process: Process, *, kind: str, basis: str) -> "Evaluation | None":
        """Ask everybody who is there today; None where this occasion had its evaluation, or nothing is kept (C44)."""
        if not process.keeps_content:
            return None
        with transaction.atomic():
            members, supervisors = parties.answering(process)
            row, new = cls.objects.get_or_create(
                process=process,
                kind=kind,
                basis=basis,
                defaults={"anonymous": len(members) >= FEWEST, "questions": frozen(kind)},
            )
            if not new:
                return None
            Asked.objects.bulk_create(
                [Asked(evaluation=row, user=one.user, supervises=False) for one in members]
                + [Asked(evaluation=row, user=one.user, supervises=True) for one in supervisors]
            )
            record("evaluation.opened", subject=row, kind=kind)
        return row

    def keep_draft(self, given: Given, *, by: Any) -> None:
        """Of two windows, the one that hands in first ends the draft. Raises TooLate, AnsweredAlready."""
        with transaction.atomic():
            row = self._ready("answer")
            if row.has_answer_of(by):
                raise AnsweredAlready
            Answers.put(row, given, author=by, handed_in=False)

    def answer(self, given: Given, *, by: Any) -> "Evaluation":
        """Hand in, once. The last one shows all of them together. Raises TooLate, AnsweredAlready."""
        with transaction.atomic():
            row = self._ready("answer")
            if not row.is_asked(by):
                raise TooLate(row)
            if row.has_answer_of(by):
                raise AnsweredAlready
            member = row.is_member(by)
            nameless = row.anonymous and member
            Answered.objects.create(evaluation=row, mark=row._mark(by))
            if nameless:
                Answers.forget(row, author=by)
                Tally.add(row, given)
            else:
                shared = given.shared or not member or row.members == 1
                Answers.put(row, replace(given, survey={}, shared=shared), author=by, handed_in=True)
            if member and row.kind == Kind.FINAL and not nameless:
                PracticeTally.add({key: [score] for key, score in given.survey.items()})
            record(MOVES["answer"].event, subject=row, by=by, anonymous=nameless)
            if not row.awaited():
                return row._show(anonymous=nameless, by=by)
        return row

    def show(self, *, by: Any) -> "Evaluation":
        """Without waiting any longer. Raises TooLate, also for one who may not (`may_show`)."""
        with transaction.atomic():
            row = self._ready("show")
            if by and not row.may_show(by):
                raise TooLate(row)
            return row._show(by=by)

    def conclude(self, *, by: Any) -> "Evaluation":
        """Nothing more is written here. Raises TooLate."""
        with transaction.atomic():
            row = self._ready("conclude")
            row.concluded_on = clock.today()
            return row._move("conclude", by=by, fields=["concluded_on"])

    def lapse(self) -> "Evaluation":
        """Nobody answered: what was begun is not kept. Raises TooLate."""
        with transaction.atomic():
            row = self._ready("lapse")
            Answers.objects.filter(evaluation=row).delete()
            return row._move("lapse", by=None)

    def stop_waiting(self) -> None:
        """The time to answer is over: what was handed in is shown, and where nothing was, it is passed over."""
        with transaction.atomic():
            if self.answered.exists():
                self.show(by=None)
            else:
                self.lapse()

    def settle(self) -> None:
        """Without one who is gone. A group's waits until its time, or its supervisor, is over with it: shown at that
        moment it would tell who had not answered (C24)."""
        if not self.anonymous and self.can("answer") and not self.awaited():
            self.stop_waiting()

    def awaited(self) -> list[Any]:
        """Who was asked, is still there and has not answered; nobody where the process's key is gone."""
        asked = self._asked_now()
        marks = marks_still_made([self._named(one.user) for one in asked])
        given = {one.mark for one in self.answered.all()}
        return [one.user for one, mark in zip(asked, marks, strict=True) if mark and mark not in given]

    # --- private

    def _mark(self, user: Any) -> str:
        return blind_marks([self._named(user)])[0]

    def _named(self, user: Any) -> tuple[tuple[str, uuid.UUID], tuple[object, ...]]:
        return ("process", self.process_id), ("evaluation", self.pk, user.pk)

    def _is_marked(self, mark: str) -> bool:
        return mark in {one.mark for one in self.answered.all()}

    def _asked_now(self) -> "list[Asked]":
        here = {one.user_id for side in parties.answering(self.process) for one in side}
        return [one for one in self.asked.select_related("user") if one.user_id in here and one.user.is_active]

    def _ready(self, verb: str) -> "Evaluation":
        """The row as it stands, and for this transaction as nobody else changes it."""
        rows = Evaluation.objects.select_for_update(of=("self",)).select_related("process").prefetch_related("asked")
        row = rows.get(pk=self.pk)
        if not row.can(verb):
            raise TooLate(row)
        return row

    def _show(self, *, by: Any, anonymous: bool = False) -> "Evaluation":
        """What was begun and not handed in stays its author's own, and is not kept."""
        Answers.objects.filter(evaluation=self, handed_in=False).delete()
        if self.kind == Kind.FINAL and (tally := Tally.objects.filter(evaluation=self).first()):
            shown, others = tally.survey()
            PracticeTally.add(shown, shown=True)
            PracticeTally.add(others)
        self.shown_on = clock.today()
        return self._move("show", by=by, fields=["shown_on"], anonymous=anonymous)

    def _move(self, verb: str, *, by: Any, fields: list[str] | None = None, anonymous: bool = False) -> "Evaluation":
        self.status = MOVES[verb].target
        self.save(update_fields=["status", *(fields or [])])
        record(MOVES[verb].event, subject=self, by=by, anonymous=anonymous)
        return self


class Asked(Scoped):
    """Whom an evaluation asks: those who were there on its first day."""

    scope = "evaluation__process"
    SEE = Action.EVALUATION_READ

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="asked")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    supervises = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "user"], name="evaluation_asked_once")]

    def __str__(self) -> str:
        return "asked"


class Answered(Scoped):
    """Somebody has handed in; whose mark it is, only the process's key tells (C24)."""

    scope = "evaluation__process"
    SEE = Action.EVALUATION_READ

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="answered")
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "mark"], name="evaluation_answered_once")]

    def __str__(self) -> str:
        return "answered"


def of_process(process: Process, user: Any) -> QuerySet[Evaluation]:
    """What this person sees of them, the latest first."""
    return Evaluation.objects.visible_to(user, within=process).order_by("-opened_at", "pk")
