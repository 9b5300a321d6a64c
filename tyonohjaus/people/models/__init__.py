from .domains import EmployerDomain
from .extras import Extra
from .handover import HandoverCode
from .organisation import ApprovalMode, Employment, Membership, Organisation, StillManages
from .practice import LastOfTheOffice, OfficeRole, Practice, VatRate
from .supervisor import Supervisor
from .user import User

__all__ = [
    "ApprovalMode",
    "EmployerDomain",
    "Employment",
    "Extra",
    "HandoverCode",
    "LastOfTheOffice",
    "Membership",
    "OfficeRole",
    "Organisation",
    "Practice",
    "StillManages",
    "Supervisor",
    "User",
    "VatRate",
]
