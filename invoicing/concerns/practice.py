"""Concerns about the practice and the month as a whole."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext

from invoicing import words
from invoicing.turnover import Turnover
from tyonohjaus.ui.parts import Badge

from .concern import FAULT, WAITS, Act, Concern


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
class LeftOver(Concern):
    KIND, NAME, ICON = WAITS, later("An earlier month"), "history"
    first: date

    def whose(self) -> str:
        return capfirst(words.month(self.first))

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
        text = ngettext("%(count)d line waits for an export.", "%(count)d lines wait for an export.", self.count)
        return text % {"count": self.count}

    def act(self) -> Act:
        return Act(reverse("invoicing:exports", args=[self.first]), _("Make the export"))
