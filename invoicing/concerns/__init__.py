"""What to look at before the month's invoices go out: typed, each with its sentence and where it is mended.

In the order in which they stop invoices: first what stops all, then one payer, then one session, then what is good to
know. What nobody need do anything about is none.
"""

from .concern import Concern
from .finding import concerns

__all__ = ["Concern", "concerns"]
