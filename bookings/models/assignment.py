"""What is tried between two sessions, by when, and by whom (S4-10)."""

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from processes.models import Process
from tyonohjaus.access import Action, Scoped
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.sealed.models import SealedText

from .mail_choice import MailChoice
from .nudge import Nudge
from .readers import met_by, supervised_by


class Assignment(SealedText):
    """Something to try before the next time: for the session's people, or for one of them alone (C22)."""

    SEE = Action.ASSIGNMENT_READ
    SECTION = "assignment"

    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    booking = models.OneToOneField("bookings.Booking", models.PROTECT, related_name="assignment")
    title_sealed = models.BinaryField(null=True)
    # None: by the next session, whenever that is.
    due_on = models.DateField(null=True, blank=True)
    # None: for all who were there.
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    # The day for which its people were reminded, or should have been and nobody ran it: once for each.
    reminded_for = models.DateField(null=True, editable=False)

    def __str__(self) -> str:
        return "assignment"

    @classmethod
    def readable_by(cls, user: Any, *, within: Any = None) -> QuerySet["Assignment"]:
        theirs = met_by(user) & (Q(assignee=None) | Q(assignee=user))
        return cls.objects.visible_to(user, within=within).filter(supervised_by(user) | theirs)

    @classmethod
    def written(cls, user: Any, *, within: Any = None) -> QuerySet["Assignment"]:
        """Those of which something is left to read."""
        return cls.readable_by(user, within=within).filter(Q(text_sealed__isnull=False) | Q(title_sealed__isnull=False))

    @classmethod
    def latest_of_each(cls, user: Any) -> QuerySet["Assignment"]:
        """Of each process the one from the person's last session with an assignment, unless they have done it."""
        written = cls.written(user).select_related("booking")
        of_process = written.filter(process=OuterRef("process")).order_by("-booking__starts_at")
        done = AssignmentDone.objects.filter(assignment=OuterRef("pk"), user=user)
        return written.filter(~Exists(done), pk=Subquery(of_process.values("pk")[:1]))

    def read_title(self, *, by: Any) -> str:
        return self.open_text("title_sealed", by=by)

    def mark_done(self, *, by: Any) -> None:
        with transaction.atomic():
            _row, first = AssignmentDone.objects.get_or_create(assignment=self, user=by)
            if first:
                record("assignment.done", subject=self, by=by)

    def mark_undone(self, *, by: Any) -> None:
        with transaction.atomic():
            gone, _by_model = AssignmentDone.objects.filter(assignment=self, user=by).delete()
            if gone:
                record("assignment.undone", subject=self, by=by)

    def remind(self, users: list[Any], *, due: date, timely: bool = True) -> None:
        """Once for each day on which it falls due, whoever runs this and how often; not `timely`: it was missed."""
        with transaction.atomic():
            unsaid = Assignment.objects.filter(Q(reminded_for=None) | ~Q(reminded_for=due), pk=self.pk)
            if unsaid.update(reminded_for=due):
                for user in users:
                    self._tell(user, due.isoformat(), timely=timely)

    def _tell(self, user: Any, due: str, *, timely: bool) -> None:
        if timely:
            record("assignment.reminded", subject=self, user=str(user.pk), due=due)
        else:
            mark, outcome = f"{self.pk}:{due}", Nudge.Outcome.MISSED
            Nudge.objects.create(user=user, kind=MailChoice.Nudge.ASSIGNMENT, mark=mark, outcome=outcome)


class AssignmentDone(Scoped):
    """A supervisee has done it: their own mark, seen by the supervisors, not by the others (C22)."""

    scope = "assignment__process"
    SEE = Action.ASSIGNMENT_READ

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="done")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assignment", "user"], name="assignment_done_once")]

    def __str__(self) -> str:
        return "done"
