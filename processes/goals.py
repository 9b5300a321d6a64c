"""Goals as a page tells them: opened at once, however many, and only those that the person reads."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from tyonohjaus.sealed.models import readable_cells

from . import pictures
from .gas import Scale, t_score
from .models import GoalRating, GoalRound, GroupGoal, OrganisationGoal, PersonalGoal, Process
from .pictures import Shown
from .spread import FEWEST, shown

PERSONAL = ("text_sealed", "success_sealed", "scale_sealed", "aside_sealed")
SHARED = ("text_sealed", "success_sealed")
RATING = ("value_sealed", "step_sealed")


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
    reader: Any = None

    @cached_property
    def picture(self) -> Shown | None:
        return pictures.path(self.goal.pk, scale=self.scale, lines=_lines(self.goal, self.rated, self.reader))

    @property
    def latest(self) -> Rated | None:
        """The owner's, which counts."""
        own = [one for one in self.rated if one.author.pk == self.goal.owner_id]
        return own[-1] if own else None

    @property
    def now(self) -> str:
        """`7/10`, `+1 – more than hoped for`; empty before the first rating."""
        if self.latest is None:
            return ""
        value = self.latest.value
        return pictures.level(value) if self.scale.in_levels else f"{value}/10"


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


def texts(goals: Iterable[PersonalGoal], *, user: Any) -> list[Told]:
    """Their first lines, for a page that tells no more. What cannot be read is left out."""
    goals = list(goals)
    cells = readable_cells([(goal, "text_sealed") for goal in goals], by=user)
    told = [Told(goal=goal, text=cells[goal.pk, "text_sealed"]) for goal in goals]
    return [one for one in told if one.text]


@dataclass(frozen=True, kw_only=True)
class Read:
    """Rows of one page and what stands in them, opened together: two queries for whatever a page shows."""

    personal: Sequence[PersonalGoal] = ()
    ratings: Sequence[GoalRating] = ()
    group: Sequence[GroupGoal] = ()
    rounds: Sequence[tuple[GoalRound, int]] = ()
    cells: dict[tuple[Any, str], str] = field(default_factory=dict)
    user: Any = None

    @classmethod
    def of(
        cls,
        user: Any,
        *,
        within: Process | None = None,
        personal: Iterable[PersonalGoal] = (),
        group: Iterable[GroupGoal] = (),
        rounds: Sequence[tuple[GoalRound, int]] = (),
        latest_only: bool = False,
    ) -> "Read":
        """`within`: the process whose goals they all are. `latest_only`: of each goal no more than the rating that
        counts."""
        personal, group = list(personal), list(group)
        ratings = _ratings(personal, user, within=within, latest_only=latest_only)
        cells = readable_cells(
            [(goal, column) for goal in personal for column in PERSONAL]
            + [(goal, column) for goal in group for column in SHARED]
            + [(row, column) for row in ratings for column in RATING]
            + [(row, "tally_sealed") for row, _answered in rounds],
            by=user,
        )
        return cls(personal=personal, ratings=ratings, group=group, rounds=rounds, cells=cells, user=user)

    def own(self) -> list[Told]:
        """The personal goals; what cannot be read is left out."""
        told = [self._told(goal) for goal in self.personal]
        return [one for one in told if one.text]

    def shared(self) -> list[GroupTold]:
        tallies = [(row, count, GoalRound.unpacked(self.cells[row.pk, "tally_sealed"])) for row, count in self.rounds]
        told = [
            GroupTold(
                goal=goal,
                text=self.cells[goal.pk, "text_sealed"],
                success=self.cells[goal.pk, "success_sealed"],
                results=_results(goal, tallies),
            )
            for goal in self.group
        ]
        return [one for one in told if one.text]

    def _told(self, goal: PersonalGoal) -> Told:
        text, success, packed, aside = (self.cells[goal.pk, column] for column in PERSONAL)
        rated = [
            Rated(on=row.on, author=row.author, value=int(value), step=self.cells[row.pk, "step_sealed"])
            for row in self.ratings
            if row.goal_id == goal.pk and (value := self.cells[row.pk, "value_sealed"])
        ]
        scale = Scale.unpacked(packed)
        return Told(goal=goal, text=text, success=success, aside=aside, scale=scale, rated=rated, reader=self.user)


def _ratings(
    personal: Sequence[PersonalGoal], user: Any, *, within: Process | None, latest_only: bool
) -> list[GoalRating]:
    """In the order of their days; none is asked for where there is no goal."""
    if not personal:
        return []
    rows = GoalRating.readable_by(user, within=within).filter(goal__in=[goal.pk for goal in personal])
    found = list(rows.select_related("author").order_by("on"))
    if not latest_only:
        return found
    owners = {goal.pk: goal.owner_id for goal in personal}
    return list({row.goal_id: row for row in found if row.author_id == owners[row.goal_id]}.values())


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


def shown_rounds(process: Process, user: Any) -> list[tuple[GoalRound, int]]:
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


def arrange(goal: GroupGoal | OrganisationGoal, pressed: Container[str], *, by: Any) -> bool:
    """Set it aside, take it up again, or move it up: was one of these buttons pressed?"""
    for verb in ("set_aside", "take_up", "move_up"):
        if verb in pressed:
            getattr(goal, verb)(by=by)
            return True
    return False
