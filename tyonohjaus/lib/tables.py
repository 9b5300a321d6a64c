"""Tables to take away: CSV as Finnish spreadsheets read it. Text is text and never a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

FORMULA = ("=", "+", "-", "@")

Cell = str | int | Decimal | date | None


def csv_of(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Semicolons, decimal commas, days as 2027-01-31, UTF-8 with a BOM."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([as_text(head) for head in heads])
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_text(cell: str) -> str:
    """So that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell[:1] in FORMULA else cell


def _written(cell: Cell) -> str:
    match cell:
        case str():
            return as_text(cell)
        case Decimal():
            return f"{cell:f}".replace(".", ",")
        case date():
            return cell.isoformat()
        case None:
            return ""
    return str(cell)
