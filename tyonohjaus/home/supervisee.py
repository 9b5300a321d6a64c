"""The supervisee's home: when do I meet? Then the nearest free times, what was left to do, and how far we are.

Content appears only in a session that opens it: the models give nothing otherwise (C6).
"""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings import meeting, offers, rules, told, words
from bookings.models import Absence, Assignment, Booking, Status
from processes import parties
from processes.models import Participant, Process
from processes.waiting import waiting_for
from tyonohjaus.lib import clock
from tyonohjaus.people.models.dated import current
from tyonohjaus.sealed.models import readable_texts
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Chip, Item, Row
from tyonohjaus.ui.words import at, day_short, deadline, numeric, when_short

from .hello import hello

COMING = 5


def page(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    now = clock.now()
    processes = _processes(user, now)
    coming = _coming(processes, user, now)
    following = next((booking for booking in coming if not booking.is_missed), None)
    later = coming[coming.index(following) + 1 :] if following else []
    context: dict[str, Any] = {
        "hello": hello(user, now=now),
        "waiting": waiting_for(user),
        "booking": following,
        "begun": following is not None and following.starts_at <= now,
        "waits": following is not None and following.status == Status.REQUESTED,
        "items": _items(following, now) if following else [],
        "meeting_url": meeting.url(following, by=user, now=now) if following else "",
        "meeting_closed": following is not None and meeting.is_closed(following, by=user, now=now),
        "missed": [_further(booking, user) for booking in coming if booking != following and booking not in later],
        "further": [_further(booking, user) for booking in later],
        "offer": _offer(processes, user, now),
        "assignments": _assignments(user, processes),
        "closed": not user.content_open,
        "own_notes": bool(user.content_open),
        "processes": [_row(process, user) for process in processes if not _led_on(process, coming)],
    }
    return render(request, "home/supervisee.html", context)


def _processes(user: Any, now: datetime) -> list[Any]:
    """Where one is supervised today, each with what its sessions add up to, in two queries."""
    own = Participant.objects.filter(current(), user=user, capacity=Participant.As.SUPERVISEE)
    held = Q(bookings__status=Status.HELD)
    seen: Any = Process.objects.visible_to(user)
    found = list(
        seen.going_on()
        .filter(pk__in=own.values("process"))
        .select_related("organisation")
        .annotate(
            **rules.tallied(now, sessions="bookings__"),
            held=Count("bookings", filter=held),
            last_held=Max("bookings__starts_at", filter=held),
        )
        .order_by("kind", "starts_on", "pk")
    )
    parties.with_people(found)
    for process in found:
        process.last = rules.counts_from(process, process.last, by=user)
    return sorted(found, key=lambda process: process.is_shared)


def _led_on(process: Any, coming: list[Booking]) -> bool:
    """An introduction that has been decided on has nothing left here, though today is its last day."""
    ahead = any(booking.process_id == process.pk for booking in coming)
    return process.is_introduction and process.ends_on is not None and not ahead


def _coming(processes: list[Any], user: Any, now: datetime) -> list[Any]:
    """The session that comes next, or goes on just now, and some after it; `is_missed` where they said no to it."""
    ahead = Booking.objects.with_yeses().coming(now).filter(process__in=processes).met_by(user)
    said_no = Absence.objects.filter(booking=OuterRef("pk"), user=user)
    found = list(ahead.annotate(is_missed=Exists(said_no))[:COMING])
    own = {process.pk: process for process in processes}
    for booking in found:
        booking.process = own[booking.process_id]
    return found


def _further(booking: Any, user: Any) -> Row:
    standing = parties.standing(booking.process, user)
    title = words.title(booking.process, standing=standing, user=user, on=booking.day)
    return Row(
        title=when_short(booking.starts_at, end=booking.ends_at, language=spoken()),
        url=booking.get_absolute_url(),
        note=", ".join([title, *_held_until(booking), *([_("you are not coming")] if booking.is_missed else [])]),
        badge=told.status(booking, standing=standing) if booking.held_until else None,
    )


def _held_until(booking: Booking) -> list[str]:
    """Until when a time that waits for a yes is this person's."""
    if not booking.held_until:
        return []
    return [_("held until %(until)s") % {"until": deadline(booking.held_until, language=spoken())}]


def _items(booking: Booking, now: datetime) -> list[Item]:
    process = booking.process
    items = [
        Item("clock", f"{words.minutes(booking.minutes)}, {_away(booking.day, clock.day_of(now))}"),
        Item(words.place_icon(booking.place), words.where(booking)),
        Item("user-round", parties.names(parties.meeting(process, booking.day))),
        *(Item("hourglass", f"{told.waits_for(booking)}, {until}") for until in _held_until(booking)),
    ]
    return [*items[:1], Item("users", words.form(process)), *items[1:]] if process.is_shared else items


def _away(day: date, today: date) -> str:
    days = (day - today).days
    near = [_("today"), _("tomorrow"), _("the day after tomorrow")]
    return (
        near[days]
        if 0 <= days < len(near)
        else ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}
    )


