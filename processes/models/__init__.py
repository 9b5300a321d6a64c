from .agreeing import ChangedMeanwhile, GroundStands, People, SessionsAhead
from .goals import OrganisationGoal, PersonalGoal
from .meeting_link import MeetingLink
from .participant import Participant
from .prices import PriceItem
from .process import Attendance, Kind, Payer, Place, Process
from .references import References
from .themes import Theme

__all__ = [
    "Attendance",
    "ChangedMeanwhile",
    "GroundStands",
    "Kind",
    "MeetingLink",
    "OrganisationGoal",
    "Participant",
    "Payer",
    "People",
    "PersonalGoal",
    "Place",
    "PriceItem",
    "Process",
    "References",
    "SessionsAhead",
    "Theme",
]
