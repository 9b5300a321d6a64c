from .details import BillingDetails
from .member import Answer, Candidate, Member
from .permission import PHONE, Permission
from .request import Request, SamePerson
from .states import MOVES, State
from .testimonial import Occasion, Testimonial
from .texts import Background, Wishes

__all__ = [
    "MOVES",
    "PHONE",
    "Answer",
    "Background",
    "BillingDetails",
    "Candidate",
    "Member",
    "Occasion",
    "Permission",
    "Request",
    "SamePerson",
    "State",
    "Testimonial",
    "Wishes",
]
