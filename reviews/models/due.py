"""When an evaluation, or a decision, falls due. Nothing but days and counts; `basis` names the occasion, so that each
has one evaluation however often the beat comes by."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

# The final evaluation is opened while there is still a session in which to talk about it.
BEFORE_THE_END = timedelta(days=14)
# What fell due longer ago than this belongs to a time before the portal.
STALE = timedelta(days=60)


@dataclass(frozen=True, kw_only=True)
class Course:
    """What a process has behind it, and until when it was agreed. `held`: the days of its held sessions, in order."""

    starts_on: date
    ends_on: date | None
    agreed_count: int | None
    held: Sequence[date]


def months_after(day: date, months: int) -> date:
    """The same day of the month, or its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def mid_on(course: Course, plan: Any, *, last_on: date | None) -> date | None:
    """The day of the next mid evaluation; None where sessions count and not yet enough were held."""
    if plan.mid_sessions:
        count = len(course.held) // plan.mid_sessions * plan.mid_sessions
        return course.held[count - 1] if count else None
    return mid_on_day(course.starts_on, plan, last_on=last_on)


def mid_on_day(starts_on: date, plan: Any, *, last_on: date | None) -> date:
    """Counted in months from the last evaluation."""
    return months_after(last_on or starts_on, plan.mid_months)


def mid(course: Course, plan: Any, *, last_on: date | None, today: date) -> str:
    """The basis of the mid evaluation that is due, or nothing: of sessions alone is there anything to say."""
    fresh = [day for day in course.held if last_on is None or day > last_on]
    on = mid_on(course, plan, last_on=last_on)
    if on is None or on > today or not fresh:
        return ""
    return f"session {len(course.held) // plan.mid_sessions * plan.mid_sessions}" if plan.mid_sessions else f"day {on}"


def final(course: Course, *, today: date) -> str:
    """Before the last day, or when one session of the agreed number is left."""
    if course.ends_on and course.ends_on - BEFORE_THE_END <= today <= course.ends_on + STALE:
        return f"end {course.ends_on}"
    if course.agreed_count and len(course.held) >= max(1, course.agreed_count - 1):
        return f"count {course.agreed_count}"
    return ""


def follow_up_on(final_on: date, plan: Any) -> date:
    return months_after(final_on, plan.follow_up_months)


def decision_on(starts_on: date, plan: Any, *, last_on: date | None) -> date:
    """The day of the next decision how to go on, counted from the last one."""
    return months_after(last_on or starts_on, plan.decision_months)
