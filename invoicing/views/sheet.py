"""An invoice on a page: what stands on its paper, in the paper's own words, and nothing beside it (C7)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from invoicing.documents import sheet as printed
from invoicing.documents.document import InvoiceDocument
from tyonohjaus.lib.money import MINUS
from tyonohjaus.ui.parts import Column, Fact, Line

UNBROKEN = "\u2011"  # a hyphen at which no line ends: "Asiakkaan Y-tunnus" is wider than a phone's column


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """All that a payer reads of an invoice here: a test holds the names of these fields."""

    language: str
    title: str
    facts: list[Fact]
    columns: list[Column]
    lines: list[Line]
    foot: Line | None
    sums: list[Fact]
    to_pay: Fact
    payment: list[Fact]
    remarks: list[str]


def sheet_of(document: InvoiceDocument) -> Sheet:
    paper = printed.context(document)
    columns = list(_columns(paper))
    return Sheet(
        language=document.language,
        title=paper["title"],
        facts=[Fact(fact.label.replace("-", UNBROKEN), fact.value + fact.rest) for fact in paper["facts"]],
        columns=columns,
        lines=[_line(row, paper) for row in paper["rows"]],
        foot=_foot(paper, len(columns)),
        sums=list(_taxes(paper)),
        to_pay=Fact(paper["total_label"], paper["total"]),
        payment=list(_payment(paper)),
        remarks=[*paper["laws"], *paper["terms"]],
    )


def without_number(sheet: Sheet) -> Sheet:
    """Of a draft, which has none yet."""
    return replace(sheet, facts=sheet.facts[1:], payment=[])


def _columns(paper: dict[str, Any]) -> Iterator[Column]:
    words = paper["words"]
    yield Column(label=words["service"])
    if paper["shows_gross"]:
        yield Column(label=f"{words['unit_price']}, {words['with_vat']}", number=True)
    total = words["line_total"]
    if paper["shows_vat"]:
        yield Column(label=words["vat"], number=True)
        total = f"{total}, {words['without_vat']}"
    yield Column(label=total, number=True)


def _line(row: printed.Row, paper: dict[str, Any]) -> Line:
    code = row.code if paper["shows_codes"] else ""
    times = f"{row.quantity} × {row.price}" if row.price != row.net else ""
    note = " · ".join(part for part in (row.day, code, row.people, times) if part)
    gross = [row.gross_price] if paper["shows_gross"] else []
    return Line(title=row.service, note=note, cells=[*gross, *([row.vat] if paper["shows_vat"] else []), row.net])


def _foot(paper: dict[str, Any], columns: int) -> Line | None:
    """Without VAT the lines come to what is to be paid, and that stands below, as on the paper."""
    if not paper["shows_vat"]:
        return None
    return Line(title=paper["words"]["line_total"], cells=[*[""] * (columns - 2), paper["totals"][0]])


def _payment(paper: dict[str, Any]) -> Iterator[Fact]:
    """What one types who pays from another screen."""
    if paper.get("is_payable"):
        words, seller = paper["words"], paper["document"].seller
        yield Fact(words["reference"], paper["reference"])
        yield Fact("IBAN", paper["iban"], note=seller.bic)
        yield Fact(words["payee"], seller.name)


def _taxes(paper: dict[str, Any]) -> Iterator[Fact]:
    if paper["shows_vat"]:
        for rate, base, tax, taxed in paper["vat_rows"]:
            yield Fact(f"{paper['words']['vat']} {rate}", f"{base} {_added(tax)} = {taxed}")


def _added(tax: str) -> str:
    """`+ 44,63`, and of a credit note `− 44,63`."""
    return f"{tax[0]} {tax[1:]}" if tax.startswith(MINUS) else f"+ {tax}"
