from .buyer import BuyerProfile, Channel, Demanded, Grouping, Unmet
from .deputy import AnotherThen, Deputy
from .domains import EmployerDomain
from .extras import Extra
from .handover import HandoverCode
from .logo import Logo
from .organisation import ApprovalMode, Employment, Membership, Organisation, StillManages
from .practice import LastOfTheOffice, OfficeRole, Practice, VatRate
from .profile import Credential, Profile
from .supervisor import Supervisor
from .user import User

__all__ = [
    "AnotherThen",
    "ApprovalMode",
    "BuyerProfile",
    "Channel",
    "Credential",
    "Demanded",
    "Deputy",
    "EmployerDomain",
    "Employment",
    "Extra",
    "Grouping",
    "HandoverCode",
    "LastOfTheOffice",
    "Logo",
    "Membership",
    "OfficeRole",
    "Organisation",
    "Practice",
    "Profile",
    "StillManages",
    "Supervisor",
    "Unmet",
    "User",
    "VatRate",
]
