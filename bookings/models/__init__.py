from .acceptance import Acceptance, Yes, missing
from .agreed_time import Asked, Times
from .approval import Approval
from .assignment import Assignment, AssignmentDone
from .availability import AvailabilityException, AvailabilityRule, HoursOverlap
from .booking import Booking
from .busy import BusyCalendar, BusyTime
from .calendar import Allocation, Calendar
from .chase import Chase
from .earlier_notes import EarlierAsk, EarlierYes
from .earlier_time import OFFER_MOVES, FreedTime, PartOfDay, TimeOffer, TimeWish
from .facts import Absence, Attendance, Cancellation, Waiver
from .feed import CalendarFeed
from .log import Log, read_log, write_log
from .mail_choice import AN_HOUR, MailChoice
from .nudge import Nudge
from .reminder import Reminder
from .room import Room, RoomIsBooked
from .series import Reach, Series, SkippedDate
from .session_log import DiscussedThemes, PairNote, PrivateNote, SharedNote
from .states import MOVES, OPEN, TAKES_TIME, Origin, Status
from .whereabouts import Whereabouts
from .wish import AgendaWish, Check, SessionCheck

__all__ = [
    "AN_HOUR",
    "MOVES",
    "OFFER_MOVES",
    "OPEN",
    "TAKES_TIME",
    "Absence",
    "Acceptance",
    "AgendaWish",
    "Allocation",
    "Approval",
    "Asked",
    "Assignment",
    "AssignmentDone",
    "Attendance",
    "AvailabilityException",
    "AvailabilityRule",
    "Booking",
    "BusyCalendar",
    "BusyTime",
    "Calendar",
    "CalendarFeed",
    "Cancellation",
    "Chase",
    "Check",
    "DiscussedThemes",
    "EarlierAsk",
    "EarlierYes",
    "FreedTime",
    "HoursOverlap",
    "Log",
    "MailChoice",
    "Nudge",
    "Origin",
    "PairNote",
    "PartOfDay",
    "PrivateNote",
    "Reach",
    "Reminder",
    "Room",
    "RoomIsBooked",
    "Series",
    "SessionCheck",
    "SharedNote",
    "SkippedDate",
    "Status",
    "TimeOffer",
    "TimeWish",
    "Times",
    "Waiver",
    "Whereabouts",
    "Yes",
    "missing",
    "read_log",
    "write_log",
]