def _offer(processes: list[Any], user: Any, now: datetime) -> dict[str, Any] | None:
    """The nearest times of the one own process whose turn comes first; None where no own time can be booked."""
    bookable = [process for process in processes if _may_book(process, user, now)]
    if not bookable:
        return None
    today = clock.day_of(now)
    process = min(bookable, key=lambda one: _due(one, today))
    url = reverse("bookings:slots", args=[process.pk])
    slots = offers.suggestions(process, last=process.last, now=now)
    if not slots and process.ends_on:
        return None
    return {
        "process": process,
        "several": len(bookable) > 1,
        "why": _why(process, today),
        "url": url,
        "chips": [
            Chip(
                url=words.time_url(slot, path=url),
                day=day_short(slot.start, language=spoken()),
                text=at(slot.start, end=slot.end, language=spoken()),
            )
            for slot in slots
        ],
    }


def _may_book(process: Any, user: Any, now: datetime) -> bool:
    tally = rules.Tally(process.used, process.open_own, process.first_open, process.last)
    return not rules.problems(process, by=user, now=now, tally=tally)


def _due(process: Any, today: date) -> date:
    due = offers.next_due(process, last=process.last)
    return due.first if due else today


def _why(process: Any, today: date) -> str:
    """Which day the rhythm names."""
    due = offers.next_due(process, last=process.last)
    if due is None or due.last < today:
        return ""
    language = spoken()
    day = day_short(due.first, language=language)
    if due.first != due.last:
        days = {"first": day, "last": day_short(due.last, language=language)}
        return _("By your rhythm the session is due from %(first)s to %(last)s.") % days
    if not process.every_weeks:
        return _("By your monthly rhythm the session is due around %(day)s.") % {"day": day}
    return ngettext(
        "By your weekly rhythm the session is due around %(day)s.",
        "By your rhythm of %(count)d weeks the session is due around %(day)s.",
        process.every_weeks,
    ) % {"count": process.every_weeks, "day": day}


def _assignments(user: Any, processes: list[Any]) -> list[dict[str, Any]]:
    """What was left to try, of each process: until it is done; what had no day, until the next session is held."""
    latest = {row.process_id: row for row in Assignment.latest_of_each(user)}
    open_ = [one for one in processes if one.pk in latest and not _over(latest[one.pk], one)]
    rows = [latest[one.pk] for one in open_]
    titles, texts = readable_texts(rows, "title_sealed", by=user), readable_texts(rows, "text_sealed", by=user)
    return [
        {
            "form": words.form(process),
            "pk": row.pk,
            "done": False,
            "process": process.pk,
            "title": title,
            "text": text,
            "due": words.due(row) if row.due_on else "",
            "who": f"{_('Interim assignment.')} {_seen_by(process, alone=row.assignee_id is not None)}",
        }
        for process, row, title, text in zip(open_, rows, titles, texts, strict=True)
        if title or text
    ]


def _over(row: Assignment, process: Any) -> bool:
    return row.due_on is None and process.last_held is not None and row.booking.starts_at < process.last_held


def _seen_by(process: Process, *, alone: bool) -> str:
    you = [_("you"), _("the others of the group")] if process.is_shared and not alone else [_("you")]
    return _("Seen by: %(people)s.") % {"people": parties.names(parties.supervisors(process), after=you)}


def _row(process: Any, user: Any) -> dict[str, Any]:
    standing = parties.standing(process, user)
    title = words.title(process, standing=standing, user=user)
    agreed = None if process.is_introduction else process.agreed_count
    counts = {"held": process.held, "count": agreed}
    if process.is_introduction:
        text = words.minutes(process.length_minutes)
    elif agreed:
        text = _("%(held)s of %(count)s sessions held") % counts
    else:
        text = ngettext("%(held)s session held", "%(held)s sessions held", process.held) % counts
    if process.ends_on:
        text += " · " + _("Last day %(day)s") % {"day": numeric(process.ends_on, language=spoken())}
    return {"process": process, "title": title, "held": min(process.held, agreed or 0), "agreed": agreed, "text": text}
