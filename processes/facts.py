"""What was agreed, and who reads it (DOMAIN 4.3): an allow-list, one line a fact (C7). Nothing here is content."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext

from tyonohjaus.ui.parts import Fact

from . import parties, words
from .models import PRIVATE, UNBILLED, AttendanceShown, Payer, Process
from .parties import Standing

PARTIES = frozenset({"supervisee", "supervisor"})
EVERYBODY = PARTIES | {"manager", "office"}
PAYER = frozenset({"manager", "office"})

Value = Callable[[Process, Any, Standing], str]


def facts(process: Process, user: Any, *, standing: Standing) -> list[Fact]:
    """The facts that this person reads; those that are not so are left out."""
    held = {capacity for capacity in EVERYBODY if getattr(standing, capacity)}
    told = ((str(label), value(process, user, standing)) for readers, label, value in TABLE if readers & held)
    return [Fact(label, text) for label, text in told if text]


def _rhythm(process: Process, _user: Any, _standing: Standing) -> str:
    if process.payer == Payer.NOBODY:
        return words.length(process)
    return f"{words.rhythm(process)}, {words.length(process)}"


def _count(process: Process, _user: Any, _standing: Standing) -> str:
    count = process.agreed_count
    if not count:
        return ""
    agreed = ngettext("%(count)d session", "%(count)d sessions", count) % {"count": count}
    if process.payer in UNBILLED or not process.cancellation_share:
        return agreed
    return _("%(sessions)s; a time that was not used but is charged counts too") % {"sessions": agreed}


def _days(process: Process, _user: Any, _standing: Standing) -> str:
    return words.days(process)


def _place(process: Process, _user: Any, _standing: Standing) -> str:
    return process.get_place_display()


def _supervisors(process: Process, _user: Any, _standing: Standing) -> str:
    return parties.names(parties.supervisors(process))


def _supervisees(process: Process, user: Any, standing: Standing) -> str:
    if named := parties.named_to(process, user, standing=standing):
        return parties.names(named)
    own = parties.own_people(process, user)
    counted = process.attendance == AttendanceShown.COUNT
    return ngettext("%(count)d person", "%(count)d people", len(own)) % {"count": len(own)} if counted else ""


def _organisation(process: Process, _user: Any, _standing: Standing) -> str:
    """Only where it does not pay: a payer is named below."""
    return str(process.organisation) if process.organisation_id and process.payer == Payer.INTERNAL else ""


def _payer(process: Process, _user: Any, _standing: Standing) -> str:
    return words.payer(process)


def _price(process: Process, _user: Any, standing: Standing) -> str:
    """With VAT to one who pays themselves; nothing to a supervisee whose employer pays."""
    if process.price is None:
        return ""
    if standing.pays and process.gross_price is not None:
        return words.gross(process.gross_price)
    return words.net(process.price) if standing.supervisor or standing.office or standing.manager else ""


def _cancelling(process: Process, _user: Any, _standing: Standing) -> str:
    return words.cancelling(process)


def _approval(process: Process, _user: Any, _standing: Standing) -> str:
    return process.get_approval_display() if process.bills_employer else ""


def _own_manager(process: Process, user: Any, _standing: Standing) -> str:
    own = [one.manager.name for one in parties.supervisees(process) if one.user_id == user.pk and one.manager]
    return own[0] if own else ""


def _managers(process: Process, _user: Any, _standing: Standing) -> str:
    if process.payer in PRIVATE:
        return ""
    asked = parties.supervisees(process)
    return ", ".join(
        f"{person.user.name}: {person.manager.name if person.manager else _('nobody yet')}" for person in asked
    )


def _attendance(process: Process, _user: Any, _standing: Standing) -> str:
    return process.get_attendance_display() if process.payer not in PRIVATE else ""


def _names_on_invoice(process: Process, _user: Any, _standing: Standing) -> str:
    return _("Yes") if process.names_on_invoice_since else ""


def _no_content(process: Process, _user: Any, _standing: Standing) -> str:
    return "" if process.keeps_content else _("No themes, notes or goals are stored.")


TABLE: tuple[tuple[frozenset[str], Any, Value], ...] = (
    (EVERYBODY, later("Rhythm"), _rhythm),
    (EVERYBODY, later("Agreed"), _count),
    (EVERYBODY, later("In force"), _days),
    (EVERYBODY, later("Place"), _place),
    (EVERYBODY, later("Supervisor"), _supervisors),
    (EVERYBODY, later("Supervisees"), _supervisees),
    (EVERYBODY, later("Organisation"), _organisation),
    (EVERYBODY, later("Payer"), _payer),
    (EVERYBODY, later("Price"), _price),
    (EVERYBODY, later("Cancelling"), _cancelling),
    (EVERYBODY, later("Approval"), _approval),
    (frozenset({"supervisee"}), later("Your manager"), _own_manager),
    (frozenset({"office"}), later("Managers"), _managers),
    (EVERYBODY, later("Attendance: the payer sees"), _attendance),
    (PARTIES | {"office"}, later("Names on invoices"), _names_on_invoice),
    (PARTIES | {"office"}, later("Records"), _no_content),
    (PAYER, later("Cost centre"), lambda process, _user, _standing: process.references.cost_centre),
    (PAYER, later("Your reference"), lambda process, _user, _standing: process.references.buyer_reference),
    (PAYER, later("Order number"), lambda process, _user, _standing: process.references.order_number),
)
