"""What an evaluation asks: the house's own questions (DOMAIN 4.2), or those that the practice has put in their place.

An evaluation keeps the questions that it was asked with, in all three languages. A question that names 0–10 is
answered with a number beside the words.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as later

from tyonohjaus.access import Action, Scoped
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Practice

SCALE = "0–10"
LANGUAGES = ("fi", "sv", "en")
MOST = 20


class Kind(models.TextChoices):
    MID = "mid", later("Mid evaluation")
    FINAL = "final", later("Final evaluation")
    FOLLOW_UP = "follow_up", later("Follow-up")


DEFAULTS: dict[str, tuple[Any, ...]] = {
    Kind.MID: (
        later("How does our co-operation go – what helps, what hinders?"),
        later("Where are we with the goals (0–10 and in words)?"),
        later("What has changed in your work?"),
        later("What have we not talked about although we should?"),
        later("Are the goals still right – do we add, change or drop any?"),
        later("Do the rhythm, length, place, remote connection and methods work?"),
        later("Do the rules that we agreed on hold?"),
        later("What do you wish the supervisor would do more or less?"),
        later("Do we go on, change something, or end?"),
        later("Would you like to invite the manager, and to which part?"),
    ),
    Kind.FINAL: (
        later("Where are the goals now, at the end (0–10 and in words)?"),
        later("What were the most important insights?"),
        later("What do I do differently now?"),
        later("How has this affected coping, the work, clients and co-operation?"),
        later("What was left unfinished?"),
        later("How was the co-operation, and what feedback for the supervisor?"),
        later("What do I take along?"),
        later("What, if anything, do we bring to the manager together?"),
        later("What shall we ask in the follow-up in 3–6 months?"),
    ),
    Kind.FOLLOW_UP: (
        later("Which change has lasted?"),
        later("What stood in its way?"),
        later("Is a new period needed?"),
    ),
}


@dataclass(frozen=True)
class Question:
    key: str
    text: str
    scaled: bool


class QuestionSet(Scoped):
    """One version of what a practice asks. The newest counts; earlier ones stay as they were."""

    scope = "practice"
    SEE = Action.PRACTICE_EDIT

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, default=1, related_name="+", editable=False)
    kind = models.CharField(max_length=9, choices=Kind.choices)
    version = models.PositiveIntegerField()
    # Language → a question a line; the same line is the same question.
    texts = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="question_set_version")]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"

    @classmethod
    def newest(cls, kind: str) -> "QuestionSet | None":
        return cls.objects.filter(kind=kind).order_by("-version").first()

    @classmethod
    def write(cls, kind: str, *, texts: dict[str, list[str]], by: Any) -> None:
        """A new version, where it differs from the one before."""
        with transaction.atomic():
            practice = Practice.objects.select_for_update().get()
            if texts == texts_of(kind):
                return
            newest = cls.newest(kind)
            row = cls.objects.create(
                practice=practice, kind=kind, version=newest.version + 1 if newest else 1, texts=texts, created_by=by
            )
            record("practice.questions_changed", subject=practice, by=by, kind=kind, version=row.version)


def texts_of(kind: str) -> dict[str, list[str]]:
    """Language → the questions that are asked from now on."""
    newest = QuestionSet.newest(kind)
    if newest:
        return newest.texts
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = [str(text) for text in DEFAULTS[kind]]
    return found


def frozen(kind: str) -> list[dict[str, str]]:
    """For an evaluation to keep: each question by language; one that was not translated is asked in Finnish."""
    texts = texts_of(kind)
    finnish = texts["fi"]
    return [
        {language: (texts.get(language) or finnish)[place] for language in LANGUAGES} for place in range(len(finnish))
    ]


def asked(kept: list[dict[str, str]], *, language: str) -> list[Question]:
    return [
        Question(key=str(number), text=one[language], scaled=SCALE in one["fi"])
        for number, one in enumerate(kept, start=1)
    ]
