"""Which days are working days in Finland.

Juhannusaatto and Jouluaatto are no working days here, as 5 § of the Act on the Calculation of Certain Time Limits
(150/1930) has it for due days: Saturday, Sunday, a holiday, Independence Day, Vappu and the two eves move them on.
"""

from datetime import date, timedelta
from functools import cache

import holidays

ONE_DAY = timedelta(days=1)
SATURDAY = 5
# Ours, and what the library calls them.
LANGUAGES = {"fi": "fi", "sv": "sv_FI", "en": "en_US"}


def holidays_between(first: date, last: date) -> list[date]:
    """In order, both days included."""
    return [day for year in range(first.year, last.year + 1) for day in _holidays(year) if first <= day <= last]


def holiday_name(day: date, *, language: str = "fi") -> str:
    """`Pitkäperjantai`; empty on a day that is none."""
    return _holidays(day.year, LANGUAGES[language]).get(day, "")


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in _holidays(day.year)


def next_working_day(day: date) -> date:
    """The day itself where it is a working day, else the first one after it: where a due day moves."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


def add_working_days(day: date, n: int) -> date:
    """The nth working day after this day; n of nought gives `next_working_day`."""
    if n < 0:
        raise ValueError(f"Working days are counted forward only: {n}")
    if n == 0:
        return next_working_day(day)
    for _ in range(n):
        day = next_working_day(day + ONE_DAY)
    return day


@cache
def _holidays(year: int, language: str = "fi") -> dict[date, str]:
    return dict(sorted(holidays.country_holidays("FI", years=year, language=language).items()))
