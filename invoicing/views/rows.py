"""The rows of the month's table of payers."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from invoicing import words
from invoicing.charges import Charge
from invoicing.drafts import Draft
from invoicing.issuing import FAILED
from invoicing.models import Invoice, Line
from invoicing.models.bundle import Bundle
from invoicing.month import Month
from processes.models import References
from tyonohjaus.people.models import Grouping
from tyonohjaus.ui.parts import Badge


@dataclass(frozen=True, kw_only=True)
class PayerRow:
    """`vat` and `gross` are None for lines that are on no invoice yet."""

    title: str
    note: str
    count: int
    net: Decimal
    badge: Badge
    url: str = ""
    vat: Decimal | None = None
    gross: Decimal | None = None


def payers(month: Month) -> dict[str, Any]:
    """For the template: the rows, and the sum of those that are invoices."""
    invoices = [*_drafts(month), *_issued(month)]
    foot = {
        "count": sum(row.count for row in invoices),
        "net": sum((row.net for row in invoices), Decimal()),
        "vat": sum((row.vat or Decimal() for row in invoices), Decimal()),
        "gross": sum((row.gross or Decimal() for row in invoices), Decimal()),
    }
    rows = [*invoices, *_held_back(month.held_back), *_postponed(month.postponed)]
    # What has no VAT, and none of whose invoices had any, has no column for it.
    shows_vat = month.house.vat.is_registered or bool(foot["vat"])
    return {"rows": rows, "foot": foot if invoices else None, "shows_vat": shows_vat}


def _drafts(month: Month) -> Iterator[PayerRow]:
    for draft in month.drafts:
        failed = month.failed_when_ordered.get(draft.invoice.pk) == FAILED and draft.is_ready
        badge = _failed() if failed else _badge(draft)
        sums, count = draft.document.sums, len(draft.document.lines)
        yield _row(draft.invoice, note=_note(draft), badge=badge, count=count, of=sums)


def _issued(month: Month) -> Iterator[PayerRow]:
    for sent in month.issued:
        invoice = sent.invoice
        note = " · ".join(part for part in (words.title(invoice), words.references(invoice)) if part)
        yield _row(invoice, note=note, badge=words.stage(sent.way), count=invoice.line_count or 0, of=invoice)


def _row(invoice: Invoice, *, note: str, badge: Badge, count: int, of: Any) -> PayerRow:
    """`of`: what has the sums; a draft's document, an issued invoice itself."""
    return PayerRow(
        title=words.payer(invoice),
        note=note,
        url=reverse("invoicing:detail", args=[invoice.pk]),
        count=count,
        net=of.net,
        vat=of.vat,
        gross=of.gross,
        badge=badge,
    )


def _note(draft: Draft) -> str:
    """How it goes, and what tells it from the payer's others."""
    stand = ", ".join(filter(None, References.of(draft.document)))
    by_process = Bundle.of(draft.invoice).rule == Grouping.PROCESS and draft.document.lines
    code = by_process[0].process_code if by_process else ""
    return " · ".join(part for part in (words.channel(draft.invoice), code, stand) if part)


def _failed() -> Badge:
    return Badge(kind="fault", text=_("Not issued"))


def _badge(draft: Draft) -> Badge:
    if draft.is_ordered:
        return Badge(kind="waits", text=_("Being issued"), icon="hourglass")
    if draft.is_elsewhere:
        return Badge(kind="waits", text=_("Elsewhere"), icon="hand")
    if draft.sellers_problems or draft.payers_problems:
        return Badge(kind="fault", text=_("Details missing"))
    if not draft.is_ready:
        return Badge(kind="waits", text=_("Waits"), icon="hourglass")
    if not draft.invoice.goes_by_itself:
        return Badge(kind="waits", text=_("By hand"), icon="hand")
    return Badge(kind="agreed", text=_("Ready"), icon="file-check")


def _held_back(lines: list[Line]) -> Iterator[PayerRow]:
    """By payer and by what holds them back."""
    ordered = sorted(lines, key=lambda line: (str(line.payer), line.state))
    for (organisation, _state), group in groupby(ordered, key=lambda line: (line.payer, line.state)):
        held = list(group)
        yield PayerRow(
            title=str(organisation),
            note=_("On no invoice yet"),
            count=len(held),
            net=sum((line.net for line in held), Decimal()),
            badge=words.held_back(held[0]),
        )


def _postponed(charges: list[Charge]) -> Iterator[PayerRow]:
    """By payer."""
    for payer, group in groupby(sorted(charges, key=_payer), key=_payer):
        later = list(group)
        yield PayerRow(
            title=payer[0],
            note=_("This month's invoice had been made already"),
            count=len(later),
            net=sum((charge.net for charge in later), Decimal()),
            badge=Badge(kind="waits", text=_("On the next invoice"), icon="history"),
        )


def _payer(charge: Charge) -> tuple[str, UUID]:
    return str(charge.payer), charge.payer.pk
