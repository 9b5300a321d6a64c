"""What of an evaluation reaches the employer: a text that every supervisee concerned has accepted word for word. One
yes missing, and nothing is there (C13). What is drafted and what was approved are two models, for two sets of readers.
"""

import json
import uuid
from typing import Any

from django.conf import settings
from django.core.signing import Signer
from django.db import models, transaction
from django.db.models import Exists, OuterRef

from processes.models import Participant, Process
from tyonohjaus.access import Action, Scoped
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import ChangedMeanwhile, TooLate
from tyonohjaus.sealed.models import SealedModel

from .states import TOGETHER

# "It was found useful", where that is to be told: yes, no, or nothing said.
USEFUL = {"": None, "yes": True, "no": False}


class Extract(SealedModel):
    """The draft, of its people alone."""

    SEE = Action.EVALUATION_READ
    SECTION = "evaluation"

    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    evaluation = models.OneToOneField("reviews.Evaluation", models.PROTECT, related_name="extract")
    # The text and whether it was found useful, together: each yes is to both.
    text_sealed = models.BinaryField(null=True)
    # Tells one text from another; made with a key, so that a short one cannot be guessed from it.
    mark = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return "extract"

    @staticmethod
    def is_for(process: Process) -> bool:
        """Is there an employer at all?"""
        return process.employer_is_party

    @classmethod
    def readable_by(cls, user: Any) -> Any:
        there = Participant.objects.then_and_now(user, "evaluation__opened_at")
        return cls.objects.visible_to(user).filter(there)

    @property
    def is_approved(self) -> bool:
        return ApprovedText.objects.filter(evaluation=self.evaluation_id).exists()

    def has_yes_of(self, user: Any) -> bool:
        return self.acceptances.filter(user=user, mark=self.mark).exists()

    def read(self, *, by: Any) -> tuple[str, str]:
        """The text, and the key of USEFUL."""
        return unpacked(self.open_text("text_sealed", by=by))

    # --- verbs

    @classmethod
    def write(cls, evaluation: Any, *, text: str, useful: str, by: Any, seen: str) -> "Extract":
        """Another text: every yes was to the one before. Raises ChangedMeanwhile, TooLate."""
        with transaction.atomic():
            row = cls._of(evaluation)
            if seen != row.mark:
                raise ChangedMeanwhile
            packed = json.dumps({"text": text, "useful": useful}, sort_keys=True)
            mark = Signer(salt=f"extract {row.pk}").signature(packed)
            if mark != row.mark:
                row.mark = mark
                row._put("text_sealed", packed)
                row.acceptances.all().delete()
                record("extract.written", subject=row, by=by)
        return row

    def accept(self, *, by: Any, seen: str) -> "Extract":
        """One supervisee's yes to the text with that mark; the last one brings it to the employer.

        Raises ChangedMeanwhile, TooLate, also for one whom it does not concern.
        """
        with transaction.atomic():
            row = type(self)._of(self.evaluation)
            concerned = {user.pk for user in row.evaluation.concerned()}
            if by.pk not in concerned:
                raise TooLate(row)
            if not row.mark or seen != row.mark:
                raise ChangedMeanwhile
            _yes, first = Acceptance.objects.update_or_create(extract=row, user=by, defaults={"mark": row.mark})
            if first:
                record("extract.accepted", subject=row, by=by)
            said = set(row.acceptances.filter(mark=row.mark).values_list("user", flat=True))
            if concerned <= said:
                text, useful = row.read(by=by)
                ApprovedText.keep(row, text=text, useful=useful)
        return row

    def take_back(self, *, by: Any) -> "Extract":
        """One's own yes, while it has not gone. Raises TooLate."""
        with transaction.atomic():
            row = type(self)._of(self.evaluation)
            if row.acceptances.filter(user=by).delete()[0]:
                record("extract.acceptance_withdrawn", subject=row, by=by)
        return row

    def ask_anew(self) -> None:
        """One of those whom it concerns is gone: the others say yes once more, so that nothing goes to the employer by
        a departure, and nobody shows by it whose yes was missing. Raises TooLate."""
        with transaction.atomic():
            row = type(self)._of(self.evaluation)
            if row.mark and row.evaluation.concerned():
                row.acceptances.all().delete()
                record("extract.asked_anew", subject=row)

    @classmethod
    def pending(cls) -> Any:
        """Drafts that have not reached the employer, and still may."""
        rows = cls.objects.filter(process__no_content_since=None, evaluation__approved_text=None).exclude(mark="")
        return rows.filter(evaluation__status__in=TOGETHER).select_related("evaluation__process").order_by("pk")

    @property
    def waits_for_nobody(self) -> bool:
        """All who are still there have said yes, and it has not gone: one who had not is gone since."""
        concerned = {user.pk for user in self.evaluation.concerned()}
        said = set(self.acceptances.filter(mark=self.mark).values_list("user", flat=True))
        return bool(concerned) and concerned <= said

    @classmethod
    def _of(cls, evaluation: Any) -> "Extract":
        """The one row of this evaluation, locked; the evaluation's own row makes two writers wait for each other."""
        from .evaluation import Evaluation

        whole = Evaluation.objects.select_for_update(of=("self",)).select_related("process").get(pk=evaluation.pk)
        row = cls._at(evaluation=whole, process=whole.process)
        open_still = whole.is_together and whole.process.keeps_content
        if not open_still or row.is_approved or not cls.is_for(whole.process):
            raise TooLate(row)
        return row


class Acceptance(Scoped):
    """One supervisee's yes to the text with this mark."""

    scope = "extract__process"
    SEE = Action.EVALUATION_READ

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    extract = models.ForeignKey(Extract, models.PROTECT, related_name="acceptances")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    mark = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["extract", "user"], name="extract_accepted_once")]

    def __str__(self) -> str:
        return "accepted"


class ApprovedText(SealedModel):
    """As all accepted it, on the employer's page. Never changed again."""

    SEE = Action.EVALUATION_READ
    SECTION = "report"

    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    evaluation = models.OneToOneField("reviews.Evaluation", models.PROTECT, related_name="approved_text")
    text_sealed = models.BinaryField(null=True)
    approved_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return "approved text"

    @classmethod
    def readable_by(cls, user: Any) -> Any:
        """Its people's; a manager's, since they are one (C12)."""
        there = Participant.objects.then_and_now(user, "approved_at")
        rows = cls.objects.where_user_may(user, Action.REPORT_SEE)
        return rows.filter(there | models.Q(cls._managed(user))).order_by("-approved_at")

    @classmethod
    def received_by(cls, manager: Any) -> Any:
        """Of these, what was written to this manager's own organisation."""
        return cls.objects.where_user_may(manager, Action.REPORT_SEE).filter(cls._managed(manager))

    @staticmethod
    def _managed(user: Any) -> Exists:
        return Exists(Participant.objects.managed_since(user, "approved_at").filter(process=OuterRef("process")))

    @classmethod
    def keep(cls, extract: Extract, *, text: str, useful: str) -> None:
        row = cls(process=extract.process, evaluation=extract.evaluation)
        row._put("text_sealed", json.dumps({"text": text, "useful": useful}, sort_keys=True))
        record("extract.approved", subject=row)

    def read(self, *, by: Any) -> tuple[str, str]:
        return unpacked(self.open_text("text_sealed", by=by))


def unpacked(packed: str) -> tuple[str, str]:
    """The text, and the key of USEFUL."""
    kept = json.loads(packed or '{"text": "", "useful": ""}')
    return kept["text"], kept["useful"]
