"""Concerns about whole invoices: the practice, a payer, the way to them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from invoicing import words
from invoicing.models import Invoice
from invoicing.month import Draft, Sent, is_sellers
from tyonohjaus.ui import words as days
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Badge

from .concern import WAITS, Act, Concern


@dataclass(frozen=True, kw_only=True)
class StartMissing(Concern):
    """The practice has not said from which day on it invoices here."""

    NAME = later("Start of billing missing")

    def sentence(self) -> str:
        return _("Nothing is invoiced before the practice's page says from which day on.")

    def act(self) -> Act:
        return Act(reverse("people:practice"), _("Set the day"))


@dataclass(frozen=True, kw_only=True)
class SellerIncomplete(Concern):
    NAME = later("The practice's own details")
    problems: tuple[Any, ...]

    def sentence(self) -> str:
        return f"{' '.join(words.sentences(self.problems))} {_('No invoice can be sent before this is mended.')}"

    def act(self) -> Act:
        return Act(reverse("people:practice"), _("Mend"))


@dataclass(frozen=True, kw_only=True)
class Blocked(Concern):
    """One payer's details are not enough for an invoice."""

    NAME = later("Details of the payer")
    draft: Draft

    def whose(self) -> str:
        return words.payer(self.draft.invoice)

    def sentence(self) -> str:
        found = [problem for problem in self.draft.problems if not is_sellers(problem)]
        return f"{' '.join(words.sentences(found))} {_('The invoice waits.')}"

    def act(self) -> Act:
        return Act(payers_page(self.draft.invoice), _("Mend"))


@dataclass(frozen=True, kw_only=True)
class NotSent(Concern):
    """A PDF that was not made, a mail that did not go or perhaps did not."""

    sent: Sent

    def badge(self) -> Badge:
        return words.stage(self.sent.way)

    def whose(self) -> str:
        return words.payer(self.sent.invoice)

    def sentence(self) -> str:
        return _("Invoice %(number)s needs a look.") % {"number": self.sent.invoice.number}

    def act(self) -> Act:
        return Act(reverse("invoicing:detail", args=[self.sent.invoice.pk]), _("See"))


@dataclass(frozen=True, kw_only=True)
class NoAddress(Concern):
    KIND, NAME, ICON = WAITS, later("No e-mail for invoices"), "hand"
    draft: Draft

    def whose(self) -> str:
        return words.payer(self.draft.invoice)

    def sentence(self) -> str:
        return _("The invoice stays to be delivered by hand.")

    def act(self) -> Act:
        return Act(payers_page(self.draft.invoice), _("Add an address"))


@dataclass(frozen=True, kw_only=True)
class NoReference(Concern):
    """A public body's accounts payable find nobody who ordered it (DOMAIN 5.3)."""

    KIND, NAME, ICON = WAITS, later("No reference"), "circle-question-mark"
    draft: Draft

    def whose(self) -> str:
        return words.payer(self.draft.invoice)

    def sentence(self) -> str:
        return _(
            "The invoice has no reference, order number or cost centre. A public body often sends such a one back."
        )

    def act(self) -> Act:
        return Act(payers_page(self.draft.invoice), _("Add a reference"))


@dataclass(frozen=True, kw_only=True)
class ByHand(Concern):
    """An issued invoice that no mail brings, until the office has."""

    KIND, NAME, ICON = WAITS, later("To be delivered by hand"), "hand"
    sent: Sent

    def whose(self) -> str:
        return words.payer(self.sent.invoice)

    def sentence(self) -> str:
        text = _("Invoice %(number)s has not gone out yet. Bring it to the payer, then mark it as delivered.")
        if self.sent.invoice.address:
            text = _("Invoice %(number)s has not gone out yet. The payer now has an e-mail address: send it there.")
        return text % {"number": self.sent.invoice.number}

    def act(self) -> Act:
        return Act(reverse("invoicing:detail", args=[self.sent.invoice.pk]), _("Open the invoice"))


@dataclass(frozen=True, kw_only=True)
class LeftOver(Concern):
    KIND, NAME, ICON = WAITS, later("An earlier month"), "history"
    first: date

    def whose(self) -> str:
        return capfirst(days.month(self.first, language=spoken()))

    def sentence(self) -> str:
        return _("There are drafts that were not sent.")

    def act(self) -> Act:
        return Act(reverse("invoicing:month", args=[self.first]), _("See"))


def payers_page(invoice: Invoice) -> str:
    """Where the office keeps what is known of the payer."""
    if invoice.organisation_id:
        return reverse("people:organisation_edit", args=[invoice.organisation_id])
    return reverse("people:person_edit", args=[invoice.consumer_id])
