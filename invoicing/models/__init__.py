from .credit import CreditedAlready, CreditedLine, credit
from .delivery import Delivery
from .invoice import Invoice, NotIssuable, NotMade
from .line import Line
from .numbers import AlreadyRunning, NumberSeries, OutOfOrder
from .paper import Paper

__all__ = [
    "AlreadyRunning",
    "CreditedAlready",
    "CreditedLine",
    "Delivery",
    "Invoice",
    "Line",
    "NotIssuable",
    "NotMade",
    "NumberSeries",
    "OutOfOrder",
    "Paper",
    "credit",
]
