"""Read a list as Finnish spreadsheets export it, and write one that they read. Pure: bytes in, rows out.

Semicolon, comma or tab; UTF-8 with or without BOM, or Windows-1252; any line ends, empty rows, stray spaces. A cell is
text and never a formula: what begins with = + - @ goes out behind an apostrophe and comes in without it.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tyonohjaus.lib.tables import FORMULA, as_text

from .faults import Fault, Findings, Remark
from .kinds import Kind
from .notes import Note

LARGEST = 5 * 1024 * 1024
csv.field_size_limit(LARGEST)  # so that a cell too long for its column is that, and no riddle of quotation marks
DELIMITERS = ";\t,"

_SIGNATURES = {
    b"PK\x03\x04": "XLSX/ODS",
    b"\xd0\xcf\x11\xe0": "XLS",
    b"%PDF": "PDF",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_UNSEEN = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")


@dataclass(frozen=True)
class Row:
    """A row that says something. `number` counts from the heading, which is 1, as the spreadsheet shows it."""

    number: int
    cells: dict[str, str]
    # Columns that the row ends before. Excel leaves out the empty cells at the end of some rows, so that is no fault
    # in itself.
    cut_off: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One list. `columns` are those of ours that its heading names."""

    file: str
    columns: frozenset[str]
    rows: list[Row] = field(default_factory=list)


class Refused(Exception):
    """The file is no list at all."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.kind.name)
        self.fault = fault


def read(
    content: bytes, *, file: str, columns: Sequence[str], required: Iterable[str], findings: Findings
) -> Sheet | None:
    """The list, or None when it cannot be read at all; what is wrong with it goes to `findings`."""
    try:
        records = _records(_text(content, file), columns, file)
        heading = _heading(records[0], file, columns)
    except Refused as refusal:
        findings.faults.append(refusal.fault)
        return None
    if not _is_whole(heading, records[0], file, required, findings):
        return None
    read = [_row(number, record, heading, file, findings) for number, record in enumerate(records[1:], start=2)]
    rows = [row for row in read if row]
    if not rows:
        findings.remarks.append(Remark(file=file, note=Note.NO_ROWS))
    return Sheet(file, frozenset(column for column in heading if column), rows)


def write(columns: Sequence[str], rows: Iterable[Sequence[str]], *, delimiter: str = ";") -> str:
    """A list as text, for a spreadsheet; with a BOM once it is encoded as "utf-8-sig"."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([as_text(cell) for cell in row] for row in rows)
    return out.getvalue()


def tidy(cell: str) -> str:
    """Composed letters (a Mac writes ä as two), single ordinary spaces, nothing unseen, no protecting apostrophe."""
    words = " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", cell)).split())
    return words[1:] if words[:1] == "'" and words[1:2] in FORMULA else words


def fold(name: str) -> str:
    """How a heading or a file is recognised: whatever its case, spaces and dots ("Sähköposti" is "sahkoposti")."""
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", name) if not unicodedata.combining(mark))
    return re.sub(r"[\W_]+", "_", plain.casefold()).strip("_")


def _text(content: bytes, file: str) -> str:
    if len(content) > LARGEST:
        raise Refused(Fault(file=file, kind=Kind.TOO_LARGE))
    for signature, name in _SIGNATURES.items():
        if content.startswith(signature):
            raise Refused(Fault(file=file, kind=Kind.NOT_A_LIST, said=name))
    text = _decoded(content)
    if text is None or _NOT_TEXT.search(text):
        raise Refused(Fault(file=file, kind=Kind.NOT_TEXT))
    if not tidy(text).strip(DELIMITERS + '" '):
        raise Refused(Fault(file=file, kind=Kind.EMPTY_FILE))
    return text


def _decoded(content: bytes) -> str | None:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _records(text: str, columns: Sequence[str], file: str) -> list[list[str]]:
    """All records from the heading on, which is the first that says something."""
    text = re.sub(r"\Asep=.\r?\n", "", text)  # Excel's own hint to itself, which it does not count as a row
    known = {fold(column) for column in columns}

    def headings(delimiter: str) -> int:
        return len(known & {fold(cell) for cell in _first(_split(text, delimiter))})

    try:
        records = [[tidy(cell) for cell in record] for record in _split(text, max(DELIMITERS, key=headings))]
    except csv.Error:
        raise Refused(Fault(file=file, kind=Kind.BROKEN_QUOTES)) from None
    while not any(records[0]):
        records.pop(0)
    return records


def _split(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _first(records: Iterable[list[str]]) -> list[str]:
    try:
        return next((record for record in records if any(tidy(cell) for cell in record)), [])
    except csv.Error:
        return []


def _heading(record: list[str], file: str, columns: Sequence[str]) -> list[str]:
    """Our name of each column of the sheet, "" for one that is not ours."""
    known = {fold(column): column for column in columns}
    heading = [known.get(fold(cell), "") for cell in record]
    if not any(heading):
        raise Refused(Fault(file=file, row=1, kind=Kind.NO_HEADING, more=", ".join(columns)))
    return heading


def _is_whole(heading: list[str], record: list[str], file: str, required: Iterable[str], findings: Findings) -> bool:
    missing = [column for column in required if column not in heading]
    twice = sorted({column for column in heading if column and heading.count(column) > 1})
    findings.faults += [Fault(file=file, row=1, column=column, kind=Kind.COLUMN_MISSING) for column in missing]
    findings.faults += [Fault(file=file, row=1, column=column, kind=Kind.COLUMN_TWICE) for column in twice]
    findings.remarks += [
        Remark(file=file, row=1, column=cell, note=Note.UNKNOWN_COLUMN)
        for cell, column in zip(record, heading, strict=True)
        if cell and not column
    ]
    return not (missing or twice)


def _row(number: int, record: list[str], heading: list[str], file: str, findings: Findings) -> Row | None:
    if not any(record):
        return None
    if any(record[len(heading) :]):
        fault = Fault(file=file, row=number, kind=Kind.LONG_ROW, said=str(len(record)), more=str(len(heading)))
        findings.faults.append(fault)
    whole = record + [""] * (len(heading) - len(record))
    cells = {column: cell for column, cell in zip(heading, whole, strict=False) if column}
    return Row(number, cells, tuple(column for column in heading[len(record) :] if column))
