"""Who, beside those who meet, learns of a session, said where one books it and on its page (C1, C7)."""

from django.utils.translation import gettext as _

from processes import parties
from processes.models import PRIVATE, AttendanceShown, Payer, Process
from processes.parties import Standing
from tyonohjaus.ui.fields import Who


def of_time(process: Process) -> Who:
    """Beside the button: who, beside the session's own people, learns of the time."""
    if process.payer in PRIVATE:
        text = _("Only the session's own people and the office see this time. No employer sees anything of it.")
        return Who(text, "lock")
    if process.payer == Payer.INTERNAL:
        return Who(_("The manager sees the time and the length. Not what you talk about."), "building-2")
    return Who(_("The manager sees the time, the length and the price. Not what you talk about."), "building-2")


def of_session(process: Process, *, standing: Standing) -> list[Who]:
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
