"""What a supervisee brings: a wish before the session (S0-8), and how it was for them after it (S0-13)."""

import json
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, QuerySet

from processes.models import Process
from tyonohjaus.access import Action
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.sealed.models import SealedModel, SealedText

from .readers import supervised_by


class AgendaWish(SealedText):
    """For the supervisors of that session; in a group the other members do not see it."""

    SEE = Action.WISH_READ
    SECTION = "wish"

    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    booking = models.ForeignKey("bookings.Booking", models.PROTECT, related_name="wishes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["booking", "author"], name="wish_one_per_author")]

    def __str__(self) -> str:
        return "wish"

    @classmethod
    def readable_by(cls, user: Any) -> QuerySet["AgendaWish"]:
        return cls.objects.visible_to(user).filter(supervised_by(user) | Q(author=user))

    @classmethod
    def write(cls, *, booking: Any, text: str, by: Any) -> None:
        """An emptied wish leaves its row, and nothing in it."""
        with transaction.atomic():
            wish, _new = cls.objects.get_or_create(booking=booking, author=by, defaults={"process": booking.process})
            wish._put("text_sealed", text)
            record("wish.written", subject=wish, by=by)


@dataclass(frozen=True, kw_only=True)
class Check:
    """Three answers from 0 to 10, and a line (DOMAIN 4.2, our own wording)."""

    heard: int
    needed: int
    useful: int
    line: str = ""


class SessionCheck(SealedModel):
    """How a session was, for the one who was there. It is theirs: sealed under their own key, it outlives the process,
    and the supervisors read it only while they share it."""

    SEE = Action.SESSION_CHECK_READ
    SECTION = "session_check"

    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    booking = models.ForeignKey("bookings.Booking", models.PROTECT, related_name="checks")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answers_sealed = models.BinaryField(null=True)
    shared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["booking", "owner"], name="session_check_one_per_owner")]

    def __str__(self) -> str:
        return "session check"

    def seal_scope(self) -> tuple[str, UUID]:
        return "person", self.owner_id

    @classmethod
    def readable_by(cls, user: Any) -> QuerySet["SessionCheck"]:
        shared = Q(shared_at__isnull=False) & supervised_by(user)
        return cls.objects.visible_to(user).filter(Q(owner=user) | shared)

    @classmethod
    def write(cls, *, booking: Any, check: Check, shared: bool, by: Any) -> None:
        with transaction.atomic():
            row, _new = cls.objects.get_or_create(booking=booking, owner=by, defaults={"process": booking.process})
            row.shared_at = (row.shared_at or clock.now()) if shared else None
            row._put("answers_sealed", json.dumps(asdict(check)))
            record("session_check.written", subject=row, by=by)

    @staticmethod
    def answers(text: str) -> Check | None:
        return Check(**json.loads(text)) if text else None

    def read(self, *, by: Any) -> Check | None:
        return self.answers(self.open_text("answers_sealed", by=by))
