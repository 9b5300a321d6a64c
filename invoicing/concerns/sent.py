"""Concerns about issued invoices that have not reached their payer."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from invoicing import words
from invoicing.month import Sent
from tyonohjaus.people.models import Channel
from tyonohjaus.ui.parts import Badge

from . import pages
from .concern import WAITS, Act, Concern


@dataclass(frozen=True, kw_only=True)
class OfSent(Concern):
    sent: Sent

    def whose(self) -> str:
        return words.payer(self.sent.invoice)


@dataclass(frozen=True, kw_only=True)
class NotSent(OfSent):
    """A PDF that was not made, a mail that did not go or perhaps did not."""

    def badge(self) -> Badge:
        return words.stage(self.sent.way)

    def sentence(self) -> str:
        return _("Invoice %(number)s needs a look.") % {"number": self.sent.invoice.number}

    def act(self) -> Act:
        return Act(pages.invoice(self.sent.invoice), _("See"))


@dataclass(frozen=True, kw_only=True)
class ByHand(OfSent):
    """An issued invoice that no mail brings, until the office has."""

    KIND, NAME, ICON = WAITS, later("To be delivered by hand"), "hand"

    def sentence(self) -> str:
        invoice = self.sent.invoice
        text = _("Invoice %(number)s has not gone out yet. Bring it to the payer, then mark it as delivered.")
        if invoice.address:
            text = _("Invoice %(number)s has not gone out yet. The payer now has an e-mail address: send it there.")
        elif invoice.payers_channel == Channel.EINVOICE:
            text = _("Invoice %(number)s has not gone out yet. The payer takes e-invoices.")
        elif invoice.payers_channel == Channel.PORTAL:
            text = _("Invoice %(number)s has not gone out yet. The payer has a portal of its own.")
        return text % {"number": invoice.number}

    def act(self) -> Act:
        invoice = self.sent.invoice
        if invoice.payers_channel == Channel.EINVOICE:
            page = reverse("invoicing:einvoices", args=[invoice.period_first_on])
            return Act(f"{page}?only={invoice.pk}", _("Send it as an e-invoice"))
        if invoice.payers_channel == Channel.PORTAL:
            return Act(reverse("invoicing:portal", args=[invoice.pk]), _("Copy it into the portal"))
        return Act(pages.invoice(invoice), _("Open the invoice"))
