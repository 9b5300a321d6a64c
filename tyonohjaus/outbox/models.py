"""A message is a row before it is mail. It keeps facts, not rendered text: nothing rendered is stored.

Once-only mail cannot be proven across a kill between the server's answer and our commit. So `handed_over_at` is
stamped before the text goes out; a lapsed lease with that stamp becomes `uncertain`, kept with the same Message-ID
for a person to decide. Delivered + uncertain = expected, and no Message-ID goes out twice.
"""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tyonohjaus.access import Action, Scoped, ScopedQuerySet
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.claim import Leased

MAX_ATTEMPTS = 5


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    UNCERTAIN = "uncertain", _("Perhaps sent")
    FAILED = "failed", _("Could not be sent")
    DROPPED = "dropped", _("Not needed any more")


class MessageQuerySet(ScopedQuerySet["Message"]):
    def waiting(self) -> "MessageQuerySet":
        return self.filter(state=State.WAITING, send_at__lte=clock.now())

    def drop_waiting(self, about: models.Model, *, templates: list[str]) -> None:
        """Nobody need hear what of this still waits about the row: it has changed (D1)."""
        waiting = self.filter(about_type=about._meta.label_lower, about_id=about.pk, state=State.WAITING)
        waiting.filter(template__in=templates, handed_over_at=None).update(state=State.DROPPED)

    def unsent(self) -> "MessageQuerySet":
        """What a person must look at."""
        return self.filter(state__in=[State.FAILED, State.UNCERTAIN])

    def troubled(self) -> "MessageQuerySet":
        """That, and what is tried again by itself."""
        retried = Q(state=State.WAITING) & ~Q(problem="")
        return self.filter(Q(state__in=[State.FAILED, State.UNCERTAIN]) | retried)


class Message(Scoped, Leased):
    """`about` is the row that the message tells of; `attach` names what the deliverer makes and attaches."""

    scope = "practice"
    SEE = Action.MESSAGE_SEE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=160, unique=True, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, default=1, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    address = models.EmailField()
    reply_to = models.EmailField(blank=True)
    language = models.CharField(max_length=2)
    template = models.CharField(max_length=60)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    about_type = models.CharField(max_length=40)
    about_id = models.UUIDField()
    attach = models.CharField(max_length=40, blank=True)
    link = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    send_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=60, blank=True)

    # What an app has read to say whether it is still so, for the attachment that it makes next.
    read: Any = None

    objects: ClassVar = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["send_at"], condition=Q(state="waiting"), name="message_waiting"),
            models.Index(fields=["about_type", "about_id"], name="message_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(handed_over_at__isnull=False, sent_at__isnull=False),
                name="message_sent_was_handed_over",
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.state}"

    @property
    def message_id(self) -> str:
        """The same for life, so that a receiver can tell a repetition."""
        return f"<{self.pk}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}>"

    def hand_over(self) -> None:
        """Just before the text goes to the server: from here on, silence means "perhaps"."""
        self._write(handed_over_at=clock.machine_now())

    def mark_sent(self) -> None:
        self._write(state=State.SENT, sent_at=clock.now(), locked_until=None, problem="")

    def mark_uncertain(self) -> None:
        self._write(state=State.UNCERTAIN, locked_until=None, problem="lease lapsed after hand-over")

    def put_back(self, *, problem: str, until: datetime) -> None:
        """The server did not take it. Try again at `until`, until the attempts are used up."""
        state = State.FAILED if self.attempts >= MAX_ATTEMPTS else State.WAITING
        self._write(state=state, handed_over_at=None, locked_until=until, problem=problem[:60])

    def drop(self) -> None:
        """What it says is no longer so: it is not needed any more."""
        self._write(state=State.DROPPED, locked_until=None, problem="")

    def refuse(self, *, problem: str) -> None:
        """The server said no for good."""
        self._write(state=State.FAILED, handed_over_at=None, locked_until=None, problem=problem[:60])

    def send_again(self, *, by: Any) -> None:
        """A person decides to try once more. Raises nothing: what is not failed or uncertain is left as it is."""
        with transaction.atomic():
            row = Message.objects.select_for_update().get(pk=self.pk)
            if row.state in {State.FAILED, State.UNCERTAIN}:
                row._write(state=State.WAITING, handed_over_at=None, locked_until=None, attempts=0, problem="")
                record("message.sent_again", subject=row, by=by)

    def _write(self, **values: Any) -> None:
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))
