"""Goals in layers. What different people may see lives in different models (DESIGN section 2): the organisation's goals
are open to its manager; a group's are sealed and its own, and the payer reads their text where the agreement says so; a
personal goal is sealed, and the manager and the office have no road to it."""

from .group import GroupGoal, GroupGoalsShown
from .organisation import OrganisationGoal
from .personal import GoalClosed, HasRatings, PersonalGoal
from .ratings import DayOutside, DayRated, GoalRating
from .rounds import GoalRound, RoundAnswer, RoundClosed

__all__ = [
    "DayOutside",
    "DayRated",
    "GoalClosed",
    "GoalRating",
    "GoalRound",
    "GroupGoal",
    "GroupGoalsShown",
    "HasRatings",
    "OrganisationGoal",
    "PersonalGoal",
    "RoundAnswer",
    "RoundClosed",
]
