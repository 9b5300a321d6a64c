"""The kinds of concern. Each is plain data with words; none writes anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext

from bookings.models import Booking
from invoicing import words
from invoicing.models import Invoice, Line
from invoicing.month import Draft, Sent, is_sellers
from tyonohjaus.ui import words as days
from tyonohjaus.ui.parts import Badge

SHOWN = 4  # days that a sentence names before it only counts the rest
FAULT, WAITS = "fault", "waits"


@dataclass(frozen=True)
class Act:
    """Where it is mended. `posts`: the button does it at once."""

    url: str
    label: str
    posts: bool = False


@dataclass(frozen=True, kw_only=True)
class Concern:
    """`badge` says what it is, `whose` (in bold) whom it concerns; `sentence()` what is so and what comes of it."""

    KIND: ClassVar[str] = FAULT
    ICON: ClassVar[str] = ""
    NAME: ClassVar[str | Promise] = ""

    def badge(self) -> Badge:
        return Badge(kind=self.KIND, text=str(self.NAME), icon=self.ICON)

    def whose(self) -> str:
        return ""

    def sentence(self) -> str:
        raise NotImplementedError

    def act(self) -> Act:
        raise NotImplementedError


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
class Returned(Concern):
    NAME, ICON = later("Line returned"), "undo-2"
    line: Line

    def whose(self) -> str:
        return str(self.line.booking.process.organisation)

    def sentence(self) -> str:
        facts = {"session": words.session(self.line), "why": self.line.get_returned_as_display()}
        return _("%(session)s. %(why)s. This line waits, the rest of the invoice does not.") % facts

    def act(self) -> Act:
        return Act(reverse("invoicing:line_settle", args=[self.line.pk]), _("Settle"))


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
        times = [days.when_short(one.starts_at, language=words.language()) for one in self.bookings]
        return _("%(times)s. On no invoice yet.") % {"times": _listed(times)}

    def act(self) -> Act:
        return Act(reverse("invoicing:reminder", args=[self.supervisor.pk]), _("Remind"), posts=True)


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
        return Act(reverse("invoicing:line_settle", args=[self.lines[0].pk]), _("Write down a yes"))


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
class ChangedSince(Concern):
    """A session that was waived, marked or priced otherwise after its invoice had gone out."""

    KIND, NAME, ICON = WAITS, later("Changed after it was invoiced"), "history"
    line: Line

    def whose(self) -> str:
        assert self.line.invoice
        return words.payer(self.line.invoice)

    def sentence(self) -> str:
        assert self.line.invoice
        facts = {"session": words.session(self.line), "number": self.line.invoice.number}
        return (
            _("%(session)s, invoice %(number)s. The invoice stays as it is: agree with the payer what to do.") % facts
        )

    def act(self) -> Act:
        return Act(reverse("invoicing:detail", args=[self.line.invoice_id]), _("See"))


@dataclass(frozen=True, kw_only=True)
class LeftOver(Concern):
    KIND, NAME, ICON = WAITS, later("An earlier month"), "history"
    first: date

    def whose(self) -> str:
        return days.month(self.first, language=words.language())

    def sentence(self) -> str:
        return _("There are drafts that were not sent.")

    def act(self) -> Act:
        return Act(reverse("invoicing:month", args=[self.first]), _("See"))


def payers_page(invoice: Invoice) -> str:
    """Where the office keeps what is known of the payer."""
    if invoice.organisation_id:
        return reverse("people:organisation_edit", args=[invoice.organisation_id])
    return reverse("people:person_edit", args=[invoice.consumer_id])


def _listed(texts: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    text, rest = ", ".join(texts[:SHOWN]), len(texts) - SHOWN
    return _("%(list)s and %(count)d more") % {"list": text, "count": rest} if rest > 0 else text
