from .approval import Approval
from .availability import AvailabilityException, AvailabilityRule, HoursOverlap
from .booking import Booking, TooLate
from .calendar import Allocation, Calendar
from .facts import Attendance, Cancellation, Waiver
from .reminder import Reminder
from .series import Series
from .session_log import Assignment, DiscussedThemes, Log, PrivateNote, read_log, write_log
from .states import MOVES, OPEN, TAKES_TIME, Origin, Status

__all__ = [
    "MOVES",
    "OPEN",
    "TAKES_TIME",
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
    "HoursOverlap",
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
