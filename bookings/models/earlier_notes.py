"""One who joins late may ask the others to read the shared notes from before (C23).

Each who was there and is here agrees with a row of their own, or does nothing: a no leaves no row, so that nobody can
tell it from an answer that has not come.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from processes.models import Participant, Process
from tyonohjaus.access import Action, Scoped
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.people.models.dated import current


class EarlierAsk(Scoped):
    """A member's question to the others of their group."""

    SEE = Action.EARLIER_NOTES_ASK

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    joiner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "joiner"], name="earlier_ask_once")]

    def __str__(self) -> str:
        return "asked to read earlier notes"

    @classmethod
    def ask(cls, process: Process, *, by: Any) -> "EarlierAsk":
        with transaction.atomic():
            row, first = cls.objects.get_or_create(process=process, joiner=by)
            if first:
                record("earlier_notes.asked", subject=row, by=by)
        return row

    @classmethod
    def open_to_answer(cls, user: Any) -> QuerySet["EarlierAsk"]:
        """Of other members who are here today, in processes where this person was before them."""
        here = Participant.objects.supervised().filter(current(), user=OuterRef("joiner"), process=OuterRef("process"))
        before = Participant.objects.supervised().filter(current(), user=user, process=OuterRef("process"))
        earlier = before.filter(Exists(_joined_after()))
        return cls.objects.visible_to(user).filter(Exists(here), Exists(earlier)).exclude(joiner=user)

    @classmethod
    def unanswered(cls, user: Any) -> QuerySet["EarlierAsk"]:
        return cls.open_to_answer(user).exclude(yeses__member=user)

    def agree(self, *, by: Any) -> None:
        with transaction.atomic():
            _row, first = EarlierYes.objects.get_or_create(ask=self, member=by)
            if first:
                record("earlier_notes.agreed", subject=self, by=by)

    def take_back(self, *, by: Any) -> None:
        with transaction.atomic():
            gone, _by_model = EarlierYes.objects.filter(ask=self, member=by).delete()
            if gone:
                record("earlier_notes.taken_back", subject=self, by=by)


class EarlierYes(Scoped):
    """One member agrees. A row for each yes, none for a no."""

    scope = "ask__process"
    SEE = Action.EARLIER_NOTES_ASK

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ask = models.ForeignKey(EarlierAsk, models.CASCADE, related_name="yeses")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "member"], name="earlier_yes_once")]

    def __str__(self) -> str:
        return "yes"


def opened_to(joiner: Any) -> Q:
    """For rows with a process and a booking: this member asked, and all who were there, and are here, have agreed.

    Somebody must have: where nobody of that time is left, nobody can agree.
    """
    at, process = OuterRef("booking__starts_at"), OuterRef("process")
    here = Participant.objects.supervised().filter(current(), user=joiner, process=process)
    asked = EarlierAsk.objects.filter(joiner=joiner, process=process, asked_at__gt=at)
    witnesses = (
        Participant.objects.supervised()
        .filter(current(), process=process)
        .since("booking__starts_at")
        .exclude(user=joiner)
    )
    yes = EarlierYes.objects.filter(ask__joiner=joiner, ask__process=OuterRef("process"), member=OuterRef("user"))
    return (
        Q(Exists(here))
        & Q(Exists(asked))
        & Q(Exists(witnesses.filter(Exists(yes))))
        & ~Q(Exists(witnesses.filter(~Exists(yes))))
    )


def _joined_after() -> QuerySet[Participant]:
    """The one who asks, as they joined: a stay that began later than the outer one's."""
    stays = Participant.objects.supervised().filter(current(), user=OuterRef(OuterRef("joiner")))
    same = stays.filter(process=OuterRef("process"))
    later = Q(starts_on__gt=OuterRef("starts_on")) | Q(starts_on=OuterRef("starts_on"), joined_at__isnull=False)
    return same.filter(later)
