"""In which weeks weekly hours hold: in each, in odd or even ones, or on the first, second … or last of its weekday in a
month."""

from calendar import monthrange
from datetime import date
from enum import StrEnum


class Weeks(StrEnum):
    EVERY = ""
    ODD = "odd"
    EVEN = "even"
    FIRST = "1"
    SECOND = "2"
    THIRD = "3"
    FOURTH = "4"
    LAST = "last"

    def holds_on(self, day: date) -> bool:
        """Weeks are numbered as ISO 8601 does: week 53 and week 1 after it are both odd."""
        if self in PARITY:
            return (day.isocalendar().week % 2 == 1) == (self is Weeks.ODD)
        if self is Weeks.LAST:
            return day.day + 7 > monthrange(day.year, day.month)[1]
        return self is Weeks.EVERY or (day.day + 6) // 7 == int(self)

    def never_with(self) -> "list[Weeks]":
        """Those that hold on no day on which this one does."""
        if self in PARITY:
            return [other for other in PARITY if other is not self]
        if self in PLACES:
            return [other for other in PLACES if other is not self and {self, other} != {Weeks.FOURTH, Weeks.LAST}]
        return []


PARITY = (Weeks.ODD, Weeks.EVEN)
PLACES = (Weeks.FIRST, Weeks.SECOND, Weeks.THIRD, Weeks.FOURTH, Weeks.LAST)
