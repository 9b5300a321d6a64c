"""What was discussed. Sealed from the first row; the manager and the office have no road to it.

Each set of readers has its model: the author alone, the pair of supervisors, the session's people when shared.
Everything is optional, an empty log is a good log, and where the agreement says so the database refuses a row (C44).
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet

from processes.models import Process
from tyonohjaus.access import Action
from tyonohjaus.sealed.models import SealedModel, SealedText, open_texts

from .earlier_notes import opened_to
from .readers import met_by, supervised_by

MOST_THEMES = 5
LOOKED_BACK = 3  # logs: a theme that was neither taken up nor closed in these is not offered any more


class Touched(NamedTuple):
    """A theme of a log, and what became of it: "" is open, no more was said of it."""

    name: str
    state: str = ""


CONTINUED, CLOSED = "continued", "closed"


class DiscussedThemes(SealedModel):
    """Themes that a session touched (never the agreed themes, which are another thing: DOMAIN section 0).

    A line for each: its name, and after a tab what became of it, where something was said (S0-9).
    """

    SEE = Action.THEMES_READ
    SECTION = "themes"

    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    booking = models.OneToOneField("bookings.Booking", models.PROTECT, related_name="themes")
    themes_sealed = models.BinaryField(null=True)
    shared_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return "themes"

    @classmethod
    def readable_by(cls, user: Any, *, within: Any = None) -> QuerySet["DiscussedThemes"]:
        shared = Q(shared_at__isnull=False) & met_by(user)
        return cls.objects.visible_to(user, within=within).filter(supervised_by(user) | shared)

    @staticmethod
    def lines(themes: Iterable[Touched]) -> str:
        return "\n".join(f"{name}\t{state}" if state else name for name, state in themes)

    @staticmethod
    def touched(text: str) -> list[Touched]:
        return [Touched(*line.split("\t", 1)) for line in text.splitlines()]

    def read(self, *, by: Any) -> list[str]:
        return [name for name, _state in self.read_touched(by=by)]

    def read_touched(self, *, by: Any) -> list[Touched]:
        return self.touched(self.open_text("themes_sealed", by=by))

    @classmethod
    def carried(cls, booking: Any, *, by: Any) -> list[str]:
        """What the last logs before this session left open or going on, the latest first (S0-9)."""
        before = cls.readable_by(by).filter(process=booking.process_id, booking__starts_at__lt=booking.starts_at)
        rows = list(before.filter(themes_sealed__isnull=False).order_by("-booking__starts_at")[:LOOKED_BACK])
        texts = open_texts(rows, "themes_sealed", by=by)
        last: dict[str, str] = {}
        for row in rows:
            for name, state in cls.touched(texts[row.pk]):
                last.setdefault(name, state)
        return [name for name, state in last.items() if state != CLOSED][:MOST_THEMES]


class PrivateNote(SealedText):
    """The author's own; nobody else's, ever."""

    SEE = Action.NOTE_READ
    SECTION = "note"

    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    booking = models.ForeignKey("bookings.Booking", models.PROTECT, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["booking", "author"], name="note_one_per_author")]

    def __str__(self) -> str:
        return "note"

    @classmethod
    def readable_by(cls, user: Any) -> QuerySet["PrivateNote"]:
        return cls.objects.visible_to(user).filter(author=user)


class SharedNote(SealedText):
    """What was written down together, and how the session was worked: for its supervisors and its members (S1-6).

    One who joined later reads it once all who were there, and are here, have said yes (C23).
    """

    SEE = Action.SHARED_NOTE_READ
    SECTION = "shared_note"

    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    booking = models.OneToOneField("bookings.Booking", models.PROTECT, related_name="shared_note")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    method_sealed = models.BinaryField(null=True)

    def __str__(self) -> str:
        return "shared note"

    @classmethod
    def readable_by(cls, user: Any) -> QuerySet["SharedNote"]:
        return cls.objects.visible_to(user).filter(supervised_by(user) | met_by(user) | opened_to(user))

    def read_method(self, *, by: Any) -> str:
        return self.open_text("method_sealed", by=by)


class PairNote(SealedText):
    """Between the supervisors of that session. A guest who is taken away loses it at once; who wrote it stays (C25)."""

    SEE = Action.PAIR_NOTE_READ
    SECTION = "pair_note"

    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    booking = models.OneToOneField("bookings.Booking", models.PROTECT, related_name="pair_note")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return "pair note"

    @classmethod
    def readable_by(cls, user: Any) -> QuerySet["PairNote"]:
        return cls.objects.visible_to(user).filter(supervised_by(user))
