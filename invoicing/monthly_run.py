"""The month of invoicing, and the app's one bridge: sessions to drafts, a payer's yes, drafts to issued invoices.

Each of them may be called again at any time: what is done stays done, and nothing is done twice.
"""

from .drafting import Drafted, NotOver, draft_month, draft_once_a_day, last_day, month_that_ended
from .hours import accept_silence
from .issuing import Issued, issue_all

__all__ = [
    "Drafted",
    "Issued",
    "NotOver",
    "accept_silence",
    "draft_month",
    "draft_once_a_day",
    "issue_all",
    "last_day",
    "month_that_ended",
]
