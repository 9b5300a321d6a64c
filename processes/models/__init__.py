from .goals import OrganisationGoal, PersonalGoal
from .prices import PriceItem
from .process import Kind, MeetingLink, Participant, Payer, Place, Process
from .themes import Theme

__all__ = [
    "Kind",
    "MeetingLink",
    "OrganisationGoal",
    "Participant",
    "Payer",
    "PersonalGoal",
    "Place",
    "PriceItem",
    "Process",
    "Theme",
]
