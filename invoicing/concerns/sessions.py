"""Concerns about single sessions: no price, no mark, no yes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext

from bookings.models import Booking
from invoicing import words
from invoicing.models import Line
from tyonohjaus.ui import words as days
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Badge

from .concern import WAITS, Act, Concern

SHOWN = 4  # days that a sentence names before it only counts the rest


@dataclass(frozen=True, kw_only=True)
class Returned(Concern):
    NAME, ICON = later("Line returned"), "undo-2"
    line: Line

    def whose(self) -> str:
        return str(self.line.payer)

    def sentence(self) -> str:
        facts = {"session": words.session(self.line), "why": self.line.get_returned_as_display()}
        return _("%(session)s. %(why)s. This line waits, the rest of the invoice does not.") % facts

    def act(self) -> Act:
        return Act(_settling(self.line), _("Settle"))


@dataclass(frozen=True, kw_only=True)
class NoPrice(Concern):
    NAME, ICON = later("No price"), "euro"
    booking: Booking

    def whose(self) -> str:
        return self.booking.process.code

    def sentence(self) -> str:
        facts = {"day": words.day(self.booking.day), "minutes": self.booking.minutes}
        return _("%(day)s, %(minutes)d min. It is on no invoice before it has a price.") % facts

    def act(self) -> Act:
        return Act(reverse("invoicing:session_price", args=[self.booking.pk]), _("Give a price"))


@dataclass(frozen=True, kw_only=True)
class UnclearPayer(Concern):
    """Those who pay for themselves are several, or the organisation is not their own."""

    NAME, ICON = later("Payer not clear"), "circle-question-mark"
    process: Any
    count: int

    def whose(self) -> str:
        return str(self.process.code)

    def sentence(self) -> str:
        return ngettext(
            "The supervisees pay, but there are several, or the business is not theirs. %(count)d session waits.",
            "The supervisees pay, but there are several, or the business is not theirs. %(count)d sessions wait.",
            self.count,
        ) % {"count": self.count}

    def act(self) -> Act:
        return Act(reverse("processes:edit", args=[self.process.pk]), _("Mend"))


@dataclass(frozen=True, kw_only=True)
class UnconfirmedDetails(Concern):
    """How the payer is invoiced was asked of it, and the office has not confirmed the answer (S1-3)."""

    NAME, ICON = later("Billing details not confirmed"), "circle-question-mark"
    organisation: Any
    count: int

    def whose(self) -> str:
        return str(self.organisation)

    def sentence(self) -> str:
        return ngettext(
            "%(count)d session waits until you have confirmed how it is invoiced.",
            "%(count)d sessions wait until you have confirmed how they are invoiced.",
            self.count,
        ) % {"count": self.count}

    def act(self) -> Act:
        return Act(reverse("intake:billing_details", args=[self.organisation.pk]), _("Look and confirm"))


@dataclass(frozen=True, kw_only=True)
class UnconfirmedExemption(Concern):
    """Drafted without VAT, and nobody has written down who said that it may be."""

    KIND, NAME, ICON = WAITS, later("No VAT, and not confirmed"), "circle-question-mark"
    process: Any
    law: str

    def whose(self) -> str:
        return str(self.process.code)

    def sentence(self) -> str:
        return _("The draft is exempt by %(law)s. Supervision is taxed as a rule: ask before it goes out.") % {
            "law": self.law
        }

    def act(self) -> Act:
        return Act(reverse("processes:vat", args=[self.process.pk]), _("Look and confirm"))


@dataclass(frozen=True, kw_only=True)
class Unmarked(Concern):
    """One supervisor's sessions that are over and say nothing yet."""

    supervisor: Any
    bookings: tuple[Booking, ...]

    def badge(self) -> Badge:
        text = _("Not marked: %(count)d") % {"count": len(self.bookings)}
        return Badge(kind=WAITS, text=text, icon="hourglass")

    def whose(self) -> str:
        return str(self.supervisor)

    def sentence(self) -> str:
        times = [days.when_short(one.starts_at, language=spoken()) for one in self.bookings]
        return _("%(times)s. On no invoice yet.") % {"times": _listed(times)}

    def act(self) -> Act:
        return Act(reverse("invoicing:reminder", args=[self.supervisor.pk]), _("Remind"), posts=True)


@dataclass(frozen=True, kw_only=True)
class Undrafted(Concern):
    """Sessions that were accepted, marked or priced otherwise since the month was drafted."""

    KIND, NAME, ICON = WAITS, later("Not in the drafts"), "history"
    first: date
    count: int

    def sentence(self) -> str:
        return ngettext(
            "%(count)d session was accepted or has changed since the invoices were drafted.",
            "%(count)d sessions were accepted or have changed since the invoices were drafted.",
            self.count,
        ) % {"count": self.count}

    def act(self) -> Act:
        return Act(reverse("invoicing:drafts", args=[self.first]), _("Draft anew"), posts=True)


@dataclass(frozen=True, kw_only=True)
class Waiting(Concern):
    """One payer's lines that their manager has been asked about."""

    organisation: Any
    lines: tuple[Line, ...]

    def badge(self) -> Badge:
        text = _("Waits for the payer: %(count)d") % {"count": len(self.lines)}
        return Badge(kind=WAITS, text=text, icon="hourglass")

    def whose(self) -> str:
        return str(self.organisation)

    def sentence(self) -> str:
        last = max(line.answer_by_on for line in self.lines if line.answer_by_on)
        facts = {"days": _listed([words.day(line.booking.day) for line in self.lines]), "last": words.day(last)}
        return _("%(days)s. Not approved beforehand; accepted if nobody answers by %(last)s.") % facts

    def act(self) -> Act:
        return self.acts()[0]

    def acts(self) -> list[Act]:
        """Each time has its own answer; as many as the sentence names."""
        if len(self.lines) == 1:
            return [Act(_settling(self.lines[0]), _("Record the approval"))]
        return [
            Act(_settling(line), _("Record the approval: %(day)s") % {"day": words.day(line.booking.day)})
            for line in self.lines[:SHOWN]
        ]


@dataclass(frozen=True, kw_only=True)
class ChangedSince(Concern):
    """A session that was waived, marked or priced otherwise after its invoice had gone out."""

    KIND, NAME, ICON = WAITS, later("Changed after it was invoiced"), "history"
    line: Line

    def whose(self) -> str:
        return words.payer(self.line.invoice) if self.line.invoice else str(self.line.payer or "")

    def sentence(self) -> str:
        facts = {"session": words.session(self.line)}
        if self.line.export:
            text = _("%(session)s, export %(number)s. The file stays as it is: mend it in the other program.")
            return text % (facts | {"number": str(self.line.export)})
        assert self.line.invoice
        facts["number"] = str(self.line.invoice.number)
        return (
            _("%(session)s, invoice %(number)s. The invoice stays as it is: agree with the payer what to do.") % facts
        )

    def act(self) -> Act:
        if self.line.export:
            return Act(reverse("invoicing:exports", args=[self.line.export.first_on]), _("See"))
        return Act(reverse("invoicing:detail", args=[self.line.invoice_id]), _("See"))


def _settling(line: Line) -> str:
    return reverse("invoicing:line_settle", args=[line.pk])


def _listed(texts: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    text, rest = ", ".join(texts[:SHOWN]), len(texts) - SHOWN
    return _("%(list)s and %(count)d more") % {"list": text, "count": rest} if rest > 0 else text
