"""What sessions are called on pages: their form, place, state, who pays and what cancelling means.

Never whose or what of another process (C42); the payer's words are those of C10 alone.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from processes.models import Kind, Payer, Place, Process
from processes.models.process import Attendance
from tyonohjaus.lib import clock, money
from tyonohjaus.people.models import Practice
from tyonohjaus.ui import words
from tyonohjaus.ui.parts import Badge

from . import parties
from .approvals import Outcome
from .models import Booking, Status
from .parties import Standing

FORMS = {
    Kind.INDIVIDUAL: later("Individual supervision"),
    Kind.PAIR: later("Pair supervision"),
    Kind.GROUP: later("Group supervision"),
    Kind.COMMUNITY: later("Supervision of a work community"),
    Kind.MANAGERS: later("Supervision of managers"),
    Kind.TOTO: later("Supervision of supervision"),
}
PLACES = {
    Place.REMOTE: later("remotely"),
    Place.PREMISES: later("at the supervisor's premises"),
    Place.WORKPLACE: later("at the workplace"),
    Place.OUTDOORS: later("outdoors"),
    Place.OTHER: later("at another agreed place"),
}
PLACE_ICONS = {Place.REMOTE: "video", Place.OUTDOORS: "leaf"}


def language() -> str:
    return words.known(get_language())


def form(process: Process) -> str:
    """`Individual supervision`"""
    return str(FORMS[Kind(process.kind)])


def title(process: Process, *, standing: Standing, user: Any) -> str:
    """`Individual supervision, Sami Rautio`"""
    people = whom(process, standing=standing, user=user)
    return people if process.is_shared and not standing.supervisee else f"{form(process)}, {people}"


def place(kind: str) -> str:
    """`remotely`"""
    return str(PLACES[Place(kind)])


def place_icon(kind: str) -> str:
    return PLACE_ICONS.get(Place(kind), "map-pin")


def place_for_payer(kind: str) -> str:
    """Remote or on site; where on site is not the payer's business (C1)."""
    return _("remotely") if kind == Place.REMOTE else _("on site")


def minutes(count: int) -> str:
    return f"{count}\u00a0min"


def whom(process: Process, *, standing: Standing, user: Any) -> str:
    """Whom one meets, or, to the payer, whose time it is: as much as this person is told."""
    if standing.supervisee:
        return parties.names(parties.supervisors(process))
    if standing.supervisor or standing.office:
        return group(process) if process.is_shared else parties.names(parties.supervisees(process))
    own = [person for person in parties.supervisees(process) if person.manager_id == user.pk]
    return parties.names(own) if process.attendance == Attendance.NAMES else process.code


def group(process: Process) -> str:
    """`Group supervision: Lehtolan Kuntoutus Oy`; a group has no name of its own."""
    return f"{form(process)}: {process.organisation}" if process.organisation_id else f"{form(process)} {process.code}"


# --- states


def badge(booking: Booking, *, standing: Standing, now: datetime) -> Badge | None:
    """None where all is as expected: calm is what is left out."""
    if booking.status == Status.REQUESTED:
        return Badge(kind="waits", text=_("Waiting for the manager's approval"))
    if booking.status in {Status.CONFIRMED, Status.HELD}:
        unmarked = booking.status == Status.CONFIRMED and booking.ends_at <= now
        return Badge(kind="open", text=_("Not marked")) if unmarked and standing.supervisor else None
    return Badge(kind="off", text=state(booking, standing=standing))


def state(booking: Booking, *, standing: Standing) -> str:
    """The state in words. The payer reads four of them only: waiting, confirmed, held, cancelled (C10)."""
    if booking.status == Status.CANCELLED and not _reads_as_payer(standing):
        return str(booking.cancellation) if hasattr(booking, "cancellation") else str(Status.CANCELLED.label)
    if booking.status in {Status.CANCELLED, Status.DECLINED, Status.LAPSED, Status.NO_SHOW} and _reads_as_payer(standing):
        return _("Cancelled")
    return str(Status(booking.status).label)


def status(booking: Booking, *, standing: Standing) -> Badge:
    """The state in full, for the session's own page."""
    kinds = {Status.REQUESTED: "waits", Status.CONFIRMED: "agreed", Status.HELD: "done"}
    return Badge(kind=kinds.get(Status(booking.status), "off"), text=state(booking, standing=standing))


def _reads_as_payer(standing: Standing) -> bool:
    return not standing.party and not standing.office


# --- money


def gross(price: Decimal | None, *, at: datetime) -> Decimal | None:
    """With the VAT of the day of the session: what one who pays for themselves reads."""
    if price is None:
        return None
    return money.with_vat(price, Practice.objects.get().vat_percent(clock.local(at).date()))


def payer(process: Process, *, standing: Standing, at: datetime, price: Decimal | None) -> str:
    """Who pays; how much only to one who pays (DOMAIN 4.3)."""
    if process.payer == Payer.INTERNAL:
        return _("Internal supervision is not invoiced.")
    if process.payer == Payer.EMPLOYER:
        return _("%(payer)s pays.") % {"payer": process.organisation}
    if standing.pays:
        amount = gross(price, at=at)
        return _("%(amount)s, VAT included") % {"amount": money.euros(amount, language())} if amount is not None else ""
    return _("The supervisee pays.")


def cancelling(
    process: Process, *, starts_at: datetime, now: datetime, standing: Standing, price: Decimal | None
) -> str:
    """The agreement's rule as a sentence or two; in euros only to one who pays."""
    share = process.cancellation_share
    if process.payer == Payer.INTERNAL or not share or not price:
        return _("Free of charge until it begins.")
    rule = assess(
        starts_at=starts_at,
        now=now,
        hours=process.cancellation_hours,
        share_percent=share,
        price=price,
        cancelled_by_supervisor=False,
    )
    cost = _cost(share, gross(money.cents(price * share / 100), at=starts_at) if standing.pays else None)
    until = {"until": words.deadline(rule.free_until, language=language())}
    if rule.late:
        return f"{_('Free cancelling ended %(until)s.') % until} {cost}"
    return f"{_('Free of charge until %(until)s.') % until} {cost}"


def _cost(share: int, amount: Decimal | None) -> str:
    if amount is not None:
        return _("After that you pay %(amount)s.") % {"amount": money.euros(amount, language())}
    if share == 100:
        return _("After that the payer is invoiced for the whole price.")
    return _("After that the payer is invoiced for %(share)s of the price.") % {
        "share": money.percent(share, language())
    }


# --- who sees


def who_sees_time(process: Process) -> tuple[str, str]:
    """Icon and sentence: who, beside the parties, sees the time."""
    if process.payer == Payer.SELF:
        return "lock", _("Only you, the supervisor and the office see this time. No employer sees anything of it.")
    if process.payer == Payer.INTERNAL:
        return "building-2", _("Your manager sees the time and the length. Not what you talk about.")
    return "building-2", _("Your manager sees the time, the length and the price. Not what you talk about.")
