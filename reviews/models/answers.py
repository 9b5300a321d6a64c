"""What was answered. Each one's own is sealed and read by its author alone until the evaluation is shown; what members
of a group answer keeps no author once it is handed in (C22, C24)."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from random import SystemRandom
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from processes.models import Participant, Process
from processes.spread import FEWEST
from tyonohjaus.access import Action
from tyonohjaus.events.record import record
from tyonohjaus.lib.moves import ChangedMeanwhile, TooLate
from tyonohjaus.sealed.cipher import Unreadable
from tyonohjaus.sealed.models import SealedModel, SealedText, open_texts

from .states import TOGETHER


@dataclass(frozen=True, kw_only=True)
class Given:
    """One person's answers by the question's key. `shared`: with the others of a small group, by own choice."""

    texts: dict[str, str] = field(default_factory=dict)
    scores: dict[str, int] = field(default_factory=dict)
    survey: dict[str, int] = field(default_factory=dict)
    shared: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.texts or self.scores or self.survey)


class Answers(SealedModel):
    """One named person's, from the first draft on. That they were handed in, and are shared, is kept without its hour:
    that of the last one would tell who it was (C24)."""

    SEE = Action.EVALUATION_READ
    SECTION = "evaluation"

    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    evaluation = models.ForeignKey("reviews.Evaluation", models.PROTECT, related_name="answers")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    handed_in = models.BooleanField(default=False)
    shared = models.BooleanField(default=False)
    given_sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "author"], name="answers_one_per_author")]

    def __str__(self) -> str:
        return "answers"

    @classmethod
    def readable_by(cls, user: Any) -> Any:
        """One's own; of the others what was handed in, once it is shown: to those who were there then (C23)."""
        there = Participant.objects.then_and_now(user, "evaluation__opened_at")
        together = Q(handed_in=True, shared=True, evaluation__status__in=TOGETHER)
        return cls.objects.visible_to(user).filter(there).filter(Q(author=user) | together)

    @classmethod
    def put(cls, evaluation: Any, given: Given, *, author: Any, handed_in: bool) -> "Answers":
        row = cls._at(evaluation=evaluation, author=author, process=evaluation.process)
        row.handed_in, row.shared = handed_in, given.shared
        row._put("given_sealed", json.dumps(asdict(given)))
        return row

    @classmethod
    def forget(cls, evaluation: Any, *, author: Any) -> None:
        """The draft of one whose answers keep no name."""
        cls.objects.filter(evaluation=evaluation, author=author).delete()

    def read(self, *, by: Any) -> Given:
        return read_all([self], by=by)[0]


def read_all(rows: Iterable[Answers], *, by: Any) -> list[Given]:
    """In two queries, however many. Raises Unreadable."""
    rows = list(rows)
    texts = open_texts(rows, "given_sealed", by=by)
    return [Given(**json.loads(texts[row.pk] or "{}")) for row in rows]


@dataclass(frozen=True, kw_only=True)
class Spread:
    """What a group answered, without names: each list in an order of its own."""

    count: int
    texts: dict[str, list[str]]
    scores: dict[str, list[int]]
    survey: dict[str, list[int]]


class Tally(SealedModel):
    """A group's answers in one sealed blob, each question's list shuffled anew with every answer that comes in: no
    author, no order, no hour, and nothing that would tie one person's answers together."""

    SEE = Action.EVALUATION_READ
    SECTION = "evaluation"

    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    evaluation = models.OneToOneField("reviews.Evaluation", models.PROTECT, related_name="tally")
    answers_sealed = models.BinaryField(null=True)

    def __str__(self) -> str:
        return "tally"

    @classmethod
    def readable_by(cls, user: Any) -> Any:
        there = Participant.objects.then_and_now(user, "evaluation__opened_at")
        return cls.objects.visible_to(user).filter(there, evaluation__status__in=TOGETHER)

    @classmethod
    def add(cls, evaluation: Any, given: Given) -> None:
        """The caller holds the evaluation's row locked."""
        row = cls._at(evaluation=evaluation, process=evaluation.process)
        kept = json.loads(row.reopened("answers_sealed") or '{"count": 0, "texts": {}, "scores": {}, "survey": {}}')
        kept["count"] += 1
        for name in ("texts", "scores", "survey"):
            for key, value in getattr(given, name).items():
                kept[name].setdefault(key, []).append(value)
                SystemRandom().shuffle(kept[name][key])
        row._put("answers_sealed", json.dumps(kept, sort_keys=True))

    def read(self, *, by: Any) -> Spread | None:
        """None below four answers; of a question that fewer have answered, nothing either (C16). Words alone, where the
        numbers of another evaluation would tell whose these are."""
        kept = json.loads(self.open_text("answers_sealed", by=by) or '{"count": 0}')
        if kept["count"] < FEWEST:
            return None
        enough = {
            name: {key: values for key, values in kept[name].items() if len(values) >= FEWEST}
            for name in ("texts", "scores", "survey")
        }
        if not self.evaluation.tells_numbers:
            enough |= {"scores": {}, "survey": {}}
        return Spread(count=kept["count"], **enough)

    def survey(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        """Of the closing survey what the group is shown, and what too few have answered for that; to be added up with
        others'. Nothing where the key is gone."""
        try:
            given: dict[str, list[int]] = json.loads(self.reopened("answers_sealed") or "{}").get("survey", {})
        except Unreadable:
            given = {}
        shown = {key: scores for key, scores in given.items() if len(scores) >= FEWEST}
        return shown, {key: scores for key, scores in given.items() if key not in shown}


class JointText(SealedText):
    """What supervisee and supervisor, or the group, found together."""

    SEE = Action.EVALUATION_READ
    SECTION = "evaluation"

    process = models.ForeignKey(Process, models.PROTECT, related_name="+")
    evaluation = models.OneToOneField("reviews.Evaluation", models.PROTECT, related_name="joint_text")
    # Of the text: a new one with every change, so that two who write at once do not lose each other's.
    version = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return "joint text"

    @classmethod
    def write(cls, evaluation: Any, *, text: str, by: Any, seen: str) -> "JointText":
        """`seen` is the version that the writer had before them. Raises ChangedMeanwhile, TooLate."""
        with transaction.atomic():
            row = evaluation._ready("conclude")
            if not row.takes_words:
                raise TooLate(row)
            found = cls._at(evaluation=row, process=row.process)
            if seen != found.mark:
                raise ChangedMeanwhile
            found.version = uuid.uuid4()
            found._put("text_sealed", text)
            record("joint_text.written", subject=found, by=by)
        return found

    @property
    def mark(self) -> str:
        """Empty for one that is not written yet."""
        return "" if self._state.adding else str(self.version)

    @classmethod
    def readable_by(cls, user: Any) -> Any:
        there = Participant.objects.then_and_now(user, "evaluation__opened_at")
        return cls.objects.visible_to(user).filter(there)
