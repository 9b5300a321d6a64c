"""What a process is called on pages, and what was agreed, in sentences."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext

from tyonohjaus.lib import money
from tyonohjaus.people.models.dated import Dated
from tyonohjaus.ui import words
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.words import NB, numeric

from .models import UNBILLED, Kind, Payer, Process, Trade
from .models.themes import IN_WORDS

__all__ = [
    "NB",
    "cancelling",
    "days",
    "gross",
    "length",
    "net",
    "numeric",
    "payer",
    "rhythm",
    "theme",
    "title",
]

TITLES = {
    Kind.INDIVIDUAL: later("Individual supervision"),
    Kind.PAIR: later("Pair supervision"),
    Kind.GROUP: later("Group supervision"),
    Kind.COMMUNITY: later("Supervision of a work community"),
    Kind.MANAGERS: later("Supervision of managers"),
    Kind.TOTO: later("Supervision of supervision"),
}


def title(process: Process) -> str:
    """`Individual supervision`"""
    if process.is_introduction:
        return _("Introductory meeting")
    if process.trade != Trade.SUPERVISION:
        return f"{process.get_trade_display()}, {process.get_kind_display().lower()}"
    return str(TITLES[Kind(process.kind)])


def theme(name: str) -> str:
    """One of the usual themes in the reader's language; one of the practice's own as it was written."""
    return str(IN_WORDS.get(name, name))


def rhythm(process: Process) -> str:
    """`Every 4 weeks`, `Every 3–4 weeks`, `Monthly`"""
    least, most = process.every_weeks, process.every_weeks_most
    if least is None:
        return _("Monthly")
    if most and most > least:
        return _("Every %(least)d–%(most)d weeks") % {"least": least, "most": most}
    return ngettext("Every week", "Every %(count)d weeks", least) % {"count": least}


def length(process: Process) -> str:
    return f"{process.length_minutes}{NB}min"


def days(process: Dated) -> str:
    """`11.1.2027–31.12.2027`, or what is known of it."""
    if process.ends_on and process.ends_on < process.starts_on:
        return _("Called off before it began")
    begins = numeric(process.starts_on, language=spoken())
    if process.ends_on is None:
        return _("From %(day)s") % {"day": begins}
    return words.span(process.starts_on, process.ends_on, language=spoken())


def payer(process: Process) -> str:
    if process.payer == Payer.EMPLOYER:
        return str(process.organisation)
    if process.payer == Payer.INTERNAL:
        return _("Internal supervision is not invoiced.")
    if process.payer == Payer.NOBODY:
        return _("Nobody: the introductory meeting is free of charge.")
    return str(process.organisation) if process.organisation_id else _("The supervisee")


def cancelling(process: Process) -> str:
    """The rule in words; in euros only where a time is called off, to one who pays."""
    share, hours = process.cancellation_share, process.cancellation_hours
    if process.payer in UNBILLED or not share:
        return _("Free of charge until it begins.")
    until = ngettext(
        "Free of charge until %(count)d hour before.", "Free of charge until %(count)d hours before.", hours
    ) % {"count": hours}
    after = _("After that %(share)s of the price.") % {"share": money.percent(share, spoken())}
    return f"{until} {after}"


def net(price: Decimal) -> str:
    return _("%(amount)s + VAT a session") % {"amount": money.euros(price, spoken())}


def gross(price: Decimal) -> str:
    return _("%(amount)s a session, VAT included") % {"amount": money.euros(price, spoken())}
