"""Who pays, and what moving and cancelling cost, in sentences; in euros only to one who pays (DOMAIN 4.3)."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from processes.models import UNBILLED, Payer, Process, vat_of
from processes.models.shares import on_day
from processes.parties import Standing
from tyonohjaus.lib import clock, money
from tyonohjaus.people.models import Practice
from tyonohjaus.ui import words
from tyonohjaus.ui.language import spoken

from .cancellation import Assessment
from .models import Booking, Status
from .told import inside_sentence


def gross(process: Process, price: Decimal | None, *, at: datetime) -> Decimal | None:
    """With the VAT of the day of the session: what one who pays for themselves reads."""
    if price is None:
        return None
    return money.with_vat(price, vat_of(process, clock.day_of(at), Practice.objects.get().vat_table()).percent)


def is_free(booking: Booking) -> bool:
    """It did not come about, and nothing of it is charged: its price is nobody's concern."""
    called_off = booking.status not in {Status.REQUESTED, Status.CONFIRMED, Status.HELD}
    return called_off and (booking.price is None or not booking.charged_percent)


def payer(process: Process, *, standing: Standing, at: datetime, price: Decimal | None) -> str:
    """Who pays; how much only to one who pays (DOMAIN 4.3)."""
    if process.payer == Payer.INTERNAL:
        return _("Internal supervision is not invoiced.")
    if process.payer == Payer.NOBODY:
        return _("Free of charge")
    if on_day(process, clock.day_of(at)):
        return _("The employers share the cost.")
    if process.payer == Payer.EMPLOYER:
        return _("%(payer)s pays.") % {"payer": process.organisation}
    if standing.pays:
        amount = gross(process, price, at=at)
        return _("%(amount)s, VAT included") % {"amount": money.euros(amount, spoken())} if amount is not None else ""
    return _("The supervisee pays.")


def cancelling(booking: Booking, *, standing: Standing, now: datetime) -> str:
    """The session's rule as a sentence or two; in euros only to one who pays."""
    rule = _rule(booking, now=now)
    if rule is None:
        return _("Free of charge until it begins.")
    cost = _cost_after(booking, standing=standing)
    until = {"until": words.deadline(rule.free_until, language=spoken())}
    if rule.late:
        return f"{_('Free cancelling ended %(until)s.') % until} {cost}"
    return f"{_('Free of charge until %(until)s.') % until} {cost}"


def change_rule(booking: Booking, *, standing: Standing, now: datetime) -> str:
    """What moving or cancelling this session means to this person now, before the button."""
    if standing.sets_times:
        return _("Moving and cancelling on your side is never charged.")
    if booking.status == Status.REQUESTED:
        return _("You can move or cancel free of charge until the time is confirmed.")
    rule = _rule(booking, now=now)
    if rule is None:
        return _("You can move or cancel free of charge until it begins.")
    until = {"until": words.deadline(rule.free_until, language=spoken())}
    if rule.late:
        cost = inside_sentence(charged(booking, booking.cancellation_share, standing=standing))
        return f"{_('Moving and free cancelling ended %(until)s.') % until} {_('If you cancel now:')} {cost}"
    cost = _cost_after(booking, standing=standing)
    return f"{_('You can move or cancel free of charge until %(until)s.') % until} {cost}"


def charged(booking: Booking, share: int, *, standing: Standing) -> str:
    """What a share of the price means: in euros to one who pays, else charged or not (C10)."""
    if not share or booking.price is None:
        return _("It is not charged.")
    if standing.pays:
        amount = gross(booking.process, money.share_of(booking.price, share), at=booking.starts_at)
        return _("You pay %(amount)s.") % {"amount": money.euros(amount or 0, spoken())}
    if share == 100:
        return _("The payer is invoiced for the whole price.")
    return _("The payer is invoiced for %(share)s of the price.") % {"share": money.percent(share, spoken())}


def _rule(booking: Booking, *, now: datetime) -> Assessment | None:
    """The rule for a supervisee; None where cancelling never costs."""
    if booking.process.payer in UNBILLED or not booking.cancellation_share or not booking.price:
        return None
    return booking.assessed(now=now, cancelled_by_supervisor=False)


def _cost_after(booking: Booking, *, standing: Standing) -> str:
    share = booking.cancellation_share
    if standing.pays and booking.price is not None:
        amount = gross(booking.process, money.share_of(booking.price, share), at=booking.starts_at)
        return _("After that you pay %(amount)s.") % {"amount": money.euros(amount or 0, spoken())}
    if share == 100:
        return _("After that the payer is invoiced for the whole price.")
    return _("After that the payer is invoiced for %(share)s of the price.") % {"share": money.percent(share, spoken())}
