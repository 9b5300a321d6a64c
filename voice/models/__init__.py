from .message import AgreedAction, ManagementMessage, Proposal, Words, Yes
from .states import MOVES, Status

__all__ = [
    "MOVES",
    "AgreedAction",
    "ManagementMessage",
    "Proposal",
    "Status",
    "Words",
    "Yes",
]
