"""The supervisor's home: how does my week look? Then what is not yet marked, and the days."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings import days, words
from bookings.days import ONE_DAY, Stretch, What
from bookings.days_told import entry, people, whom
from bookings.models import Booking, Status
from invoicing.models import FeeNote
from processes import parties
from processes.waiting import waiting_for
from tyonohjaus.access import Action, Capacity, capacities_of
from tyonohjaus.lib import clock
from tyonohjaus.ui import asked
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Gap, Item, Link, Slot, WeekDay
from tyonohjaus.ui.words import at, day_short, numeric, span, when_short

from .hello import hello

UNMARKED = 10
WORKDAYS = 5


def page(request: HttpRequest) -> HttpResponse:
    user, now = request.user, clock.now()
    today = clock.day_of(now)
    this = asked.monday_of(today)
    monday = asked.week(request.GET.get("week", "")) or this
    week = days.of(user, first=monday, last=monday + ONE_DAY * 6, now=now)
    context = {
        "hello": _("%(hello)s Week %(week)s.") % {"hello": hello(user, now=now), "week": today.isocalendar().week},
        "waiting": waiting_for(user),
        "heading": _heading(week, today, monday, this),
        "items": _items(week, today, now),
        "unmarked": _unmarked(user, now),
        "days": [
            _day(day, stretches, now=now, user=user)
            for day, stretches in week.items()
            if day.weekday() < WORKDAYS or stretches
        ],
        "span": span(monday, monday + ONE_DAY * 6, language=spoken()),
        "previous": _link(monday - asked.WEEK, _("Previous week, week %(week)s")),
        "next": _link(monday + asked.WEEK, _("Next week, week %(week)s")),
        "fee_notes": Capacity.CO_SUPERVISOR in capacities_of(user) and FeeNote.objects.visible_to(user).exists(),
        "now": None if monday == this else reverse("home"),
    }
    return render(request, "home/supervisor.html", context)


def _heading(days: dict[date, list[Stretch]], today: date, monday: date, this: date) -> str:
    """The week in a sentence."""
    count = sum(one.what == What.SESSION for stretches in days.values() for one in stretches)
    if monday != this:
        heading = ngettext("Week %(week)s: %(count)s session", "Week %(week)s: %(count)s sessions", count)
        return heading % {"week": monday.isocalendar().week, "count": count}
    if not count:
        return _("No sessions this week")
    on_today = sum(one.what == What.SESSION for one in days[today])
    this_week = ngettext("%(count)s session this week", "%(count)s sessions this week", count) % {"count": count}
    if count == on_today == 1:
        return f"{this_week}, {_('today')}"
    of_them = ngettext("%(count)s of them today", "%(count)s of them today", on_today) % {"count": on_today}
    return f"{this_week}, {of_them}" if on_today else this_week


def _items(days: dict[date, list[Stretch]], today: date, now: datetime) -> list[Item]:
    """Of today what still comes, and what of the week waits."""
    items = []
    coming = [one for one in days.get(today, []) if one.start > now]
    if first := next((one for one in coming if one.what == What.SESSION), None):
        items.append(Item("clock", _("Next %(at)s") % {"at": at(first.start, language=spoken())}))
    if moving := next((one for one in coming if one.what == What.MOVING), None):
        items.append(Item("car", _("Moving %(at)s") % {"at": at(moving.start, language=spoken())}))
    waiting = sum(
        one.booking is not None and one.booking.status == Status.REQUESTED for day in days.values() for one in day
    )
    if waiting:
        text = ngettext("%(count)s time is not confirmed yet", "%(count)s times are not confirmed yet", waiting)
        items.append(Item("hourglass", text % {"count": waiting}))
    return items


def _unmarked(user: Any, now: datetime) -> list[dict[str, Any]]:
    """Past and neither held nor called off: one tap each."""
    own: Any = Booking.objects.where_user_may(user, Action.BOOKING_MARK)
    rows = own.unmarked(now).with_people().annotate(away=Count("absences"))[:UNMARKED]
    return [_unmarked_row(booking) for booking in rows]


def _unmarked_row(booking: Any) -> dict[str, Any]:
    members = parties.supervisees(booking.process, booking.day)
    when = when_short(booking.starts_at, language=spoken())
    return {
        "pk": booking.pk,
        "title": whom(booking),
        "note": f"{when}, {people(len(members)) if len(members) > 1 else words.form(booking.process)}",
        "held": _held(len(members), booking.away),
        "as_told": booking.away > 0,
        "spoken": f"{whom(booking)} {numeric(booking.day, language=spoken())}",
    }


def _held(members: int, away: int) -> str:
    if away:
        return ngettext("%(count)d absent, as told", "%(count)d absent, as told", away) % {"count": away}
    return _("All present") if members > 1 else _("Held")


def _day(day: date, stretches: list[Stretch], *, now: datetime, user: Any) -> WeekDay:
    today = clock.day_of(now)
    entries: list[Slot | Gap] = [entry(one, user=user, now=now) for one in stretches]
    if not entries:
        entries = [Gap("leaf", _("No hours") if day >= today else _("No sessions"))]
    return WeekDay(heading=day_short(day, language=spoken()), entries=entries, today=day == today)


def _link(monday: date, label: str) -> Link:
    number = monday.isocalendar().week
    return Link(reverse("home", query={"week": asked.week_name(monday)}), label % {"week": number})
