from .agreed_themes import Agreed, AgreedTheme, ThemesShown
from .agreeing import ChangedMeanwhile, GroundStands, OtherCalendars, People, SessionsAhead
from .goals import OrganisationGoal, PersonalGoal
from .meeting_link import MeetingLink
from .participant import Participant
from .prices import PriceItem
from .process import PRIVATE, UNBILLED, AttendanceShown, Kind, Payer, Place, Process
from .questions import Question
from .references import References
from .reflection import LearningNote, Loan, Notebook, OwnNote
from .themes import Theme

__all__ = [
    "PRIVATE",
    "UNBILLED",
    "Agreed",
    "AgreedTheme",
    "AttendanceShown",
    "ChangedMeanwhile",
    "GroundStands",
    "Kind",
    "LearningNote",
    "Loan",
    "MeetingLink",
    "Notebook",
    "OrganisationGoal",
    "OtherCalendars",
    "OwnNote",
    "Participant",
    "Payer",
    "People",
    "PersonalGoal",
    "Place",
    "PriceItem",
    "Process",
    "Question",
    "References",
    "SessionsAhead",
    "Theme",
    "ThemesShown",
]
