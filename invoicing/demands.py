"""What keeps a draft back: a session that has changed, what is wrong with its document, what its payer demands on it,
what its way there needs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from processes.models import References
from tyonohjaus.people.models import Channel, Demanded, Unmet

from .documents import einvoice
from .documents.document import InvoiceDocument
from .documents.problems import problems
from .models import Invoice, Line, faults


@dataclass(frozen=True)
class SessionChanged:
    """One was marked, waived or priced otherwise since the draft was made."""

    def told(self, gettext: Any) -> str:
        return gettext("A session has changed since the draft was made. Draft the invoices again.")


@dataclass(frozen=True)
class Elsewhere:
    """It takes no number here."""

    def told(self, gettext: Callable[[str], str]) -> str:
        return gettext("This payer is billed in another program.")


@dataclass(frozen=True)
class Differ:
    """Each session has what is demanded, but not the same: the invoice as a whole has none."""

    what: Demanded

    def told(self, gettext: Callable[[str], str]) -> str:
        sentence = gettext(
            "The payer demands on its invoices: %(what)s. Its sessions have different ones: change what one invoice "
            "holds."
        )
        return sentence % {"what": self.what.label}


def what_keeps_back(row: Invoice, lines: Sequence[Line], document: InvoiceDocument) -> list[Any]:
    """Typed problems, each with its sentence; empty when it may go out. Asked of what is shown and what is frozen."""
    changed = [] if all(line.is_current for line in lines) else [SessionChanged()]
    return [*changed, *problems(document), *_demands(row, lines, document)]


def _demands(row: Invoice, lines: Sequence[Line], document: InvoiceDocument) -> list[Any]:
    """Why its payer would not take it."""
    buyer = row.organisation
    if buyer is None:
        return []
    if buyer.channel == Channel.ELSEWHERE:
        return [Elsewhere()]
    given = References.of(document)._asdict()
    given[Demanded.EINVOICE] = document.buyer.einvoice_operator and document.buyer.einvoice_address
    found = [Differ(unmet.what) if _differ(unmet, row, lines) else unmet for unmet in buyer.unmet(given)]
    return [*found, *_as_einvoice(buyer.channel, document)]


def _as_einvoice(channel: str, document: InvoiceDocument) -> Iterator[Any]:
    if channel == Channel.EINVOICE:
        yield from faults(document, einvoice.Format.FINVOICE)


def _differ(unmet: Unmet, row: Invoice, lines: Sequence[Line]) -> bool:
    if unmet.found or not row.bundle or unmet.what == Demanded.EINVOICE:
        return False
    return all(getattr(line.references, unmet.what) for line in lines)
