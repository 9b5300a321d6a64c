"""Concerns about drafts: what keeps one from its payer, and what is worth a look before it goes out."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from invoicing import words
from invoicing.documents.document import InvoiceDocument, Service, VatCategory
from invoicing.documents.faults import Problem
from invoicing.drafts import Draft
from processes.models import References
from tyonohjaus.people.models import Demanded, Unmet

from . import pages
from .concern import WAITS, Act, Concern

SHOWN = 4  # processes of one invoice that have their own link


@dataclass(frozen=True, kw_only=True)
class OfDraft(Concern):
    draft: Draft

    def whose(self) -> str:
        return words.payer(self.draft.invoice)


@dataclass(frozen=True, kw_only=True)
class Blocked(OfDraft):
    """One payer's details are not enough for an invoice."""

    NAME = later("Details of the payer")

    def sentence(self) -> str:
        return f"{' '.join(words.sentences(self.draft.payers_problems))} {_('The invoice waits.')}"

    def act(self) -> Act:
        return self.acts()[0]

    def acts(self) -> list[Act]:
        """A reference stands on the process before it stands on the payer. Its field may be folded away: a browser that
        is sent to it opens what is around it."""
        page = pages.payer(self.draft.invoice)
        references = [name for name in map(_reference, self.draft.payers_problems) if name]
        if not references:
            return [Act(page, _("Mend"))]
        field = f"#id_{references[0]}"
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


def mends_of(draft: Draft) -> list[Act]:
    """Where each thing is mended that keeps it back, for its own page."""
    found = Blocked(draft=draft).acts() if draft.payers_problems else []
    if draft.sellers_problems:
        found.append(Act(reverse("people:practice"), _("The practice's own details")))
    if draft.is_outdated:
        url = reverse("invoicing:drafts", args=[draft.invoice.period_first_on])
        found.append(Act(url, _("Draft anew"), posts=True))
    return found


@dataclass(frozen=True, kw_only=True)
class NotIssued(OfDraft):
    """A fault of the program kept one back: it stopped no other."""

    NAME = later("Not issued")

    def sentence(self) -> str:
        return _("A fault in the program kept it back. Nothing was changed, and the others went out: send again.")

    def act(self) -> Act:
        return Act(pages.invoice(self.draft.invoice), _("See the draft"))


@dataclass(frozen=True, kw_only=True)
class ChangedSince(OfDraft):
    """It was ordered, and said something else when a worker came to issue it."""

    KIND, NAME, ICON = WAITS, later("Changed since you sent it"), "history"

    def sentence(self) -> str:
        return _(
            "It was not issued: it is no longer as it was when you pressed the button. Look at it, and send it again."
        )

    def act(self) -> Act:
        return Act(pages.invoice(self.draft.invoice), _("See the draft"))


@dataclass(frozen=True, kw_only=True)
class BilledElsewhere(OfDraft):
    KIND, NAME, ICON = WAITS, later("Billed elsewhere"), "hand"

    def sentence(self) -> str:
        return _("It takes no number here. Its sessions are handed to the other program.")

    def act(self) -> Act:
        return Act(pages.invoice(self.draft.invoice), _("See the draft"))


@dataclass(frozen=True, kw_only=True)
class RateChange(OfDraft):
    """Right as it is, and worth a look: the month has two rates of VAT or two prices of the same session."""

    KIND, NAME, ICON = WAITS, later("A rate changes"), "history"
    rates: list[Decimal]
    codes: list[str]

    def sentence(self) -> str:
        told = []
        if len(self.rates) > 1:
            rates = {"rates": ", ".join(map(words.percent, self.rates))}
            told.append(_("VAT %(rates)s: each session is billed at the rate of its own day.") % rates)
        if self.codes:
            told.append(_("The price of %(codes)s is not the same all month.") % {"codes": ", ".join(self.codes)})
        return " ".join(told)

    def act(self) -> Act:
        return Act(pages.invoice(self.draft.invoice), _("See the draft"))


@dataclass(frozen=True, kw_only=True)
class NoAddress(OfDraft):
    KIND, NAME, ICON = WAITS, later("No e-mail for invoices"), "hand"

    def sentence(self) -> str:
        return _("The invoice stays to be delivered by hand.")

    def act(self) -> Act:
        return Act(pages.payer(self.draft.invoice), _("Add an address"))


@dataclass(frozen=True, kw_only=True)
class NoReference(OfDraft):
    """A public body's accounts payable find nobody who ordered it (DOMAIN 5.3)."""

    KIND, NAME, ICON = WAITS, later("No reference"), "circle-question-mark"

    def sentence(self) -> str:
        return _(
            "The invoice has no reference, order number or cost centre. A public body often sends such a one back."
        )

    def act(self) -> Act:
        return Act(pages.payer(self.draft.invoice), _("Add a reference"))


def rates_of(document: InvoiceDocument) -> list[Decimal]:
    """The rates of what is taxed."""
    return sorted({line.vat_percent for line in document.lines if line.vat_category is VatCategory.STANDARD})


def priced_twice(document: InvoiceDocument) -> list[str]:
    """Codes of the processes whose sessions of one length have two prices."""
    held = [line for line in document.lines if line.service is Service.SESSION]
    prices = {(line.process_code, line.minutes, line.part, line.unit_price) for line in held}
    kinds = Counter(kind[:3] for kind in prices)
    return sorted({code for (code, _minutes, _part), count in kinds.items() if count > 1})


def _reference(problem: Any) -> str:
    """The field of the reference that it is about, demanded or unfit to be printed; empty where it is about none."""
    if isinstance(problem, Unmet):
        return "" if problem.what == Demanded.EINVOICE else problem.what
    return problem.where if isinstance(problem, Problem) and problem.where in References._fields else ""
