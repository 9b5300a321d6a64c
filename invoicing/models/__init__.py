from .balance import Balance, Standing, balance_of, owing, with_balance
from .credit import CreditedAlready, CreditedLine, NotCreditable, credit
from .export import Export
from .fee import AgreedFee
from .fee_note import FeeNote, FeeNoteTakenBack, FeePaid, PaidSession
from .invoice import Invoice, NotIssuable, NotMade
from .line import Line
from .numbers import AlreadyRunning, NumberSeries, OutOfOrder
from .package import Package, PackageBilled, PackedSession
from .paper import Paper
from .payment import NotPayable, Payment, PaymentTakenBack, Refusal, pay
from .reminder import Reminder
from .sending import BY_HAND, EINVOICE, NotSendable, Route, Sending, SentAlready, faults
from .travel import NotHeld, TravelBilled, TravelCost

__all__ = [
    "BY_HAND",
    "EINVOICE",
    "AgreedFee",
    "AlreadyRunning",
    "Balance",
    "CreditedAlready",
    "CreditedLine",
    "Export",
    "FeeNote",
    "FeeNoteTakenBack",
    "FeePaid",
    "Invoice",
    "Line",
    "NotCreditable",
    "NotHeld",
    "NotIssuable",
    "NotMade",
    "NotPayable",
    "NotSendable",
    "NumberSeries",
    "OutOfOrder",
    "Package",
    "PackageBilled",
    "PackedSession",
    "PaidSession",
    "Paper",
    "Payment",
    "PaymentTakenBack",
    "Refusal",
    "Reminder",
    "Route",
    "Sending",
    "SentAlready",
    "Standing",
    "TravelBilled",
    "TravelCost",
    "balance_of",
    "credit",
    "faults",
    "owing",
    "pay",
    "with_balance",
]
