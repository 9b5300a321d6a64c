"""Who reads what of a log, by name: said in the same words where it is written and where it is read."""

from typing import Any

from django.utils.translation import gettext as _

from processes.models import Process
from processes.parties import names, supervisees, supervisors, supervisors_since
from tyonohjaus.ui.fields import Who

from .models import Booking

BY_NAME = 2  # members; of a larger group the word is enough


def seen_by(booking: Booking, reader: Any, *, members: bool) -> Who:
    """The supervisors; with `members` those who were supervised that day too."""
    people = readers(booking, reader, members=members)
    if people == _("you"):
        return Who("", "lock", _("Only you see this."))
    return Who(_("Seen by: %(people)s. Not the manager, not the office.") % {"people": people})


def seen_in(process: Process, reader: Any, *, group: str) -> Who:
    """Of all sessions of a process: by name where its people are few, in the words of `group` where they are not."""
    if process.is_shared:
        return Who(group, "lock")
    others = [one for one in [*supervisors(process), *supervisees(process)] if one.user_id != reader.pk]
    people = names(others, after=[_("you")])
    return Who(_("Seen by: %(people)s. Not the manager, not the office.") % {"people": people})


def readers(booking: Booking, reader: Any, *, members: bool) -> str:
    """`sinä, Kaisa Lindqvist ja Aino Mäkelä`"""
    people, first = supervisors_since(booking.process, booking.starts_at), [_("you")]
    supervised = supervisees(booking.process, booking.day) if members else []
    if len(supervised) <= BY_NAME:
        people = [*people, *supervised]
    elif any(one.user_id == reader.pk for one in supervised):
        first.append(_("the others of the group"))
    else:
        first.append(_("the members of the group"))
    return names((one for one in people if one.user_id != reader.pk), after=first)
