"""A draft as it would go out today, and what keeps it back. Writes nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from .composing import House
from .demands import Elsewhere, SessionChanged, what_keeps_back
from .documents.document import InvoiceDocument
from .documents.faults import Fault, Problem
from .drafting import in_turn
from .freezing import preview, with_lines
from .issuing import OutOfTurn
from .models import Invoice, NumberSeries

# Places in a document that are the practice's own.
SELLERS = frozenset({"seller", "home_town", "email", "phone", "website", "footer"})


@dataclass(frozen=True)
class Draft:
    """A draft as it would be issued now. `problems`: why it would not."""

    invoice: Invoice
    document: InvoiceDocument
    problems: list[Any]

    @property
    def is_ready(self) -> bool:
        return not self.problems

    @property
    def is_ordered(self) -> bool:
        """Was the button pressed for it? A worker issues it."""
        return self.invoice.ordered_at is not None

    @property
    def is_elsewhere(self) -> bool:
        return any(isinstance(problem, Elsewhere) for problem in self.problems)

    @property
    def is_outdated(self) -> bool:
        """Does a session say something else by now? The next run drafts it anew."""
        return SessionChanged() in self.problems

    @property
    def sellers_problems(self) -> list[Problem]:
        """What is mended on the practice's own page: the same on each draft."""
        return [one for one in self.problems if _is_sellers(one)]

    @property
    def payers_problems(self) -> list[Any]:
        """What is mended at the payer or its process."""
        others = (OutOfTurn, SessionChanged)
        return [one for one in self.problems if not _is_sellers(one) and not isinstance(one, others)]


def _is_sellers(problem: Any) -> bool:
    return isinstance(problem, Problem) and (problem.where in SELLERS or problem.fault in {Fault.IBAN, Fault.BIC})


def drafts_of(first: date, *, house: House, on: date, running: int, later: date | None) -> list[Draft]:
    """A month's, in the order of their numbers, of which `running` is the first; `later`: the day of the last number,
    where it lies ahead. In a fixed number of queries."""
    rows = in_turn(with_lines(Invoice.objects.drafts().of_month(first)))
    Invoice.ask_who_reads(rows)
    return [_draft(row, house=house, on=on, running=at, later=later) for at, row in enumerate(rows, start=running)]


def draft_of(row: Invoice, *, on: date) -> Draft:
    """The same of one draft alone, read `with_lines`."""
    later = NumberSeries.later_than(on)
    return _draft(row, house=House.read(), on=on, running=NumberSeries.peek(on=on), later=later)


def _draft(row: Invoice, *, house: House, on: date, running: int, later: date | None) -> Draft:
    document = preview(row, house=house, on=on, running=running)
    out_of_turn = [OutOfTurn(later)] if later else []
    return Draft(row, document, [*out_of_turn, *what_keeps_back(row, list(row.lines.all()), document)])
