"""The states of a request, and what leads from one to the other."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tyonohjaus.lib.moves import Move


class State(models.TextChoices):
    ASKED = "asked", _("Waits to be confirmed by mail")
    OPEN = "open", _("Getting to know each other")
    AGREED = "agreed", _("Everybody wants to start")
    STARTED = "started", _("Started")
    CLOSED = "closed", _("Closed")


GOING_ON = frozenset({State.OPEN.value, State.AGREED.value})

# docs/domain.md draws this table; a test runs every state × verb against it (E2).
MOVES: dict[str, Move] = {
    "confirm": Move(frozenset({State.ASKED.value}), State.OPEN, "request.confirmed"),
    "agree": Move(frozenset({State.OPEN.value}), State.AGREED, "request.agreed"),
    "reconsider": Move(frozenset({State.AGREED.value}), State.OPEN, "request.reconsidered"),
    "start": Move(frozenset({State.AGREED.value}), State.STARTED, "request.started"),
    "close": Move(GOING_ON, State.CLOSED, "request.closed"),
}
