"""What was agreed, and who reads it (DOMAIN 4.3): an allow-list, one line a fact (C7). Nothing here is content."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext

from tyonohjaus.lib import clock, money
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Fact

from . import parties, words
from .models import PRIVATE, UNBILLED, AttendanceShown, Payer, Process
from .models.shares import on_day
from .own_part import OwnPart
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
    if not count or process.is_introduction:
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


def _payer(process: Process, user: Any, standing: Standing) -> str:
    """Where employers share the cost, each manager reads of their own alone, and only the office of each one's part."""
    shares = on_day(process, clock.today()) if process.bills_employer else []
    if not shares:
        return words.payer(process)
    if standing.office:
        return "; ".join(f"{one.organisation} {money.percent(one.percent, spoken())}" for one in shares)
    if standing.manager and not standing.party:
        own = OwnPart.here(user, process).payers(process, clock.today())
        return ", ".join(f"{one.organisation} {money.percent(one.percent, spoken())}" for one in own)
    return _("The employers share the cost.")


def _price(process: Process, user: Any, standing: Standing) -> str:
    """With VAT to one who pays themselves; nothing to a supervisee whose employer pays."""
    if process.price is None:
        return ""
    if standing.pays and process.gross_price is not None:
        return words.gross(process.gross_price)
    if standing.supervisor or standing.office:
        return words.net(process.price)
    if not standing.manager:
        return ""
    part, today = OwnPart.here(user, process), clock.today()
    return words.net(part.of(process.price, process, today)) if part.pays(process, today) else ""


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


def _frame(process: Process, _user: Any, _standing: Standing) -> str:
    return process.frame.number if process.frame else ""


def _reference(name: str) -> Value:
    """As it stands on the invoice; of a shared cost on that of their own employer."""

    def value(process: Process, user: Any, standing: Standing) -> str:
        if standing.office:
            return str(getattr(process.references, name))
        return str(getattr(OwnPart.here(user, process).references(process, clock.today()), name))

    return value


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
    (frozenset({"office"}), later("Framework agreement"), _frame),
    (PAYER, later("Cost centre"), _reference("cost_centre")),
    (PAYER, later("Your reference"), _reference("buyer_reference")),
    (PAYER, later("Order number"), _reference("order_number")),
)
