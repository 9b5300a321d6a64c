"""The states of an evaluation and of a decision how to go on, and what leads from one to the other."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tyonohjaus.lib.moves import Move


class Status(models.TextChoices):
    OPEN = "open", _("Being answered")
    SHOWN = "shown", _("Answers together")
    CONCLUDED = "concluded", _("Concluded")
    LAPSED = "lapsed", _("Passed over")


_open = frozenset({Status.OPEN.value})
TOGETHER = frozenset({Status.SHOWN.value, Status.CONCLUDED.value})

# docs/domain.md draws this table; a test runs every state × verb against it (E2).
MOVES: dict[str, Move] = {
    "answer": Move(_open, Status.OPEN, "evaluation.answered"),
    "show": Move(_open, Status.SHOWN, "evaluation.shown"),
    "conclude": Move(frozenset({Status.SHOWN.value}), Status.CONCLUDED, "evaluation.concluded"),
    "lapse": Move(_open, Status.LAPSED, "evaluation.lapsed"),
}


class Decision(models.TextChoices):
    OPEN = "open", _("Waiting for answers")
    AGREED = "agreed", _("Agreed")
    DIFFERS = "differs", _("Not agreed")
    LAPSED = "lapsed", _("Passed over")


class Outcome(models.TextChoices):
    GO_ON = "continue", _("Go on as before")
    CHANGE = "change", _("Change something")
    END = "end", _("Bring it to an end")


_undecided = frozenset({Decision.OPEN.value, Decision.DIFFERS.value})

# The same of a decision.
CONTINUATION_MOVES: dict[str, Move] = {
    "choose": Move(_undecided, Decision.OPEN, "continuation.chosen"),
    "agree": Move(_undecided, Decision.AGREED, "continuation.agreed"),
    "differ": Move(frozenset({Decision.OPEN.value}), Decision.DIFFERS, "continuation.not_agreed"),
    "lapse": Move(_undecided, Decision.LAPSED, "continuation.lapsed"),
}
