from .balance import Balance, Standing, owing, with_balance
from .credit import CreditedAlready, CreditedLine, credit
from .delivery import Delivery
from .invoice import Invoice, NotIssuable, NotMade
from .line import Line
from .numbers import AlreadyRunning, NumberSeries, OutOfOrder
from .package import Package, PackageBilled, PackedSession
from .paper import Paper
from .payment import NotPayable, Payment, PaymentTakenBack, Refusal, pay
from .reminder import Reminder

__all__ = [
    "AlreadyRunning",
    "Balance",
    "CreditedAlready",
    "CreditedLine",
    "Delivery",
    "Invoice",
    "Line",
    "NotIssuable",
    "NotMade",
    "NotPayable",
    "NumberSeries",
    "OutOfOrder",
    "Package",
    "PackageBilled",
    "PackedSession",
    "Paper",
    "Payment",
    "PaymentTakenBack",
    "Refusal",
    "Reminder",
    "Standing",
    "credit",
    "owing",
    "pay",
    "with_balance",
]
