"""A supervisor's hours, and how their own calendar was read, in words."""

from datetime import time

from django.utils.translation import gettext as _

from tyonohjaus.people.models import Supervisor
from tyonohjaus.ui import words
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Fact

from .models import AvailabilityException, AvailabilityRule, BusyCalendar
from .words import minutes, place, sentence

# Of these faults of reading nobody need mend anything.
_BY_ITSELF = {BusyCalendar.Fault.SLOW, BusyCalendar.Fault.UNREACHABLE}


def weekly(rule: AvailabilityRule) -> str:
    """`tiistai 9.00–16.00`"""
    return f"{words.LONG_DAYS[spoken()][rule.weekday]} {hours(rule.starts, rule.ends)}"


def exception(row: AvailabilityException) -> str:
    """`1.–5.2.2027`, or with its hours."""
    days = words.span(row.first_on, row.last_on, language=spoken())
    return f"{days} {hours(row.starts, row.ends)}" if row.starts and row.ends else days


def where_and_when(rule: AvailabilityRule) -> str:
    """`In odd weeks, remotely, from 9.2.2027`"""
    parts = [in_weeks(rule), place(rule.place), validity(rule)]
    return sentence(", ".join(part for part in parts if part))


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


def terms(supervisor: Supervisor) -> list[Fact]:
    return [
        Fact(_("Free before a session"), minutes(supervisor.buffer_before_minutes)),
        Fact(_("Free after a session"), minutes(supervisor.buffer_minutes)),
        Fact(_("Moving between places"), minutes(supervisor.travel_minutes)),
        Fact(_("Booked at latest"), _("%(count)d h before") % {"count": supervisor.notice_hours}),
        Fact(_("Booked at earliest"), _("%(count)d weeks before") % {"count": supervisor.horizon_weeks}),
        Fact(_("Times begin every"), minutes(supervisor.step_minutes)),
        Fact(_("Sessions a day at most"), supervisor.most_a_day or _("as many as fit")),
        Fact(_("Sessions a week at most"), supervisor.most_a_week or _("as many as fit")),
        Fact(
            _("What supervisees book"),
            _("you confirm each time") if supervisor.confirms_requests else _("is yours as soon as it is booked"),
        ),
    ]


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
