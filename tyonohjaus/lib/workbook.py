"""Tables to take away as a workbook (XLSX). Sums are numbers, days are days, and text is text, never a formula."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from .tables import Cell

Sheet = tuple[Sequence[str], Iterable[Sequence[Cell]]]

EUROS, DAY, HEAD = {"num_format": "#,##0.00"}, {"num_format": "d.m.yyyy"}, {"bold": True}
WIDTH = 18  # characters of a column


def xlsx_of(sheets: Mapping[str, Sheet]) -> bytes:
    """The name of each sheet → its heads and rows."""
    from xlsxwriter import Workbook  # only who takes a workbook away needs it

    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        euros, day, head = (book.add_format(look) for look in (EUROS, DAY, HEAD))
        for name, (heads, rows) in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(heads) - 1, WIDTH)
            for column, label in enumerate(heads):
                sheet.write_string(0, column, label, head)
            for place, row in enumerate(rows, start=1):
                for column, cell in enumerate(row):
                    _write(sheet, (place, column), cell, euros=euros, day=day)
    return out.getvalue()


def _write(sheet: Any, at: tuple[int, int], cell: Cell, *, euros: Any, day: Any) -> None:
    match cell:
        case str():  # whatever it begins with
            sheet.write_string(*at, cell)
        case Decimal():
            sheet.write_number(*at, cell, euros)
        case int():
            sheet.write_number(*at, cell)
        case date():
            sheet.write_datetime(*at, cell, day)
