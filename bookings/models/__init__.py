from .approval import Approval
from .assignment import Assignment, AssignmentDone
from .availability import AvailabilityException, AvailabilityRule, HoursOverlap
from .booking import Booking
from .calendar import Allocation, Calendar
from .earlier import EarlierAsk, EarlierYes
from .facts import Attendance, Cancellation, Waiver
from .log import Log, read_log, write_log
from .reminder import Reminder
from .series import Reach, Series, SkippedDate
from .session_log import DiscussedThemes, PairNote, PrivateNote, SharedNote
from .states import MOVES, OPEN, TAKES_TIME, Origin, Status
from .wish import AgendaWish, Check, SessionCheck

__all__ = [
    "MOVES",
    "OPEN",
    "TAKES_TIME",
    "AgendaWish",
    "Allocation",
    "Approval",
    "Assignment",
    "AssignmentDone",
    "Attendance",
    "AvailabilityException",
    "AvailabilityRule",
    "Booking",
    "Calendar",
    "Cancellation",
    "Check",
    "DiscussedThemes",
    "EarlierAsk",
    "EarlierYes",
    "HoursOverlap",
    "Log",
    "Origin",
    "PairNote",
    "PrivateNote",
    "Reach",
    "Reminder",
    "Series",
    "SessionCheck",
    "SharedNote",
    "SkippedDate",
    "Status",
    "Waiver",
    "read_log",
    "write_log",
]
