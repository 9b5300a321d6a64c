"""The closing survey: how it was, on 1–5, and what it did good to (S0-11, S2-8, S3-10). Asked of supervisees in the
final evaluation; shown as an aggregate alone."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from processes.spread import FEWEST
from tyonohjaus.access import Action
from tyonohjaus.lib import clock
from tyonohjaus.sealed.models import SealedModel

LOWEST, HIGHEST = 1, 5

SATISFACTION = {
    "satisfied": _("I am satisfied with the supervision as a whole"),
    "heard": _("I was heard"),
    "needs": _("We dealt with what I needed"),
    "practical": _("Times and other practical matters went well"),
    "recommend": _("I would recommend this supervision to a colleague"),
}
# Whether it had an effect on this.
EFFECTS = {
    "calendar": _("Managing my calendar and working time"),
    "recovery": _("Recovering from work"),
    "reflection": _("Looking at my own work"),
    "coping": _("Coping at work"),
    "cooperation": _("Co-operation at work"),
    "clients": _("My work with clients"),
}
ITEMS = {**SATISFACTION, **EFFECTS}


@dataclass(frozen=True, kw_only=True)
class Aggregate:
    """Of one item: how many answered, and the mean to one decimal."""

    label: Any
    count: int
    mean: float


def aggregates(scores: Mapping[str, Sequence[int]]) -> list[Aggregate]:
    """Of each item that four or more have answered (C16)."""
    return [
        Aggregate(label=label, count=len(scores[key]), mean=round(sum(scores[key]) / len(scores[key]), 1))
        for key, label in ITEMS.items()
        if len(scores.get(key, ())) >= FEWEST
    ]


class PracticeTally(SealedModel):
    """All answers of one half-year, whosever they were: no person, no process, no supervisor. Shown when it is over and
    for that half-year alone: periods never overlap, so that no two of them can be taken from each other (C16).

    What a group of its own has been shown already is kept apart: whoever has read it could take it away from the sum.
    So an item is shown where of the others nobody, or four or more, have answered it too."""

    scope = "practice"
    SEE = Action.EVALUATION_READ  # of the parties: who reach no practice, so that single answers are nobody's to read
    SECTION = "survey"

    practice = models.ForeignKey("people.Practice", models.PROTECT, default=1, related_name="+", editable=False)
    starts_on = models.DateField(unique=True)
    scores_sealed = models.BinaryField(null=True)

    def __str__(self) -> str:
        return f"survey of the half-year from {self.starts_on}"

    def seal_scope(self) -> tuple[str, uuid.UUID]:
        return "practice", uuid.UUID(int=self.practice_id)

    @classmethod
    def add(cls, scores: Mapping[str, Sequence[int]], *, shown: bool = False) -> None:
        """`shown`: to those who gave them, as their group's (reviews.models.answers.Spread)."""
        if not scores:
            return
        starts_on = half_year_of(clock.today())
        cls.objects.get_or_create(starts_on=starts_on)
        row = cls.objects.select_for_update().get(starts_on=starts_on)
        kept = json.loads(row.reopened("scores_sealed") or "{}")
        part = kept.setdefault("shown" if shown else "scores", {})
        for key, given in scores.items():
            part[key] = sorted([*part.get(key, []), *given])
        row._put("scores_sealed", json.dumps(kept, sort_keys=True))

    @classmethod
    def closed(cls, user: Any) -> Any:
        """Half-years that are over, the latest first: of each the aggregate alone is for the office (`read`)."""
        rows = cls.objects.where_user_may(user, Action.STATISTICS_SEE)
        return rows.filter(starts_on__lt=half_year_of(clock.today())).order_by("-starts_on")

    def read(self, *, by: Any) -> list[Aggregate]:
        """Nothing below four respondents."""
        kept = json.loads(self.open_text("scores_sealed", by=by) or "{}")
        shown, others = kept.get("shown", {}), kept.get("scores", {})
        enough = {key for key in ITEMS if not 0 < len(others.get(key, [])) < FEWEST}
        return aggregates({key: [*shown.get(key, []), *others.get(key, [])] for key in enough})


def half_year_of(day: date) -> date:
    return date(day.year, 1 if day.month <= 6 else 7, 1)
