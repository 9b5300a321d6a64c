"""A supervisor's month: weeks as rows, sessions as short lines; on a phone the days that have something, as a list."""

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bookings import days, days_told
from bookings.days import ONE_DAY
from bookings.models import Booking
from bookings.views.days import said, to_month, to_week
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.ui import asked, words
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Badge, Link


@dataclass(frozen=True, kw_only=True)
class Line:
    time: str
    title: str
    url: str
    badge: Badge | None


@dataclass(frozen=True, kw_only=True)
class Day:
    number: int
    heading: str
    today: bool
    notes: Sequence[str]
    lines: Sequence[Line]


@dataclass(frozen=True, kw_only=True)
class Week:
    """Days outside the month are None."""

    way: Link
    days: Sequence[Day | None]


@needs(Action.BOOKING_MARK)
@require_safe
def month(request: HttpRequest) -> HttpResponse:
    this = clock.today().replace(day=1)
    first = asked.month(request.GET.get("month", "")) or this
    context = {
        "title": words.month(first, language=spoken()),
        "weekdays": list(zip(words.SHORT_DAYS[spoken()], words.LONG_DAYS[spoken()], strict=True)),
        "previous": to_month(clock.months_on(first, -1), _("Previous month")),
        "next": to_month(clock.months_on(first, 1), _("Next month")),
        "now": None if first == this else to_month(None, _("This month")),
        "other": to_week(None if first == this else asked.monday_of(first), _("Week")),
        **_weeks(request.user, first, clock.now()),
    }
    return render(request, "bookings/month.html", context)


def _weeks(user: Any, first: date, now: datetime) -> dict[str, Any]:
    last = clock.months_on(first, 1) - ONE_DAY
    found = days.sessions(user, first=first, last=last)
    notes = days_told.differing(days.supervisor_of(user), first=first, last=last)
    lines = {day: [_line(booking, user, now) for booking in sessions] for day, sessions in found.items()}
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return {
        "said": said(sum(len(sessions) for sessions in found.values())),
        "weeks": [_week(week, first=first, notes=notes, lines=lines) for week in weeks],
    }


def _week(week: Sequence[date], *, first: date, notes: dict[date, list[str]], lines: dict[date, list[Line]]) -> Week:
    return Week(
        way=to_week(week[0], _("Week %(week)s") % {"week": week[0].isocalendar().week}),
        days=[
            Day(
                number=day.day,
                heading=words.day_short(day, language=spoken()),
                today=day == clock.today(),
                notes=notes.get(day, []),
                lines=lines.get(day, []),
            )
            if day.month == first.month
            else None
            for day in week
        ],
    )


def _line(booking: Booking, user: Any, now: datetime) -> Line:
    return Line(
        time=words.clock_time(booking.starts_at, language=spoken()),
        title=days_told.whom(booking),
        url=booking.get_absolute_url(),
        badge=days_told.badge(booking, user=user, now=now),
    )
