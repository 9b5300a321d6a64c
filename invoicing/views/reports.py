"""Revenue, hours and open items by month: as a picture with its table, and to take away."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from invoicing import words
from invoicing.report import Month, Year, of_year, open_items
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock, money
from tyonohjaus.lib.tables import Cell, csv_of
from tyonohjaus.lib.workbook import xlsx_of
from tyonohjaus.ui import chart
from tyonohjaus.ui.htmx import download, respond
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Column, Line, Link

FIRST_YEAR = 2000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
THOUSAND = Decimal(1000)


@needs(Action.INVOICE_ISSUE)
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    year = _year(request)
    context = {
        "year": year,
        "picture": _picture(year),
        "columns": [Column(label=label, number=bool(place)) for place, label in enumerate(_heads())],
        "lines": [_line(month, words.month(month.first)) for month in year.months],
        "foot": _line(year.together, _("Together")),
        "others": [
            _other(number) for number in (year.year - 1, year.year + 1) if FIRST_YEAR <= number <= clock.today().year
        ],
    }
    return respond(request, "invoicing/report.html", context)


@needs(Action.INVOICE_ISSUE)
@require_safe
def report_csv(request: HttpRequest) -> HttpResponse:
    year = _year(request)
    rows = [_cells(month, f"{month.first:%Y-%m}") for month in year.months]
    return _csv(csv_of(_heads(), rows), f"laskutus{year.year}.csv")


@needs(Action.INVOICE_ISSUE)
@require_safe
def open_csv(_request: HttpRequest) -> HttpResponse:
    return _csv(csv_of(_open_heads(), _open_rows()), "avoimet.csv")


@needs(Action.INVOICE_ISSUE)
@require_safe
def report_xlsx(request: HttpRequest) -> HttpResponse:
    """The months and the open invoices, a sheet each."""
    year = _year(request)
    months = [_cells(month, f"{month.first:%Y-%m}") for month in year.months]
    book = xlsx_of({_("Months"): (_heads(), months), _("Open invoices"): (_open_heads(), _open_rows())})
    return download(book, name=f"laskutus{year.year}.xlsx", kind=XLSX)


def _year(request: HttpRequest) -> Year:
    """The asked one; this year for what is none."""
    today, asked = clock.today(), request.GET.get("year", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today.year
    return of_year(min(max(number, FIRST_YEAR), today.year), today=today)


def _heads() -> list[str]:
    return [
        _("Month"),
        _("Invoices"),
        _("Without VAT"),
        _("VAT"),
        _("Total"),
        _("Sessions held"),
        _("Hours held"),
        _("Open"),
        _("Overdue"),
    ]


def _cells(month: Month, label: str) -> list[Cell]:
    sums: list[Cell] = [month.net, month.vat, month.gross]
    return [label, month.invoices, *sums, month.sessions, month.hours, month.open, month.overdue]


def _line(month: Month, title: str) -> Line:
    euros = [words.euros(value) for value in (month.net, month.vat, month.gross)]
    owed = [words.euros(value) for value in (month.open, month.overdue)]
    hours = money.quantity(month.hours, spoken())
    return Line(title=title, cells=[str(month.invoices), *euros, str(month.sessions), hours, *owed])


def _open_heads() -> list[str]:
    return [
        _("Invoice"),
        _("Payer"),
        _("Invoice date"),
        _("Due date"),
        _("Total"),
        _("Has been credited"),
        _("Paid"),
        _("Open"),
    ]


def _open_rows() -> list[list[Cell]]:
    return [
        [
            invoice.number or "",
            words.payer(invoice),
            invoice.issue_on,
            invoice.due_on,
            balance.gross,
            balance.credited,
            balance.paid,
            balance.open,
        ]
        for invoice, balance in open_items()
    ]


def _picture(year: Year) -> dict[str, Any]:
    together = year.together
    bars = {str(month.first.month): (month.net, _thousands(month.net)) for month in year.months}
    return {
        "key": "revenue",
        "title": _("Revenue of %(year)d by month, in thousands of euros without VAT") % {"year": year.year},
        "told": _("Together %(net)s without VAT. The same numbers stand in the table below.")
        % {"net": words.euros(together.net)},
        "caption": _("Thousands of euros without VAT, credit notes taken off"),
        "picture": chart.columns(bars),
    }


def _thousands(net: Decimal) -> str:
    return money.quantity((net / THOUSAND).quantize(Decimal("0.1")), spoken()) if net > 0 else ""


def _other(year: int) -> Link:
    return Link(f"{reverse('invoicing:report')}?year={year}", str(year))


def _csv(content: bytes, name: str) -> HttpResponse:
    return download(content, name=name, kind="text/csv; charset=utf-8")
