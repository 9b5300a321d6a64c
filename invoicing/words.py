"""What invoices and their lines are called on pages. What stands on paper is documents/words.py, and never changes."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext

from bookings.models import Booking
from processes.models import Process
from tyonohjaus.lib import clock, money
from tyonohjaus.outbox.models import State
from tyonohjaus.people.models import Channel
from tyonohjaus.ui import words
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Badge

from .delivery import Stage, Way
from .models import Balance, Invoice, Line, Package, Sending, Standing, TravelCost
from .reminding import WhyNot

NB = words.NB
BY_CHANNEL: dict[str, Any] = {
    Channel.EINVOICE: later("E-invoice"),
    Channel.PORTAL: later("In the buyer's portal"),
}


def euros(amount: Any) -> str:
    return money.euros(amount, spoken())


def percent(share: Any) -> str:
    return money.percent(share, spoken())


def day(on: date) -> str:
    return words.day(on, language=spoken())


def numeric(on: date | None) -> str:
    return words.numeric(on, language=spoken()) if on else ""


def month(first: date) -> str:
    """`tammikuu`"""
    return words.month(first, language=spoken())


def when(booking: Booking) -> str:
    return words.when(booking.starts_at, end=booking.ends_at, language=spoken())


def payer_of(process: Process) -> str:
    """Who pays for a process, by name; nothing where each pays for themselves."""
    return str(process.organisation or "")


def payer(invoice: Invoice) -> str:
    return str(invoice.payer)


def title(invoice: Invoice) -> str:
    """`Invoice 20270017`, `Credit note 20270018`; a draft has the payer's name."""
    if invoice.is_credit_note:
        return _("Credit note %(number)s") % {"number": invoice.number}
    return _("Invoice %(number)s") % {"number": invoice.number} if invoice.is_issued else payer(invoice)


def references(invoice: Invoice) -> str:
    """What tells two invoices of one payer apart."""
    return ", ".join(filter(None, invoice.references))


def channel(invoice: Invoice) -> str:
    """How a draft will go."""
    if invoice.address:
        return _("PDF by e-mail")
    by = BY_CHANNEL.get(invoice.payers_channel)
    return str(by) if by else _("To be delivered by hand")


def stage(way: Way) -> Badge:
    """Where an issued invoice stands, for the office."""
    kind, text, icon = {
        Stage.PRINTING: ("waits", _("PDF being made"), "file-text"),
        Stage.STUCK: ("fault", _("PDF was not made"), ""),
        Stage.SENDING: ("waits", _("Waiting to be sent"), "mail"),
        Stage.SENT: ("done", _("Sent"), "mail"),
        Stage.UNCERTAIN: ("fault", _("Perhaps sent"), "circle-question-mark"),
        Stage.FAILED: ("fault", _("Could not be sent"), ""),
        Stage.BY_HAND: ("waits", _("To be delivered by hand"), "hand"),
        Stage.DELIVERED: ("done", _("Delivered by hand"), "hand"),
        Stage.EINVOICED: ("done", _("Sent as an e-invoice"), "send"),
    }[way.stage]
    return Badge(kind=kind, text=text, icon=icon)


def went(sending: Sending) -> str:
    """`Downloaded as an e-invoice 1.2.2027, Laura Salmi`; with its state where it has not certainly gone."""
    said = [f"{sending.get_route_display()} {numeric(clock.day_of(sending.at))}", str(sending.by or "")]
    if sending.state != State.SENT:
        said.append(sending.get_state_display().lower())
    return ", ".join(filter(None, said))


def gone(told: Iterable[str]) -> str:
    """What has gone already, in a sentence; empty where nothing has."""
    text = _("Gone already as an e-invoice: %(invoices)s. Tick the box if another is to go with the same number.")
    found = ", ".join(told)
    return text % {"invoices": found} if found else ""


def standing(balance: Balance, *, today: date) -> Badge | None:
    """How it stands with its payer, for the office and for the payer; None where nothing is to be paid."""
    part = balance.is_part_paid
    words_of = {
        Standing.OPEN: ("waits", _("Partly paid") if part else _("Open"), "hourglass"),
        Standing.OVERDUE: ("fault", _("Partly paid, overdue") if part else _("Overdue"), ""),
        Standing.PAID: ("done", _("Paid"), "check"),
        Standing.OVERPAID: ("fault", _("Paid too much"), ""),
        Standing.CREDITED: ("off", _("Has been credited"), "undo-2"),
    }
    found = words_of.get(balance.standing(today))
    return Badge(kind=found[0], text=found[1], icon=found[2]) if found else None


def why_no_reminder(why: WhyNot | None) -> str:
    """Empty where one may be sent."""
    words_of = {
        WhyNot.NOTHING_OPEN: _("Nothing is open of this invoice."),
        WhyNot.NOT_OVERDUE: _("The invoice is not overdue: a reminder can be sent from the day after its due date."),
        WhyNot.NOT_DELIVERED: _("The invoice has not reached the payer yet. See to its delivery first."),
        WhyNot.TOO_SOON: _("The time that the last reminder gave for paying has not passed yet."),
        WhyNot.ENOUGH: _("Two reminders have been sent. What is next is between you and the payer, or a collector's."),
    }
    return words_of[why] if why else ""


def held_back(line: Line) -> Badge:
    if line.state == Line.State.RETURNED:
        return Badge(kind="fault", text=_("Returned"), icon="undo-2")
    return Badge(kind="waits", text=_("Waits for the payer"))


def session(line: Line) -> str:
    """`Wed 20.1.2027, 90 min, 200,00 €` · `Wed 20.1.2027, package of 4 sessions, 560,00 €` · `Wed 20.1.2027, travel
    costs, 24,78 €`"""
    if line.travel:
        return _("%(day)s, travel costs, %(net)s") % {"day": day(line.booking.day), "net": euros(line.net)}
    if line.package:
        facts = {"day": day(line.booking.day), "count": line.package.sessions, "net": euros(line.net)}
        return _("%(day)s, package of %(count)d sessions, %(net)s") % facts
    return f"{day(line.booking.day)}, {line.booking.minutes}{NB}min, {euros(line.net)}"


def package(row: Package) -> str:
    """`4 sessions, 560,00 €`"""
    facts = {"count": row.sessions, "net": euros(row.price)}
    return ngettext("%(count)d session, %(net)s", "%(count)d sessions, %(net)s", row.sessions) % facts


def travel(row: TravelCost) -> str:
    """`42 km, 24,78 €` · `A receipt, 12,00 €`"""
    what = f"{money.quantity(row.km, spoken())}{NB}km" if row.km else row.get_kind_display()
    return f"{what}, {euros(row.amount)}"


def sentences(problems: Iterable[Any]) -> list[str]:
    """Each problem in the language of the page, once."""
    return list(dict.fromkeys(problem.told(_) for problem in problems))
