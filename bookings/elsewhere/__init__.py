"""Busy times in a calendar that somebody else keeps, as Outlook, Google and Apple write them. Pure: bytes in, periods
out. Nothing but start and end leaves it: no title, no place, nobody's name."""

from .reading import NotACalendar, busy_times

__all__ = ["NotACalendar", "busy_times"]
