"""Which week or month an address asks for. What else it may hold is the present one."""

from datetime import date, timedelta

YEARS = range(2001, 2100)
WEEK = timedelta(weeks=1)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week(text: str) -> date | None:
    """The Monday of `2027-W05`."""
    try:
        monday = date.fromisoformat(f"{text}-1") if "W" in text else None
    except ValueError:
        return None
    return monday if monday and monday.year in YEARS else None


def month(text: str) -> date | None:
    """The first of `2027-02`."""
    try:
        first = date.fromisoformat(f"{text}-01") if len(text) == len("2027-02") and "W" not in text else None
    except ValueError:
        return None
    return first if first and first.year in YEARS else None


def week_name(monday: date) -> str:
    year, number, _day = monday.isocalendar()
    return f"{year}-W{number:02}"
