from .approval import Approval
from .availability import AvailabilityException, AvailabilityRule
from .booking import MOVES, Booking, Origin, Status, TooLate
from .calendar import Allocation, Calendar
from .facts import Attendance, Cancellation, Waiver
from .reminder import Reminder
from .series import Series
from .session_log import Assignment, DiscussedThemes, Log, PrivateNote, read_log, write_log

__all__ = [
    "MOVES",
    "Allocation",
    "Approval",
    "Assignment",
    "Attendance",
    "AvailabilityException",
    "AvailabilityRule",
    "Booking",
    "Calendar",
    "Cancellation",
    "DiscussedThemes",
    "Log",
    "Origin",
    "PrivateNote",
    "Reminder",
    "Series",
    "Status",
    "TooLate",
    "Waiver",
    "read_log",
    "write_log",
]
