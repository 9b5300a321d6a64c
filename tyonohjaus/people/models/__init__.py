from .deputy import AnotherThen, Deputy
from .domains import EmployerDomain
from .extras import Extra
from .handover import HandoverCode
from .organisation import ApprovalMode, Employment, Membership, Organisation, StillManages
from .practice import LastOfTheOffice, OfficeRole, Practice, VatRate
from .profile import Credential, Profile
from .supervisor import Supervisor
from .user import User

__all__ = [
    "AnotherThen",
    "ApprovalMode",
    "Credential",
    "Deputy",
    "EmployerDomain",
    "Employment",
    "Extra",
    "HandoverCode",
    "LastOfTheOffice",
    "Membership",
    "OfficeRole",
    "Organisation",
    "Practice",
    "Profile",
    "StillManages",
    "Supervisor",
    "User",
    "VatRate",
]
