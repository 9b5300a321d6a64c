"""What was discussed. Sealed from the first row; the manager and the office have no road to it.

Three models, since three sets of people may read: the author alone, the session's people when shared, the assignee.
Everything is optional, an empty log is a good log, and where the agreement says so the database refuses a row (C44).
"""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery

from processes.models import Participant, Process
from tyonohjaus.access import Action
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.sealed.models import SealedModel

MOST_THEMES = 5


def _supervised_by(user: Any) -> Q:
    """Sessions that began while they were a supervisor there: one who is named later reads nothing from before."""
    return Participant.objects.supervising().then_and_now(user, "booking__starts_at")


def _met_by(user: Any) -> Q:
    """Sessions that began after the member joined: a late joiner reads nothing from before (C23)."""
    return Participant.objects.supervised().then_and_now(user, "booking__starts_at")


class DiscussedThemes(SealedModel):
    """Themes that a session touched (never the agreed themes, which are another thing: DOMAIN section 0)."""

    SEE = Action.THEMES_READ
    SECTION = "themes"

    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    booking = models.OneToOneField("bookings.Booking", models.PROTECT, related_name="themes")
    themes_sealed = models.BinaryField(null=True)
    shared_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return "themes"

    @classmethod
    def readable_by(cls, user: Any) -> QuerySet["DiscussedThemes"]:
        shared = Q(shared_at__isnull=False) & _met_by(user)
        return cls.objects.visible_to(user).filter(_supervised_by(user) | shared)

    def read(self, *, by: Any) -> list[str]:
        return self.open_text("themes_sealed", by=by).splitlines()


class PrivateNote(SealedModel):
    """The author's own; nobody else's, ever."""

    SEE = Action.NOTE_READ
    SECTION = "note"

    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    booking = models.ForeignKey("bookings.Booking", models.PROTECT, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text_sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["booking", "author"], name="note_one_per_author")]

    def __str__(self) -> str:
        return "note"

    @classmethod
    def readable_by(cls, user: Any) -> QuerySet["PrivateNote"]:
        return cls.objects.visible_to(user).filter(author=user)

    def read(self, *, by: Any) -> str:
        return self.open_text("text_sealed", by=by)


class Assignment(SealedModel):
    """Something to try before the next time; for the session's people."""

    SEE = Action.ASSIGNMENT_READ
    SECTION = "assignment"

    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    booking = models.OneToOneField("bookings.Booking", models.PROTECT, related_name="assignment")
    text_sealed = models.BinaryField(null=True)

    def __str__(self) -> str:
        return "assignment"

    @classmethod
    def readable_by(cls, user: Any) -> QuerySet["Assignment"]:
        return cls.objects.visible_to(user).filter(_supervised_by(user) | _met_by(user))

    @classmethod
    def latest_of_each(cls, user: Any) -> QuerySet["Assignment"]:
        """Of each process the one from the person's last session with an assignment."""
        written = cls.readable_by(user).filter(text_sealed__isnull=False).select_related("booking")
        of_process = written.filter(process=OuterRef("process")).order_by("-booking__starts_at")
        return written.filter(pk=Subquery(of_process.values("pk")[:1]))

    def read(self, *, by: Any) -> str:
        return self.open_text("text_sealed", by=by)


@dataclass(frozen=True, kw_only=True)
class Log:
    """What one supervisor writes, or reads again, about one session. Empty is a good log."""

    themes: list[str] = field(default_factory=list)
    shared: bool = False
    assignment: str = ""
    note: str = ""


def write_log(booking: Any, log: Log, *, by: Any) -> None:
    """Keep all of it, or none. What is empty and was never written leaves no row; what was is emptied.

    The events hang on the sealed rows themselves, so that the session's own history tells nothing of them (C9).
    """
    at = {"booking": booking, "process": booking.process}
    with transaction.atomic():
        themes = DiscussedThemes._at(**at)
        themes.shared_at = (themes.shared_at or clock.now()) if log.shared else None
        texts: list[tuple[SealedModel, str, str]] = [
            (themes, "themes_sealed", "\n".join(log.themes[:MOST_THEMES])),
            (Assignment._at(**at), "text_sealed", log.assignment),
            (PrivateNote._at(**at, author=by), "text_sealed", log.note),
        ]
        for row, column, text in texts:
            if text or not row._state.adding:
                row._put(column, text)
                record(f"{row.SECTION}.written", subject=row, by=by)


def read_log(booking: Any, *, by: Any) -> Log:
    """What this supervisor may read again; each opened text leaves its access row (C34)."""
    themes = DiscussedThemes.readable_by(by).filter(booking=booking).first()
    assignment = Assignment.readable_by(by).filter(booking=booking).first()
    note = PrivateNote.readable_by(by).filter(booking=booking).first()
    return Log(
        themes=themes.read(by=by) if themes else [],
        shared=bool(themes and themes.shared_at),
        assignment=assignment.read(by=by) if assignment else "",
        note=note.read(by=by) if note else "",
    )
