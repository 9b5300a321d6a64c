"""Concerns about whole invoices: the practice, a payer, the way to them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext

from invoicing import words
from invoicing.documents.document import InvoiceDocument, Service, VatCategory
from invoicing.models import Invoice
from invoicing.month import Draft, Sent
from invoicing.turnover import Turnover
from tyonohjaus.people.models import Channel, Demanded, Unmet
from tyonohjaus.ui import words as days
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Badge

from .concern import FAULT, WAITS, Act, Concern

SHOWN = 4  # processes of one invoice that have their own link


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
class NearLimit(Concern):
    """A small business need not register for VAT up to a limit, in this calendar year and the one before."""

    ICON = "euro"
    turnover: Turnover

    def badge(self) -> Badge:
        if self.turnover.is_over:
            return Badge(kind=FAULT, text=_("Over the limit of a small business"), icon=self.ICON)
        return Badge(kind=WAITS, text=_("Near the limit of a small business"), icon=self.ICON)

    def whose(self) -> str:
        return str(self.turnover.year)

    def sentence(self) -> str:
        facts = {
            "sum": words.euros(self.turnover.sum),
            "limit": words.euros(self.turnover.limit),
            "percent": words.percent(self.turnover.percent),
        }
        if self.turnover.is_over:
            return _("%(sum)s of %(limit)s. What goes over it is taxed: register, and write down the day.") % facts
        return _("%(sum)s of %(limit)s, %(percent)s. Register for VAT before the limit is passed.") % facts

    def act(self) -> Act:
        return Act(reverse("people:practice"), _("VAT status"))


@dataclass(frozen=True, kw_only=True)
class Blocked(Concern):
    """One payer's details are not enough for an invoice."""

    NAME = later("Details of the payer")
    draft: Draft

    def whose(self) -> str:
        return words.payer(self.draft.invoice)

    def sentence(self) -> str:
        return f"{' '.join(words.sentences(self.draft.payers_problems))} {_('The invoice waits.')}"

    def act(self) -> Act:
        return self.acts()[0]

    def acts(self) -> list[Act]:
        """A reference stands on the process before it stands on the payer. Its field may be folded away: a browser that
        is sent to it opens what is around it."""
        page = payers_page(self.draft.invoice)
        references = [problem for problem in self.draft.payers_problems if _is_reference(problem)]
        if not references:
            return [Act(page, _("Mend"))]
        field = f"#id_{references[0].what}"
        codes = {line.booking.process_id: line.booking.process.code for line in self.draft.invoice.lines.all()}
        one = len(codes) == 1
        own = [
            Act(
                reverse("processes:edit", args=[key]) + field,
                _("Mend the process") if one else _("Mend the process %(code)s") % {"code": code},
            )
            for key, code in list(codes.items())[:SHOWN]
        ]
        return [*own, Act(page + field, _("Mend the payer"))]


@dataclass(frozen=True, kw_only=True)
class LaterIssued(Concern):
    """The clock stands before the last number's day: no number can be given."""

    NAME = later("Date of invoices")
    on: date

    def sentence(self) -> str:
        sentence = _(
            "An invoice of %(day)s has been issued already. Invoices are numbered in order of date: these can be sent "
            "from that day on."
        )
        return sentence % {"day": words.numeric(self.on)}

    def act(self) -> Act:
        return Act(reverse("invoicing:numbers"), _("See the numbers"))


@dataclass(frozen=True, kw_only=True)
class NotIssued(Concern):
    """A fault of the program kept one back: it stopped no other."""

    NAME = later("Not issued")
    draft: Draft

    def whose(self) -> str:
        return words.payer(self.draft.invoice)

    def sentence(self) -> str:
        return _("A fault in the program kept it back. Nothing was changed, and the others went out: send again.")

    def act(self) -> Act:
        return Act(draft_page(self.draft), _("See the draft"))


@dataclass(frozen=True, kw_only=True)
class BilledElsewhere(Concern):
    KIND, NAME, ICON = WAITS, later("Billed elsewhere"), "hand"
    draft: Draft

    def whose(self) -> str:
        return words.payer(self.draft.invoice)

    def sentence(self) -> str:
        return _("It takes no number here. Its sessions are handed to the other program.")

    def act(self) -> Act:
        return Act(draft_page(self.draft), _("See the draft"))


@dataclass(frozen=True, kw_only=True)
class RateChange(Concern):
    """Right as it is, and worth a look: the month has two rates of VAT or two prices of the same session."""

    KIND, NAME, ICON = WAITS, later("A rate changes"), "history"
    draft: Draft
    rates: list[Decimal]
    codes: list[str]

    def whose(self) -> str:
        return words.payer(self.draft.invoice)

    def sentence(self) -> str:
        told = []
        if len(self.rates) > 1:
            rates = {"rates": ", ".join(map(words.percent, self.rates))}
            told.append(_("VAT %(rates)s: each session is billed at the rate of its own day.") % rates)
        if self.codes:
            told.append(_("The price of %(codes)s is not the same all month.") % {"codes": ", ".join(self.codes)})
        return " ".join(told)

    def act(self) -> Act:
        return Act(draft_page(self.draft), _("See the draft"))


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
        return Act(reverse("invoicing:detail", args=[invoice.pk]), _("Open the invoice"))


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


@dataclass(frozen=True, kw_only=True)
class ToExport(Concern):
    """Lines of payers whose invoices another program makes, which it has not been told of."""

    KIND, NAME, ICON = WAITS, later("Billed in another program"), "download"
    first: date
    count: int

    def sentence(self) -> str:
        text = ngettext("%(count)d session waits for an export.", "%(count)d sessions wait for an export.", self.count)
        return text % {"count": self.count}

    def act(self) -> Act:
        return Act(reverse("invoicing:exports", args=[self.first]), _("Make the export"))


def rates_of(document: InvoiceDocument) -> list[Decimal]:
    """The rates of what is taxed."""
    return sorted({line.vat_percent for line in document.lines if line.vat_category is VatCategory.STANDARD})


def priced_twice(document: InvoiceDocument) -> list[str]:
    """Codes of the processes whose sessions of one length have two prices."""
    held = [line for line in document.lines if line.service is Service.SESSION]
    prices = {(line.process_code, line.minutes, line.part, line.unit_price) for line in held}
    kinds = Counter(kind[:3] for kind in prices)
    return sorted({code for (code, _minutes, _part), count in kinds.items() if count > 1})


def _is_reference(problem: Any) -> bool:
    return isinstance(problem, Unmet) and problem.what != Demanded.EINVOICE


def draft_page(draft: Draft) -> str:
    return reverse("invoicing:detail", args=[draft.invoice.pk])


def payers_page(invoice: Invoice) -> str:
    """Where the office keeps what is known of the payer."""
    if invoice.organisation_id:
        return reverse("people:organisation_edit", args=[invoice.organisation_id])
    return reverse("people:person_edit", args=[invoice.consumer_id])
