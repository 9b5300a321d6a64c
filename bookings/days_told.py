"""A supervisor's days in words, as they may know them: of their own sessions, and of nothing else what it is."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from processes import parties
from processes.models.kinds import Kind
from tyonohjaus.lib.working_days import holiday_name
from tyonohjaus.people.models import Supervisor
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Badge, Gap, Slot
from tyonohjaus.ui.words import times

from . import hours_told, told, words
from .days import ONE_DAY, Stretch, What
from .models import AvailabilityException, Booking, Status

MINUTE = timedelta(minutes=1)
PEOPLE_ARE_NAMED = {Kind.INDIVIDUAL, Kind.TOTO, Kind.PAIR}


def entry(one: Stretch, *, user: Any, now: datetime) -> Slot | Gap:
    if one.booking is None:
        return _gap(one)
    return Slot(
        time=times(one.start, end=one.end, language=spoken()),
        title=whom(one.booking),
        url=one.booking.get_absolute_url(),
        note=_note(one.booking, user),
        badge=badge(one.booking, user=user, now=now),
    )


def whom(booking: Booking) -> str:
    process = booking.process
    return words.group(process) if process.is_shared else parties.names(parties.supervisees(process, booking.day))


def badge(booking: Booking, *, user: Any, now: datetime) -> Badge | None:
    """None where all is as expected."""
    if booking.status == Status.REQUESTED:
        return Badge(kind="waits", text=_("Waiting"))
    return told.badge(booking, standing=parties.standing(booking.process, user), now=now)


def people(count: int) -> str:
    return ngettext("%(count)s member", "%(count)s members", count) % {"count": count}


def differing(supervisor: Supervisor | None, *, first: date, last: date) -> dict[date, list[str]]:
    """Public holidays and what the supervisor has closed, by day."""
    notes: dict[date, list[str]] = defaultdict(list)
    for day in (first + ONE_DAY * n for n in range((last - first).days + 1)):
        if name := holiday_name(day, language=spoken()):
            notes[day].append(name)
    closed = AvailabilityException.objects.filter(
        supervisor=supervisor, kind=AvailabilityException.Kind.CLOSED, first_on__lte=last, last_on__gte=first
    )
    for row in closed.order_by("starts") if supervisor else []:
        for day in (row.first_on + ONE_DAY * n for n in range((row.last_on - row.first_on).days + 1)):
            if first <= day <= last:
                notes[day].append(_closed(row))
    return notes


def _closed(row: AvailabilityException) -> str:
    if row.starts is None or row.ends is None:
        return _("Closed")
    return _("Closed %(hours)s") % {"hours": hours_told.hours(row.starts, row.ends)}


def _gap(one: Stretch) -> Gap:
    if one.what == What.MOVING:
        return Gap("car", _("Moving %(minutes)s min") % {"minutes": (one.end - one.start) // MINUTE})
    hours = {"times": times(one.start, end=one.end, language=spoken())}
    if one.what == What.HELD:
        return Gap("hourglass", _("Held %(times)s, offered as an earlier time") % hours)
    if one.what == What.BUSY:
        return Gap("calendar-x", _("Busy elsewhere %(times)s") % hours)
    return Gap("leaf", _("Free %(times)s") % hours)


def _note(booking: Booking, user: Any) -> str:
    """Where, how many, and with whom one supervises."""
    process, day = booking.process, booking.day
    notes = [words.where(booking)]
    if process.kind in PEOPLE_ARE_NAMED:
        notes.insert(0, words.form(process))
    else:
        notes.append(people(len(parties.supervisees(process, day))))
    others = [one for one in parties.supervisors(process, day) if one.user_id != user.pk]
    if others:
        notes.append(_("with %(names)s") % {"names": parties.names(others)})
    return words.sentence(", ".join(notes))
