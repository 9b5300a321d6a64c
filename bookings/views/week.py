"""A supervisor's week: days with their hours beside each other; the same rows are a list on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bookings import days, days_told
from bookings.days import ONE_DAY, Stretch, What
from bookings.views.days import said, to_month, to_week
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.ui import asked, timeline, words
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Gap
from tyonohjaus.ui.timeline import Cell, Part

WORKDAYS = 5
# Too narrow for its words: moving stands in the cell of the session that it leads to.
INTO_THE_SESSION = timedelta(minutes=1)
# So is a session of half an hour: it is drawn as an hour, and says its own time.
NARROWEST = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Day:
    heading: str
    today: bool
    notes: Sequence[str]
    cells: Sequence[Cell]


@needs(Action.BOOKING_MARK)
@require_safe
def week(request: HttpRequest) -> HttpResponse:
    this = asked.monday_of(clock.today())
    monday = asked.week(request.GET.get("week", "")) or this
    context = {
        "title": _("Week %(week)s") % {"week": monday.isocalendar().week},
        "span": words.span(monday, monday + ONE_DAY * 6, language=spoken()),
        "previous": to_week(monday - asked.WEEK, _("Previous week")),
        "next": to_week(monday + asked.WEEK, _("Next week")),
        "now": None if monday == this else to_week(None, _("This week")),
        # A week is of the month that its Thursday is of.
        "other": to_month(monday + ONE_DAY * 3, _("Month")),
        **_table(request.user, monday, clock.now()),
    }
    return render(request, "bookings/week.html", context)


def _table(user: Any, monday: date, now: datetime) -> dict[str, Any]:
    """The weekend only where something is."""
    sunday = monday + ONE_DAY * 6
    found = days.of(user, first=monday, last=sunday, now=now)
    notes = days_told.differing(days.supervisor_of(user), first=monday, last=sunday)
    parts = {
        day: [_part(one, user, now) for one in stretches]
        for day, stretches in found.items()
        if day.weekday() < WORKDAYS or stretches
    }
    hours = timeline.hours(parts.items())
    return {
        "said": said(sum(one.what == What.SESSION for stretches in found.values() for one in stretches)),
        "hours": [words.clock_time(clock.at(monday, time(hour)), language=spoken()) for hour in hours],
        "days": [_day(day, parts[day], notes.get(day, []), hours) for day in parts],
    }


def _part(one: Stretch, user: Any, now: datetime) -> Part:
    entry = days_told.entry(one, user=user, now=now)
    end = one.end
    if one.what == What.MOVING:
        end += INTO_THE_SESSION
    elif one.what == What.SESSION:
        end = max(end, one.start + NARROWEST)
    return Part(start=one.start, end=end, entry=entry, faint=one.what == What.FREE)


def _day(day: date, parts: Sequence[Part], notes: Sequence[str], hours: range) -> Day:
    return Day(
        heading=words.day_short(day, language=spoken()),
        today=day == clock.today(),
        notes=notes,
        cells=timeline.cells(day, parts, hours) if parts or notes else [_nothing(day, hours)],
    )


def _nothing(day: date, hours: range) -> Cell:
    said = Gap("leaf", _("No hours") if day >= clock.today() else _("No sessions"))
    return Cell(span=timeline.columns(hours), entries=[said])
