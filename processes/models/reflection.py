"""What a supervisee writes for themselves (S1-13): theirs, sealed under their own key, so that it outlives any process.

Nobody else reads it. A single note may be lent to the supervisors of a process, a strength to its whole group too; the
loan is a row of its own, and taken back by taking it away.
"""

import uuid
from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tyonohjaus.access import Action, Capacity, Scoped, root
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.people.models.dated import current
from tyonohjaus.sealed.models import SealedText

from .participant import Participant
from .process import Process
from .questions import Question


def _by_owner(user: Any) -> QuerySet["Notebook"]:
    return Notebook.objects.filter(owner=user)


@root
class Notebook(Scoped):
    """One's own notes, there from the first: whoever has one keeps it when every process is over."""

    scope = "pk"
    SEE = Action.OWN_NOTE
    REACHED_BY: ClassVar[dict[Capacity, Callable[[Any], QuerySet[Any]]]] = {Capacity.SUPERVISEE: _by_owner}

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return "notebook"


class OwnNote(SealedText):
    scope = "notebook"
    SEE = Action.OWN_NOTE
    SECTION = "own_note"

    class Kind(models.TextChoices):
        NOTE = "note", _("Note")
        PLAN = "plan", _("Plan")
        STRENGTH = "strength", _("Strength")
        ANSWER = "answer", _("Answer")

    notebook = models.ForeignKey(Notebook, models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    question = models.ForeignKey(Question, models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notebook"], condition=Q(kind="plan"), name="own_note_one_plan"),
            models.CheckConstraint(
                condition=Q(kind="answer", question__isnull=False) | (~Q(kind="answer") & Q(question__isnull=True)),
                name="own_note_answers_a_question",
            ),
        ]

    def __str__(self) -> str:
        return "own note"

    def seal_scope(self) -> tuple[str, UUID]:
        return "person", self.notebook_id

    @classmethod
    def readable_by(cls, user: Any) -> QuerySet["OwnNote"]:
        return cls.objects.visible_to(user).filter(notebook=user.pk)

    @classmethod
    def write(
        cls, *, text: str, by: Any, kind: str = Kind.NOTE, question: Question | None = None, seen: str | None = None
    ) -> "OwnNote":
        """A new one; of the plan there is one alone, which is written anew. Raises ChangedMeanwhile."""
        with transaction.atomic():
            Notebook.objects.get_or_create(owner=by)
            notebook = Notebook.objects.select_for_update(no_key=True).get(owner=by)  # a second tap finds the same plan
            written = cls.objects.filter(notebook=notebook, kind=cls.Kind.PLAN)
            note = (written.first() if kind == cls.Kind.PLAN else None) or cls(
                notebook=notebook, kind=kind, question=question
            )
            note.refuse_unseen(seen, text_sealed=text)
            return note._write(text, by=by)

    def rewrite(self, text: str, *, by: Any, seen: str | None = None) -> "OwnNote":
        """Raises ChangedMeanwhile."""
        with transaction.atomic():
            row = OwnNote.objects.select_for_update(no_key=True).get(pk=self.pk)
            row.refuse_unseen(seen, text_sealed=text)
            return row._write(text, by=by)

    def _write(self, text: str, *, by: Any) -> "OwnNote":
        self._put("text_sealed", text)
        record("own_note.written", subject=self, by=by)
        return self

    def discard(self, *, by: Any) -> None:
        with transaction.atomic():
            record("own_note.discarded", subject=self, by=by)
            self.delete()


class Loan(Scoped):
    """One own note, open to the supervisors of a process or to all its people, until its owner takes it back."""

    SEE = Action.LENT_NOTE_READ

    class To(models.TextChoices):
        SUPERVISORS = "supervisors", _("Supervisors")
        GROUP = "group", _("Group")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    note = models.ForeignKey(OwnNote, models.CASCADE, related_name="loans")
    to = models.CharField(max_length=11, choices=To.choices)
    lent_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "note", "to"], name="loan_once")]

    def __str__(self) -> str:
        return "loan"

    @classmethod
    def readable_by(cls, user: Any) -> QuerySet["Loan"]:
        """To those who were there when it was lent, and are today; no longer than its owner is there too (C23)."""
        there = Participant.objects.supervised().filter(current(), process=OuterRef("process"))
        supervising = Q(to=cls.To.SUPERVISORS) & Participant.objects.supervising().then_and_now(user, "lent_at")
        of_the_group = Q(to=cls.To.GROUP) & Participant.objects.by_name().then_and_now(user, "lent_at")
        open_ = Exists(there.filter(user=OuterRef("note__notebook")))
        return cls.objects.visible_to(user).filter(supervising | of_the_group, open_).exclude(note__notebook=user.pk)

    @classmethod
    def lend(cls, note: OwnNote, *, to: set[tuple[UUID, str]], by: Any) -> None:
        """To these processes and readers, and to no others any more."""
        with transaction.atomic():
            before = {(loan.process_id, loan.to): loan for loan in cls.objects.filter(note=note).select_for_update()}
            for key in before.keys() - to:
                before[key].delete()
            fresh: list[Any] = [cls(note=note, process_id=process, to=who) for process, who in to - before.keys()]
            cls.objects.bulk_create(fresh, ignore_conflicts=True)
            if before.keys() != to:
                record("own_note.lent", subject=note, by=by, loans=len(to))


class LearningNote(SealedText):
    """What a member wants the group to learn from: for its supervisees, apart from any log (S0-12)."""

    SEE = Action.LEARNING_NOTE
    SECTION = "learning_note"

    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return "learning note"

    @classmethod
    def readable_by(cls, user: Any) -> QuerySet["LearningNote"]:
        """A late joiner reads none from before (C23)."""
        members = Participant.objects.supervised().then_and_now(user, "written_at")
        return cls.objects.visible_to(user).filter(Q(author=user) | members)

    @classmethod
    def write(cls, *, process: Process, text: str, by: Any) -> "LearningNote":
        with transaction.atomic():
            note = cls(process=process, author=by)
            note._put("text_sealed", text)
            record("learning_note.written", subject=note, by=by)
        return note

    def discard(self, *, by: Any) -> None:
        with transaction.atomic():
            record("learning_note.discarded", subject=self, by=by)
            self.delete()
