"""What sessions are called on pages: their form and place, who sees what, a supervisor's hours.

Never whose or what of another process (C42); the payer's words are those of C10 alone.
"""

from datetime import date, time
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext

from processes import parties
from processes import words as process_words
from processes.models import PRIVATE, AttendanceShown, Kind, Payer, Place, Process
from processes.parties import Standing
from tyonohjaus.lib import clock
from tyonohjaus.ui import words
from tyonohjaus.ui.fields import Who
from tyonohjaus.ui.language import spoken

from .models import Assignment, AvailabilityException, AvailabilityRule, Booking, BusyCalendar, Check
from .models.session_log import CLOSED, CONTINUED, Touched
from .slots.search import Slot

PLACES = {
    Place.REMOTE: later("remotely"),
    Place.PREMISES: later("at the supervisor's premises"),
    Place.WORKPLACE: later("at the workplace"),
    Place.OUTDOORS: later("outdoors"),
    Place.OTHER: later("at another agreed place"),
}
PLACE_ICONS = {Place.REMOTE: "video", Place.OUTDOORS: "leaf"}


def form(process: Process) -> str:
    """`Individual supervision`"""
    return process_words.title(process)


def title(process: Process, *, standing: Standing, user: Any, on: date | None = None) -> str:
    """`Individual supervision, Sami Rautio`: whom one meets; to a manager, whose time it is. `on`: today, if None."""
    if standing.supervisee:
        people = parties.names(parties.meeting(process, on))
    elif standing.reads_as_payer:
        people = whose(process, manager=user, on=on)
    elif process.is_shared:
        return group(process)
    else:
        people = parties.names(parties.supervisees(process, on))
    return f"{form(process)}, {people}"


def known_as(process: Process, *, user: Any) -> str:
    """In a list of what waits for somebody: the supervision as its own people know it; to a manager its kind and code,
    and no name."""
    standing = parties.standing(process, user)
    if standing.reads_as_payer:
        return f"{form(process)} {process.code}"
    return title(process, standing=standing, user=user)


def place(kind: str) -> str:
    """`remotely`"""
    return str(PLACES[Place(kind)])


def where(booking: Booking) -> str:
    """`at the supervisor's premises, Tammi`: to its own people and the office, never to a payer (C1)."""
    return f"{place(booking.place)}, {booking.room.name}" if booking.room else place(booking.place)


def place_icon(kind: str) -> str:
    return PLACE_ICONS.get(Place(kind), "map-pin")


def place_for_payer(kind: str) -> str:
    """Remote or on site; where on site is not the payer's business (C1)."""
    return _("remotely") if kind == Place.REMOTE else _("on site")


def minutes(count: int) -> str:
    return f"{count}\u00a0min"


def whose(process: Process, *, manager: Any, on: date | None = None) -> str:
    """Whose time it is, in all that a manager reads but the step of approval: the names of their own people, how many
    they are, or the process alone, as the agreement has it (DOMAIN 4.3)."""
    if named := parties.named_to_manager(process, manager, on):
        return parties.names(named)
    code = _("process %(code)s") % {"code": process.code}
    own = parties.own_people(process, manager, on)
    return f"{people(len(own))}, {code}" if process.attendance == AttendanceShown.COUNT and process.is_shared else code


def people(count: int) -> str:
    return ngettext("%(count)d person", "%(count)d people", count) % {"count": count}


def group(process: Process) -> str:
    """`Group: Lehtolan Kuntoutus Oy`; a group has no name of its own."""
    whose = process.organisation if process.organisation_id else _("process %(code)s") % {"code": process.code}
    return f"{Kind(process.kind).label}: {whose}"


def sentence(text: str) -> str:
    """`Remotely`: as the first word of a line."""
    return text[:1].upper() + text[1:]


def time_url(slot: Slot, *, path: str) -> str:
    """The page of free times with this one chosen."""
    wall = clock.local(slot.start)
    return f"{path}?{urlencode({'day': f'{wall:%Y-%m-%d}', 'time': f'{wall:%H.%M}'})}#choice"


# --- who sees


def who_sees_time(process: Process) -> Who:
    """Beside the button: who, beside the session's own people, learns of the time."""
    if process.payer in PRIVATE:
        text = _("Only the session's own people and the office see this time. No employer sees anything of it.")
        return Who(text, "lock")
    if process.payer == Payer.INTERNAL:
        return Who(_("The manager sees the time and the length. Not what you talk about."), "building-2")
    return Who(_("The manager sees the time, the length and the price. Not what you talk about."), "building-2")


def who_sees(process: Process, *, standing: Standing) -> list[Who]:
    """On the session's own page: to its own people what the payer sees, to a manager what they see themselves."""
    if standing.party:
        return [_payer_sees(process), Who(_talk(process, standing), "lock")]
    if standing.manager and standing.reads_as_payer:
        silence = _("You neither see nor are told what is talked about in supervision.")
        return [Who(_manager_sees(process), "eye"), Who(silence, "lock")]
    return []


