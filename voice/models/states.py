"""The states of a message to management, and what leads from one to the other."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tyonohjaus.lib.moves import Move


class Status(models.TextChoices):
    DRAFT = "draft", _("Being written")
    PROPOSED = "proposed", _("Waiting for everybody's yes")
    STOPPED = "stopped", _("Will not be sent")
    SENT = "sent", _("Sent to management")


_unsent = frozenset({Status.DRAFT.value, Status.PROPOSED.value, Status.STOPPED.value})

MOVES: dict[str, Move] = {
    "write": Move(_unsent, Status.DRAFT, "voice.written"),
    "propose": Move(frozenset({Status.DRAFT.value}), Status.PROPOSED, "voice.proposed"),
    "stop": Move(frozenset({Status.PROPOSED.value}), Status.STOPPED, "voice.stopped"),
    "send": Move(frozenset({Status.PROPOSED.value}), Status.SENT, "voice.sent"),
}
