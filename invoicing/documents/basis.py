"""The basis of invoices that another program makes: hours, prices and references as CSV (docs/export.md, 0044).

As `lib.tables` writes it, with days as spreadsheets of Finland show them.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tyonohjaus.lib.tables import Cell, csv_of

# In this order, and never another: those who read the file go by the names.
COLUMNS = (
    "vienti", "rivi", "paiva", "kuvaus", "kesto_min", "tunnit", "prosessi", "nimet", "maara", "ahinta_alv0",
    "summa_alv0", "alv_pct", "alv_peruste", "maksaja", "kuluttaja", "y_tunnus", "katuosoite", "postinumero",
    "toimipaikka", "verkkolaskuosoite", "valittaja", "sahkoposti", "viitteenne", "tilausnumero", "kustannuspaikka",
    "maksuaika_pv",
)  # fmt: skip


def _(sentence: str) -> str:
    """Marks a sentence for the message catalog."""
    return sentence


@dataclass(frozen=True)
class Unwritable:
    """A cell holds a character that a line of a file cannot: a control character, or none that Unicode knows."""

    row: int
    column: str

    def told(self, gettext: Callable[[str], str]) -> str:
        text = gettext(_("Line %(row)d: a character that a file cannot hold, in the column %(column)s."))
        return text % {"row": self.row, "column": self.column}


def problems(rows: Sequence[Sequence[Cell]]) -> list[Unwritable]:
    """Empty when it may be written."""
    return [
        Unwritable(number, column)
        for number, row in enumerate(rows, start=1)
        for column, cell in zip(COLUMNS, row, strict=True)
        if isinstance(cell, str) and not all(map(_is_writable, cell))
    ]


def written(rows: Iterable[Sequence[Cell]]) -> bytes:
    """For rows without problems, each with a cell for each of COLUMNS; the same bytes for the same rows."""
    return csv_of(COLUMNS, ([_told(cell) for cell in row] for row in rows))


def _told(cell: Cell) -> Cell:
    return f"{cell.day}.{cell.month}.{cell.year}" if isinstance(cell, date) else cell


def _is_writable(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cs", "Cn", "Zl", "Zp"}