def _payer_sees(process: Process) -> Who:
    if process.payer in PRIVATE:
        return Who(_("No employer sees anything of this. The office sees the time."), "lock")
    seen = [
        _("The manager sees the time, the length, and whether it is remote or on site.")
        if process.payer == Payer.INTERNAL
        else _("The manager sees the time, the length, whether it is remote or on site, and the price.")
    ]
    return Who(" ".join([*seen, *_presence_seen(process)]), "building-2")


def _manager_sees(process: Process) -> str:
    seen = [
        _("You see the time, the length, and whether it is remote or on site.")
        if process.payer == Payer.INTERNAL
        else _("You see the time, the length, whether it is remote or on site, and the price.")
    ]
    seen += _presence_seen(process)
    if process.attendance != AttendanceShown.NAMES:
        seen.append(_("As agreed, no names are shown: the code tells which supervision it is."))
    if process.attendance != AttendanceShown.NAMES and process.asks_manager:
        seen.append(_("Only where you decide you read whose time it is."))
    return " ".join(seen)


def _presence_seen(process: Process) -> list[str]:
    if process.attendance == AttendanceShown.COUNT and process.is_shared:
        return [_("Also how many were present.")]
    if process.attendance != AttendanceShown.NAMES:
        return []
    return [_("Also who was present.") if process.is_shared else _("Also the supervisee's name.")]


def _talk(process: Process, standing: Standing) -> str:
    if process.is_shared:
        if len(parties.supervisors(process)) > 1:
            return _("What you talk about stays between the members and the supervisors.")
        return _("What you talk about stays between the members and the supervisor.")
    others = parties.supervisors(process) if standing.supervisee else parties.supervisees(process)
    return _("Only these people see what you talk about: %(names)s.") % {
        "names": parties.names(others, after=[_("you")])
    }


# --- a supervisor's hours


def weekly(rule: AvailabilityRule) -> str:
    """`tiistai 9.00–16.00`"""
    return f"{words.LONG_DAYS[spoken()][rule.weekday]} {hours(rule.starts, rule.ends)}"


def exception(row: AvailabilityException) -> str:
    """`1.–5.2.2027`, or with its hours."""
    days = words.span(row.first_on, row.last_on, language=spoken())
    return f"{days} {hours(row.starts, row.ends)}" if row.starts and row.ends else days


def in_weeks(rule: AvailabilityRule) -> str:
    """`in odd weeks`; empty for each week."""
    return str(rule.get_weeks_display()) if rule.weeks else ""


def validity(rule: AvailabilityRule) -> str:
    begins = words.numeric(rule.valid_from, language=spoken())
    if rule.valid_until is None:
        return _("from %(day)s") % {"day": begins}
    return words.span(rule.valid_from, rule.valid_until, language=spoken())


def hours(starts: time, ends: time) -> str:
    mark = ":" if spoken() == "en" else "."
    return f"{starts.hour}{mark}{starts.minute:02}{words.DASH}{ends.hour}{mark}{ends.minute:02}"


# What helps against each fault of reading; against the others: the address anew.
_BY_ITSELF = {BusyCalendar.Fault.SLOW, BusyCalendar.Fault.UNREACHABLE}


def last_read(calendar: BusyCalendar) -> str:
    """`ti 9.2.2027 klo 10.00`"""
    return words.when(calendar.read_at, language=spoken()) if calendar.read_at else _("not yet")


def fault(calendar: BusyCalendar) -> str:
    """`ti 9.2.2027 klo 10.00: No server answers to that name.`"""
    at = words.when(calendar.tried_at, language=spoken()) if calendar.tried_at else ""
    return f"{at}: {calendar.get_fault_display()}"


def remedy(calendar: BusyCalendar) -> str:
    if calendar.fault in _BY_ITSELF:
        return _("It is tried again within 15 minutes. If this goes on, copy the address from your calendar anew.")
    if calendar.fault == BusyCalendar.Fault.LARGE:
        return _("Publish a shorter calendar: without the past, or only when you are busy.")
    return _("Copy the secret address from your calendar anew and save it here.")


def due(assignment: Assignment) -> str:
    """`Done by 9.2.2027`"""
    if assignment.due_on is None:
        return _("Done by the next session")
    return _("Done by %(day)s") % {"day": words.numeric(assignment.due_on, language=spoken())}


def touched(themes: list[Touched]) -> str:
    """`Limits of the work (came to an end), Motivation`"""
    states = {CONTINUED: _("went on"), CLOSED: _("came to an end")}
    return ", ".join(
        f"{process_words.theme(name)} ({states[state]})" if state in states else process_words.theme(name)
        for name, state in themes
    )


def check_in_words(check: Check) -> str:
    answers = [
        f"{_('I was heard')}: {check.heard}/10",
        f"{_('We dealt with what I needed')}: {check.needed}/10",
        f"{_('I take something to my work')}: {check.useful}/10",
    ]
    return "\n".join([*answers, *([check.line] if check.line else [])])
