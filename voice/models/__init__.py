from .message import AgreedAction, ManagementMessage, Proposal, TextChanged, TooLate, Words, Yes
from .states import MOVES, Status

__all__ = [
    "MOVES",
    "AgreedAction",
    "ManagementMessage",
    "Proposal",
    "Status",
    "TextChanged",
    "TooLate",
    "Words",
    "Yes",
]
