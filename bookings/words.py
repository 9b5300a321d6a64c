"""What sessions, and what is noted of them, are called on pages.

Never whose or what of another process (C42); the payer's words are those of C10 alone.
"""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext

from processes import parties
from processes import words as process_words
from processes.models import AttendanceShown, Kind, Place, Process
from processes.parties import Standing
from tyonohjaus.lib import clock
from tyonohjaus.ui import words
from tyonohjaus.ui.language import spoken

from .models import Assignment, Booking, Check
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
