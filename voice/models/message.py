"""What a group says to management: drafted among its people, sent only when every member has said yes to that very
text; one no stops it, and nobody, no row, can tell whose (C26, S2-6).

So there is no row of a no, no count of the yeses, and a yes names its member only to who holds the process's key.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce, TruncDate

from processes import parties
from processes.models import Participant, Process
from tyonohjaus.access import Action, Scoped
from tyonohjaus.events.models import Event
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import ChangedMeanwhile, Move, TooLate
from tyonohjaus.people.models.dated import current
from tyonohjaus.sealed.models import SealedModel, SealedQuerySet, SealedText, blind_mark, blind_marks, marks_still_made

from .states import MOVES, Status


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What one action would be: what is done, by whom, until when."""

    what: str
    owner: str = ""
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Words:
    text: str
    actions: Sequence[Proposal] = field(default_factory=tuple)


class MessageQuerySet(SealedQuerySet):
    def sent_to(self, manager: Any) -> "MessageQuerySet":
        """Sent while they were a manager of its people: one who is named later reads nothing from before (C12)."""
        own = Participant.objects.managed_since(manager, "sent_at").filter(process=models.OuterRef("process"))
        return self.where_user_may(manager, Action.VOICE_RECEIVE).filter(models.Exists(own), status=Status.SENT)


class ManagementMessage(SealedText):
    """`revision` counts the texts: a yes is to one of them. No instant tells when somebody answered."""

    SEE = Action.VOICE_READ
    SECTION = "voice"

    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    begun_on = models.DateField(default=clock.today)
    # From when on a manager reads it.
    sent_at = models.DateTimeField(null=True)

    objects: ClassVar = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status="sent", sent_at__isnull=False) | (~Q(status="sent") & Q(sent_at__isnull=True)),
                name="voice_sent_at_when_sent",
            )
        ]

    def __str__(self) -> str:
        return f"message, {self.status}"

    # --- questions

    @staticmethod
    def is_for(process: Process) -> bool:
        """Several meet, an employer is a party, and content is kept."""
        return process.several_meet and process.keeps_content and process.employer_is_party

    @classmethod
    def readable_by(cls, user: Any, *, within: Any = None) -> Any:
        """By those of its people who were there when it was sent, or last put to them, or begun (C23); while it asks,
        by every member of today, since to say yes is to have read it."""
        there = Participant.objects.then_and_now(user, "stood_at")
        member = Participant.objects.supervised().filter(current(), process=models.OuterRef("process"), user=user)
        asked = Q(status=Status.PROPOSED) & Q(models.Exists(member))
        stood = Coalesce("sent_at", cls._last(MOVES["propose"]), cls._last(MOVES["write"], first=True))
        return cls.objects.visible_to(user, within=within).alias(stood_at=stood).filter(asked | there)

    @staticmethod
    def _last(move: Move, *, first: bool = False) -> models.Subquery:
        events = Event.objects.filter(
            name=move.event, subject_type="voice.managementmessage", subject_id=models.OuterRef("pk")
        )
        return models.Subquery(events.order_by("at" if first else "-at").values("at")[:1])

    @classmethod
    def asked_of(cls, user: Any) -> Any:
        """Those that this member is asked about, whether they have answered or not."""
        return cls.objects.where_user_may(user, Action.VOICE_ANSWER).filter(status=Status.PROPOSED)

    @classmethod
    def unanswered_by(cls, user: Any) -> "list[ManagementMessage]":
        """Those that wait for this member's yes or no."""
        asked = list(cls.asked_of(user).select_related("process__organisation").order_by("pk"))
        marks = marks_still_made([(message.seal_scope(), message._parts(user)) for message in asked])
        given = {None, *Yes.objects.filter(mark__in=marks).values_list("mark", flat=True)}
        return [message for message, mark in zip(asked, marks, strict=True) if mark not in given]

    @classmethod
    def asked_of_others_than_now(cls) -> "list[ManagementMessage]":
        """Proposed ones whose group has changed since by somebody's day, and not by anybody's act of that day."""
        today, proposed = clock.today(), MOVES["propose"].event
        asked = Event.objects.filter(name=proposed, subject_id=models.OuterRef("pk")).order_by("-at").values("at")[:1]
        rows = cls.objects.filter(status=Status.PROPOSED).annotate(proposed_on=TruncDate(models.Subquery(asked)))
        members = Participant.objects.supervised().filter(process=models.OuterRef("process"))
        day = models.OuterRef("proposed_on")
        turned = Q(starts_on__gt=day, starts_on__lte=today) | Q(ends_on__gte=day, ends_on__lt=today)
        return list(rows.filter(models.Exists(members.filter(turned))).order_by("pk"))

    def can(self, verb: str) -> bool:
        return self.status in MOVES[verb].sources

    @property
    def may_be_written(self) -> bool:
        """Not where nothing is kept any more (C44): it may still be sent or stopped as it stands."""
        return self.can("write") and self.process.keeps_content

    def has_yes_of(self, user: Any) -> bool:
        """Raises Unreadable."""
        return self.yeses.filter(mark=self._mark(user)).exists()

    # --- verbs

    @classmethod
    def begin(cls, process: Process, *, words: Words, by: Any) -> "ManagementMessage":
        """Raises ValueError where `is_for` says no."""
        if not cls.is_for(process):
            raise ValueError("no message from this process")
        with transaction.atomic():
            row = cls(process=process)
            row._put("text_sealed", words.text)
            row._lay_down(words.actions)
            record(MOVES["write"].event, subject=row, by=by)
        return row

    def write(self, *, words: Words, by: Any, seen: int) -> "ManagementMessage":
        """Another text: whoever said yes said so to the one before, and is asked anew.

        Raises TooLate, ChangedMeanwhile."""
        with transaction.atomic():
            row = self._locked("write", seen)
            if not row.may_be_written:
                raise TooLate(row)
            row._ask_anew()
            row.seal_text("text_sealed", words.text)
            row._lay_down(words.actions)
            return row._move("write", by=by, fields=["text_sealed", "revision"])

    def propose(self, *, by: Any, seen: int) -> "ManagementMessage":
        """Ask every member. Raises TooLate, ChangedMeanwhile."""
        with transaction.atomic():
            return self._locked("propose", seen)._move("propose", by=by)

    def answer(self, *, yes: bool, by: Any, seen: int) -> "ManagementMessage":
        """One member's. The last yes sends it; a no stops it, and takes all yeses along, so that nobody is found by
        what is missing. Raises TooLate, ChangedMeanwhile, and Unreadable where no yes can be marked any more."""
        with transaction.atomic():
            row = self._locked("send" if yes else "stop", seen)
            if not yes:
                row._ask_anew()
                return row._move("stop", anonymous=True, fields=["revision"])
            Yes.objects.get_or_create(message=row, mark=row._mark(by))
            members = [one for one in parties.supervisees(row.process) if one.user.is_active]
            needed = blind_marks([(row.seal_scope(), row._parts(one.user)) for one in members])
            if set(needed) <= set(row.yeses.values_list("mark", flat=True)):
                row.sent_at = clock.now()
                row.yeses.all().delete()
                return row._move("send", anonymous=True, fields=["sent_at"])
            return row

    def reopen(self, *, by: Any) -> "ManagementMessage":
        """Who meets has changed, so everybody is asked anew: else the one who was waited for would show by leaving."""
        with transaction.atomic():
            row = self._locked("write", None)
            row._ask_anew()
            return row._move("write", by=by, fields=["revision"])

    # --- private

    def _locked(self, verb: str, seen: int | None) -> "ManagementMessage":
        row: ManagementMessage = (
            ManagementMessage.objects.select_for_update(of=("self",)).select_related("process").get(pk=self.pk)
        )
        if not row.can(verb):
            raise TooLate(row)
        if seen is not None and row.revision != seen:
            raise ChangedMeanwhile
        return row

    def _move(
        self, verb: str, *, by: Any = None, anonymous: bool = False, fields: Sequence[str] = ()
    ) -> "ManagementMessage":
        self.status = MOVES[verb].target
        self.save(update_fields=["status", *fields])
        record(MOVES[verb].event, subject=self, by=by, anonymous=anonymous)
        return self

    def _ask_anew(self) -> None:
        self.yeses.all().delete()
        self.revision += 1

    def _mark(self, user: Any) -> str:
        return blind_mark(self.seal_scope(), *self._parts(user))

    def _parts(self, user: Any) -> tuple[object, ...]:
        return "voice", self.pk, self.revision, user.pk

    def _lay_down(self, actions: Sequence[Proposal]) -> None:
        self.actions.all().delete()
        for place, action in enumerate(actions):
            row = AgreedAction(process=self.process, message=self, place=place, due_on=action.due_on)
            row.seal_text("owner_sealed", action.owner)
            row._put("what_sealed", action.what)


