from .invoice import Invoice, NotIssuable
from .line import Line
from .numbers import NumberSeries
from .paper import Paper

__all__ = ["Invoice", "Line", "NotIssuable", "NumberSeries", "Paper"]
