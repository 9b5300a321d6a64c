"""Feedback asked inside the organisation (S4-4): by the supervisee alone, of whom they name, with their own questions.
The answers are the supervisee's, and the supervisors' once the supervisee lets them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from processes import parties
from processes.models import Participant, Process
from tyonohjaus.access import Action
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.sealed.models import SealedModel, SealedQuerySet

OPEN_FOR = timedelta(weeks=4)
MOST_ASKED = 10


def _readable(user: Any, prefix: str = "") -> Q:
    """One's own; a supervisor's, what is shared, of a time when they were one."""
    then = Participant.objects.supervising().then_and_now(user, f"{prefix}opened_at")
    return Q(**{f"{prefix}owner": user}) | Q(**{f"{prefix}shared": True}) & then


class FeedbackQuerySet(SealedQuerySet):
    def where_user_may(self, user: Any, action: Action, *, within: Any = None) -> Any:
        return super().where_user_may(user, action, within=within).filter(_readable(user))


class FeedbackRound(SealedModel):
    """What one supervisee asks, of whom, until when."""

    SEE = Action.FEEDBACK_READ
    SECTION = "feedback"

    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    questions_sealed = models.BinaryField(null=True)
    shared = models.BooleanField(default=False)
    opened_at = models.DateTimeField(default=clock.now)
    closes_at = models.DateTimeField()

    objects: ClassVar = FeedbackQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(closes_at__gt=models.F("opened_at")), name="feedback_closes")]

    def __str__(self) -> str:
        return "feedback"

    @property
    def is_open(self) -> bool:
        """Not once who asked is gone: nobody would read it."""
        return clock.now() < self.closes_at and any(
            one.user_id == self.owner_id and one.user.is_active for one in parties.supervisees(self.process)
        )

    def read(self, *, by: Any) -> str:
        return self.open_text("questions_sealed", by=by)

    def asked(self) -> str:
        """The questions, for those whom they were sent to: no person of ours reads, so no access row is left."""
        return self.reopened("questions_sealed")

    @classmethod
    def ask(
        cls, process: Process, *, by: Any, questions: str, addresses: Sequence[str], shared: bool
    ) -> "FeedbackRound":
        """To approve whom and what is to send it: there is no other way that it goes."""
        with transaction.atomic():
            row = cls(process=process, owner=by, shared=shared, closes_at=clock.now() + OPEN_FOR)
            row._put("questions_sealed", questions)
            for address in dict.fromkeys(addresses):
                asked = Respondent.objects.create(process=process, round=row, address=address)
                record("feedback.asked", subject=asked, by=by)
        return row

    def share(self, *, shared: bool, by: Any) -> None:
        """With the supervisors, or with them no longer."""
        with transaction.atomic():
            row = FeedbackRound.objects.select_for_update().get(pk=self.pk)
            if row.shared != shared:
                row.shared = shared
                row.save(update_fields=["shared"])
                record("feedback.sharing_changed", subject=row, by=by)


class Respondent(SealedModel):
    """One who was asked, by name: no account, one answer."""

    SEE = Action.FEEDBACK_READ
    SECTION = "feedback"

    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    round = models.ForeignKey(FeedbackRound, models.PROTECT, related_name="respondents")
    address = models.EmailField()
    answer_sealed = models.BinaryField(null=True)
    answered_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "address"], name="respondent_once")]

    def __str__(self) -> str:
        return "respondent"

    @classmethod
    def readable_by(cls, user: Any) -> Any:
        return cls.objects.visible_to(user).filter(_readable(user, "round__"))

    @property
    def is_open(self) -> bool:
        return self.answered_on is None and self.round.is_open and self.process.keeps_content

    def read(self, *, by: Any) -> str:
        return self.open_text("answer_sealed", by=by)

    def answer(self, text: str) -> "Respondent":
        """Once. Raises TooLate."""
        with transaction.atomic():
            row = Respondent.objects.select_for_update(of=("self",)).select_related("round", "process").get(pk=self.pk)
            if not row.is_open:
                raise TooLate(row)
            row.answered_on = clock.today()
            row._put("answer_sealed", text)
            record("feedback.answered", subject=row, anonymous=True)
        return row
