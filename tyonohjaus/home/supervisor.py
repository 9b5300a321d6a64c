"""The supervisor's home: how does my week look? Then what is not yet marked, and the days."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings import week, words
from bookings.models import Booking, Status
from bookings.week import Stretch, What
from processes import parties
from processes.models.kinds import Kind
from processes.waiting import waiting_for
from tyonohjaus.access import Action
from tyonohjaus.lib import clock
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Badge, Gap, Item, Link, Slot, WeekDay
from tyonohjaus.ui.words import at, day_short, numeric, span, times, when_short

from .hello import hello

UNMARKED = 10
WORKDAYS = 5
ONE_WEEK = timedelta(weeks=1)


def page(request: HttpRequest) -> HttpResponse:
    user, now = request.user, clock.now()
    today = clock.day_of(now)
    this = _monday(today)
    monday = _asked(request.GET.get("week", "")) or this
    days = week.of(user, monday=monday, now=now)
    context = {
        "hello": _("%(hello)s Week %(week)s.") % {"hello": hello(user, now=now), "week": today.isocalendar().week},
        "waiting": waiting_for(user),
        "heading": _heading(days, today, monday, this),
        "items": _items(days, today, now),
        "unmarked": _unmarked(user, now),
        "days": [
            _day(day, stretches, today, user)
            for day, stretches in days.items()
            if day.weekday() < WORKDAYS or stretches
        ],
        "span": span(monday, monday + timedelta(days=6), language=spoken()),
        "previous": _link(monday - ONE_WEEK, _("Previous week, week %(week)s")),
        "next": _link(monday + ONE_WEEK, _("Next week, week %(week)s")),
        "now": None if monday == this else reverse("home"),
    }
    return render(request, "home/supervisor.html", context)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _asked(text: str) -> date | None:
    """`?week=2027-W05`; what else an address may hold is this week."""
    try:
        monday = date.fromisoformat(f"{text}-1") if "W" in text else None
    except ValueError:
        return None
    return monday if monday and 2000 < monday.year < 2100 else None


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
        text = ngettext("%(count)s time waits for approval", "%(count)s times wait for approval", waiting)
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
        "title": _whom(booking),
        "note": f"{when}, {_people(len(members)) if len(members) > 1 else words.form(booking.process)}",
        "held": _held(len(members), booking.away),
        "as_told": booking.away > 0,
        "spoken": f"{_whom(booking)} {numeric(booking.day, language=spoken())}",
    }


def _held(members: int, away: int) -> str:
    if away:
        return ngettext("%(count)d absent, as told", "%(count)d absent, as told", away) % {"count": away}
    return _("All present") if members > 1 else _("Held")


def _day(day: date, stretches: list[Stretch], today: date, user: Any) -> WeekDay:
    entries: list[Slot | Gap] = [_entry(one, user) for one in stretches]
    if not entries:
        entries = [Gap("leaf", _("No hours") if day >= today else _("No sessions"))]
    return WeekDay(heading=day_short(day, language=spoken()), entries=entries, today=day == today)


def _entry(one: Stretch, user: Any) -> Slot | Gap:
    booking, language = one.booking, spoken()
    if booking is None and one.what == What.MOVING:
        return Gap("car", _("Moving %(minutes)s min") % {"minutes": (one.end - one.start) // timedelta(minutes=1)})
    if booking is None:
        return Gap("leaf", _("Free %(times)s") % {"times": times(one.start, end=one.end, language=language)})
    waits = booking.status == Status.REQUESTED
    return Slot(
        time=times(one.start, end=one.end, language=language),
        title=_whom(booking),
        url=booking.get_absolute_url(),
        note=_note(booking, user),
        badge=Badge(kind="waits", text=_("Waiting")) if waits else None,
    )


def _whom(booking: Booking) -> str:
    process = booking.process
    return words.group(process) if process.is_shared else parties.names(parties.supervisees(process, booking.day))


def _note(booking: Booking, user: Any) -> str:
    """Where, how many, and with whom one supervises."""
    process, day = booking.process, booking.day
    members = parties.supervisees(process, day)
    notes = [words.place(booking.place)]
    if process.kind in {Kind.INDIVIDUAL, Kind.TOTO, Kind.PAIR}:
        notes.insert(0, words.form(process))
    else:
        notes.append(_people(len(members)))
    others = [one for one in parties.supervisors(process, day) if one.user_id != user.pk]
    if others:
        notes.append(_("with %(names)s") % {"names": parties.names(others)})
    return words.sentence(", ".join(notes))


def _people(count: int) -> str:
    return ngettext("%(count)s member", "%(count)s members", count) % {"count": count}


def _link(monday: date, label: str) -> Link:
    year, number, _day = monday.isocalendar()
    return Link(f"{reverse('home')}?week={year}-W{number:02}", label % {"week": number})
