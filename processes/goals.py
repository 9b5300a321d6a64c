"""Goals as a page tells them: opened at once, however many, and only those that the person reads."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tyonohjaus.sealed.models import readable_cells

from . import heads, pictures
from .gas import Scale, t_score
from .models import GoalRating, GoalRound, GroupGoal, PersonalGoal, Process
from .pictures import Shown
from .spread import FEWEST, shown


@dataclass(frozen=True, kw_only=True)
class Rated:
    on: date
    author: Any
    value: int
    step: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """A personal goal in the reader's hands."""

    goal: PersonalGoal
    text: str
    success: str = ""
    aside: str = ""
    scale: Scale = field(default_factory=Scale)
    rated: Sequence[Rated] = ()
    picture: Shown | None = None

    @property
    def latest(self) -> Rated | None:
        """The owner's, which counts."""
        own = [one for one in self.rated if one.author.pk == self.goal.owner_id]
        return own[-1] if own else None

    @property
    def now(self) -> str:
        """`7/10`, `+1`; empty before the first rating."""
        if self.latest is None:
            return ""
        said = pictures.number(self.latest.value, self.scale)
        return said if self.scale.in_levels else f"{said}/10"


@dataclass(frozen=True, kw_only=True)
class Score:
    """T-scores, as they are written: now, and at the start where every baseline is known."""

    now: str
    start: str


@dataclass(frozen=True, kw_only=True)
class Results:
    """Of a group's goal: the latest round that may be shown, and the earlier ones in a line each."""

    picture: Shown
    earlier: Sequence[tuple[str, str, str, str]]


@dataclass(frozen=True, kw_only=True)
class GroupTold:
    goal: GroupGoal
    text: str
    success: str
    results: Results | None = None


def of_more_than_one(process: Process) -> bool:
    """Has it goals that are nobody's alone?"""
    return process.kind not in heads.ALONE


def texts(goals: Iterable[PersonalGoal], *, user: Any) -> list[Told]:
    """Their first lines, for a page that tells no more. What cannot be read is left out."""
    goals = list(goals)
    cells = readable_cells([(goal, "text_sealed") for goal in goals], by=user)
    told = [Told(goal=goal, text=cells[goal.pk, "text_sealed"]) for goal in goals]
    return [one for one in told if one.text]


def whole(goals: Iterable[PersonalGoal], *, user: Any) -> list[Told]:
    """With criteria, scale and ratings."""
    goals = list(goals)
    columns = ("text_sealed", "success_sealed", "scale_sealed", "aside_sealed")
    rows = list(
        GoalRating.readable_by(user)
        .filter(goal__in=[goal.pk for goal in goals])
        .select_related("author")
        .order_by("on")
    )
    cells = readable_cells(
        [(goal, column) for goal in goals for column in columns]
        + [(row, column) for row in rows for column in ("value_sealed", "step_sealed")],
        by=user,
    )
    by_goal = defaultdict(list)
    for row in rows:
        if value := cells[row.pk, "value_sealed"]:
            step = cells[row.pk, "step_sealed"]
            by_goal[row.goal_id].append(Rated(on=row.on, author=row.author, value=int(value), step=step))
    told = []
    for goal in goals:
        text, success, packed, aside = (cells[goal.pk, column] for column in columns)
        scale, rated = Scale.unpacked(packed), by_goal[goal.pk]
        picture = pictures.path(goal.pk, scale=scale, lines=_lines(goal, rated, user))
        if text:
            told.append(
                Told(goal=goal, text=text, success=success, aside=aside, scale=scale, rated=rated, picture=picture)
            )
    return told


def score(told: Iterable[Told]) -> Score | None:
    """Of the goals in levels that count and that their owner has rated. None without any."""
    counted = [one for one in told if one.goal.set_aside_on is None and one.scale.in_levels and one.latest]
    if not counted:
        return None
    starts = [(one.scale.weight, one.scale.baseline) for one in counted if one.scale.baseline is not None]
    return Score(
        now=pictures.decimal(t_score((one.scale.weight, one.latest.value) for one in counted if one.latest)),
        start=pictures.decimal(t_score(starts)) if len(starts) == len(counted) else "",
    )


def group(process: Process, goals: Iterable[GroupGoal], *, user: Any, results: bool = True) -> list[GroupTold]:
    goals = list(goals)
    rounds = _shown_rounds(process, user) if results else []
    cells = readable_cells(
        [(goal, column) for goal in goals for column in ("text_sealed", "success_sealed")]
        + [(row, "tally_sealed") for row, _answered in rounds],
        by=user,
    )
    tallies = [(row, answered, GoalRound.unpacked(cells[row.pk, "tally_sealed"])) for row, answered in rounds]
    told = [
        GroupTold(
            goal=goal,
            text=cells[goal.pk, "text_sealed"],
            success=cells[goal.pk, "success_sealed"],
            results=_results(goal, tallies),
        )
        for goal in goals
    ]
    return [one for one in told if one.text]


def _lines(goal: PersonalGoal, rated: Sequence[Rated], user: Any) -> list[tuple[str, dict[date, int]]]:
    """The owner's first: it counts."""
    authors = {one.author.pk: one.author for one in rated}
    order = sorted(authors.values(), key=lambda author: (author.pk != goal.owner_id, author.name))
    return [
        (
            _("Your rating") if author.pk == user.pk else author.name,
            {one.on: one.value for one in rated if one.author.pk == author.pk},
        )
        for author in order
    ]


def _shown_rounds(process: Process, user: Any) -> list[tuple[GoalRound, int]]:
    """Closed rounds that may be shown, the oldest first, with how many answered: compared with all of the process's,
    also those from before this person's time (C16, C23)."""
    rows = list(
        GoalRound.objects.filter(process=process, closed_on__isnull=False)
        .prefetch_related("answered")
        .order_by("opened_at", "pk")
    )
    if not rows:
        return []
    marks = [{answer.mark for answer in row.answered.all()} for row in rows]
    own = set(GoalRound.objects.visible_to(user).filter(process=process).values_list("pk", flat=True))
    found = zip(rows, marks, shown(marks), strict=True)
    return [(row, len(who)) for row, who, may_be_shown in found if may_be_shown and row.pk in own]


def _results(goal: GroupGoal, tallies: Sequence[tuple[GoalRound, int, dict[str, list[int]]]]) -> Results | None:
    """Of the rounds in which everybody who answered rated this goal: one written meanwhile has fewer answers."""
    whole = [
        (row, answers)
        for row, answered, tally in tallies
        if len(answers := tally.get(str(goal.pk), [])) == answered >= FEWEST
    ]
    if not whole:
        return None
    *earlier, (_latest, answers) = whole
    lines = [
        (pictures.day_of(row), str(min(values)), pictures.middle(values), str(max(values))) for row, values in earlier
    ]
    return Results(picture=pictures.spread(goal.pk, answers), earlier=lines)
