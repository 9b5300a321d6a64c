from .agreeing import ChangedMeanwhile, GroundStands, OtherCalendars, People, SessionsAhead
from .goals import OrganisationGoal, PersonalGoal
from .meeting_link import MeetingLink
from .participant import Participant
from .prices import PriceItem
from .process import PRIVATE, UNBILLED, AttendanceShown, Kind, Payer, Place, Process
from .references import References
from .themes import Theme

__all__ = [
    "PRIVATE",
    "UNBILLED",
    "AttendanceShown",
    "ChangedMeanwhile",
    "GroundStands",
    "Kind",
    "MeetingLink",
    "OrganisationGoal",
    "OtherCalendars",
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
