from .accounts import Closed
from .details import BillingDetails
from .member import Answer, Candidate, Member
from .permission import Permission
from .request import Request, SamePerson, TooLate
from .states import MOVES, State
from .texts import Background, Wishes

__all__ = [
    "MOVES",
    "Answer",
    "Background",
    "BillingDetails",
    "Candidate",
    "Closed",
    "Member",
    "Permission",
    "Request",
    "SamePerson",
    "State",
    "TooLate",
    "Wishes",
]
