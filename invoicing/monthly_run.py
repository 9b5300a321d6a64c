"""The month of invoicing, and the app's one bridge: sessions to drafts, a payer's yes, drafts to issued invoices.

Each verb may be called again at any time: what is done stays done, and nothing is done twice.
"""

from .concerns import Concern, concerns
from .drafting import Drafted, NotOver, draft_month, draft_once_a_day, last_day, month_that_ended
from .hours import HoursCard, accept_silence
from .hours import waiting as hours_waiting
from .issuing import Issued, issue_ordered, order
from .marks import remind
from .month import Month, month_of
from .progress import Progress, progress_of

__all__ = [
    "Concern",
    "Drafted",
    "HoursCard",
    "Issued",
    "Month",
    "NotOver",
    "Progress",
    "accept_silence",
    "concerns",
    "draft_month",
    "draft_once_a_day",
    "hours_waiting",
    "issue_ordered",
    "last_day",
    "month_of",
    "month_that_ended",
    "order",
    "progress_of",
    "remind",
]
