"""How many sessions a supervisor gives in a day and in a week."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def full_days(
    sessions: Iterable[date], *, first: date, last: date, per_day: int | None, per_week: int | None
) -> list[date]:
    """The days from first to last on which no more is given. `sessions`: the day of each, over whole weeks."""
    by_day = Counter(sessions)
    by_week: Counter[date] = Counter()
    for day, count in by_day.items():
        by_week[week_of(day)[0]] += count
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [
        day
        for day in days
        if (per_day and by_day[day] >= per_day) or (per_week and by_week[week_of(day)[0]] >= per_week)
    ]
