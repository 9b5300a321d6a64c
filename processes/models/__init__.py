from .agreed_themes import Agreed, AgreedTheme, ThemesShown
from .agreeing import GroundStands, OtherCalendars, Over, People, SessionsAhead, SupervisorManages
from .ending import GoesOnElsewhere, NobodyLeads, WrongDay
from .frames import FrameAgreement, FramePrice, Tariff
from .goals import (
    DayOutside,
    DayRated,
    GoalClosed,
    GoalRating,
    GoalRound,
    GroupGoal,
    GroupGoalsShown,
    HasRatings,
    OrganisationGoal,
    PersonalGoal,
    RoundAnswer,
    RoundClosed,
)
from .kinds import Kind, Trade
from .meeting_link import MeetingLink
from .participant import Participant
from .prices import PriceItem
from .process import PRIVATE, UNBILLED, AttendanceShown, Payer, Place, Process
from .questions import Question
from .reading import Reading
from .references import References
from .reflection import LearningNote, Loan, Notebook, OwnNote
from .shares import CostShare, NotShared, Share
from .states import MOVES, State
from .themes import Theme
from .vat import VatExemption, vat_of

__all__ = [
    "MOVES",
    "PRIVATE",
    "UNBILLED",
    "Agreed",
    "AgreedTheme",
    "AttendanceShown",
    "CostShare",
    "DayOutside",
    "DayRated",
    "FrameAgreement",
    "FramePrice",
    "GoalClosed",
    "GoalRating",
    "GoalRound",
    "GoesOnElsewhere",
    "GroundStands",
    "GroupGoal",
    "GroupGoalsShown",
    "HasRatings",
    "Kind",
    "LearningNote",
    "Loan",
    "MeetingLink",
    "NobodyLeads",
    "NotShared",
    "Notebook",
    "OrganisationGoal",
    "OtherCalendars",
    "Over",
    "OwnNote",
    "Participant",
    "Payer",
    "People",
    "PersonalGoal",
    "Place",
    "PriceItem",
    "Process",
    "Question",
    "Reading",
    "References",
    "RoundAnswer",
    "RoundClosed",
    "SessionsAhead",
    "Share",
    "State",
    "SupervisorManages",
    "Tariff",
    "Theme",
    "ThemesShown",
    "Trade",
    "VatExemption",
    "WrongDay",
    "vat_of",
]
