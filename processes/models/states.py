"""The states of a process, derived from its days, and what leads from one to the other."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import Move


class State(models.TextChoices):
    AHEAD = "ahead", _("Begins")
    GOING_ON = "going_on", _("Goes on")
    ENDING = "ending", _("Ends")
    OVER = "over", _("Ended")


def state_of(starts_on: date, ends_on: date | None, *, today: date) -> State:
    """Nothing is stored but the days. One that was called off keeps no day at all (docs/decisions/0014)."""
    if ends_on and (ends_on < today or ends_on < starts_on):
        return State.OVER
    if starts_on > today:
        return State.AHEAD
    return State.ENDING if ends_on else State.GOING_ON


def over(today: date | None = None) -> Q:
    """The same as State.OVER, for a query."""
    return Q(ends_on__lt=today or clock.today()) | Q(ends_on__lt=F("starts_on"))


# docs/domain.md draws this table; a test runs every state × verb against it (E2).
MOVES: dict[str, Move] = {
    "end": Move(frozenset({State.GOING_ON, State.ENDING}), State.ENDING, "process.ending"),
    "withdraw_ending": Move(frozenset({State.ENDING}), State.GOING_ON, "process.ending_withdrawn"),
    "call_off": Move(frozenset({State.AHEAD}), State.OVER, "process.called_off"),
    # The process itself stays over: what goes on is another one (S0-15).
    "reopen": Move(frozenset({State.OVER}), State.OVER, "process.reopened"),
}