class Yes(Scoped):
    """That somebody said yes to a revision. Whose it is, the key alone can tell; and no order, no time."""

    scope = "message__process"
    SEE = Action.VOICE_READ

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    message = models.ForeignKey(ManagementMessage, models.CASCADE, related_name="yeses")
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "mark"], name="voice_one_yes")]

    def __str__(self) -> str:
        return "yes"


class AgreedAction(SealedModel):
    """Something that is done about it, by whom and until when: agreed together with the message that it stands in, and
    open to the organisation from when that is sent (S3-9). The organisation marks it done, and the group sees it."""

    SEE = Action.VOICE_READ
    SECTION = "voice"

    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    message = models.ForeignKey(ManagementMessage, models.CASCADE, related_name="actions")
    place = models.PositiveSmallIntegerField()
    what_sealed = models.BinaryField(null=True)
    owner_sealed = models.BinaryField(null=True)
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "place"], name="agreed_action_place"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True)
                | Q(done_on__isnull=False, done_by__isnull=False),
                name="agreed_action_done_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return "agreed action"

    @classmethod
    def received_by(cls, manager: Any) -> Any:
        sent = ManagementMessage.objects.sent_to(manager)
        return cls.objects.where_user_may(manager, Action.VOICE_RECEIVE).filter(message__in=sent.values("pk"))

    def mark_done(self, *, done: bool, by: Any) -> "AgreedAction":
        """By the organisation; the same again changes nothing."""
        with transaction.atomic():
            row: AgreedAction = AgreedAction.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if (row.done_on is not None) == done:
                return row
            row.done_on, row.done_by = (clock.today(), by) if done else (None, None)
            row.save(update_fields=["done_on", "done_by"])
            record("action.done" if done else "action.opened", subject=row, by=by)
            return row
