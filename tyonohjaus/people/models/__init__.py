from .handover import HandoverCode
from .organisation import Employment, Membership, Organisation
from .practice import OfficeRole, Practice, VatRate
from .supervisor import Supervisor
from .user import User

__all__ = [
    "Employment",
    "HandoverCode",
    "Membership",
    "OfficeRole",
    "Organisation",
    "Practice",
    "Supervisor",
    "User",
    "VatRate",
]
