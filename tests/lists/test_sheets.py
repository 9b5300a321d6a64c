"""What spreadsheets save, and what only looks like it."""

import csv
import io

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tyonohjaus.lists import sheets
from tyonohjaus.lists.faults import Findings
from tyonohjaus.lists.kinds import Kind
from tyonohjaus.lists.notes import Note
from tyonohjaus.lists.sheets import Sheet

COLUMNS = ["nimi", "sähköposti", "hinta_ilman_alv"]


def read(content: bytes | str, *, required: tuple[str, ...] = ("nimi",)) -> tuple[Sheet | None, Findings]:
    findings = Findings()
    content = content.encode() if isinstance(content, str) else content
    return sheets.read(content, file="x.csv", columns=COLUMNS, required=required, findings=findings), findings


def cells(content: bytes | str) -> list[list[str]]:
    sheet, findings = read(content)
    assert sheet, findings.faults
    return [[row.cells[column] for column in COLUMNS] for row in sheet.rows]


def refusal(content: bytes | str) -> Kind:
    sheet, findings = read(content)
    assert sheet is None
    (fault,) = findings.faults
    return fault.kind


def is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


words = st.text(st.characters(codec="cp1252", exclude_categories=["Cc", "Cs"]), max_size=20)


@given(
    rows=st.lists(st.tuples(words, words, words), max_size=5),
    delimiter=st.sampled_from(";,\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
    line_end=st.sampled_from(["\r\n", "\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_every_delimiter_encoding_and_line_end_reads_the_same(
    rows: list[tuple[str, str, str]], delimiter: str, encoding: str, line_end: str, quoting: int
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=line_end, quoting=quoting)
    writer.writerows([["Nimi ", "SÄHKÖPOSTI", "hinta ilman alv"], *rows])
    expected = [[sheets.tidy(cell) for cell in row] for row in rows]
    content = out.getvalue().encode(encoding)
    # "Ã¤" as Windows-1252 is byte for byte "ä" as UTF-8: nobody can tell them apart.
    assume(encoding != "cp1252" or content.isascii() or not is_utf8(content))

    assert cells(content) == [row for row in expected if any(row)]


@given(rows=st.lists(st.tuples(words, words, words), max_size=5), delimiter=st.sampled_from(";,\t"))
def test_what_we_write_we_read_again(rows: list[tuple[str, str, str]], delimiter: str) -> None:
    tidied = [[sheets.tidy(cell) for cell in row] for row in rows]

    assert cells(sheets.write(COLUMNS, tidied, delimiter=delimiter)) == [row for row in tidied if any(row)]


@pytest.mark.parametrize("cell", ['=HYPERLINK("http://x")', "+358 40 000 0001", "-5", "@sum"])
def test_a_formula_is_text_in_and_out(cell: str) -> None:
    out = sheets.write(COLUMNS, [[cell, "", ""]])

    assert f"'{cell[0]}" in out
    assert cells(out) == [[cell, "", ""]]
    assert cells(f'nimi;sähköposti;hinta_ilman_alv\n"{cell.replace(chr(34), chr(34) * 2)}";;') == [[cell, "", ""]]


def test_rows_count_from_the_heading_empty_ones_included() -> None:
    sheet, _findings = read("nimi\r\n\r\nAino\r\n;;\r\n   \r\nEero\r\n")
    assert sheet
    assert [(row.number, row.cells["nimi"]) for row in sheet.rows] == [(3, "Aino"), (6, "Eero")]


def test_a_cell_may_hold_several_lines() -> None:
    sheet, _findings = read('nimi;sähköposti\n"Aino\nMäkelä";a\nEero;b')
    assert sheet
    assert [(row.number, row.cells["nimi"]) for row in sheet.rows] == [(2, "Aino Mäkelä"), (3, "Eero")]


def test_stray_spaces_and_a_macs_letters_are_tidied() -> None:
    assert cells("nimi;sähköposti;hinta_ilman_alv\n\u00a0Aino   Ma\u0308kela\u0308\u200b ; a ;1\u00a0750,00")[0] == [
        "Aino Mäkelä",
        "a",
        "1 750,00",
    ]


def test_excels_hint_to_itself_is_no_row() -> None:
    sheet, _findings = read("sep=,\r\nnimi,sähköposti\r\nAino,a\r\n")
    assert sheet
    assert sheet.rows[0].number == 2


def test_empty_cells_that_excel_leaves_out_at_the_end_are_no_fault() -> None:
    sheet, findings = read("nimi;sähköposti;hinta_ilman_alv\nAino\nEero;e;1")
    assert sheet
    assert not findings.faults
    assert sheet.rows[0].cells == {"nimi": "Aino", "sähköposti": "", "hinta_ilman_alv": ""}
    assert sheet.rows[0].cut_off == ("sähköposti", "hinta_ilman_alv")


def test_a_row_with_too_many_cells_is_named() -> None:
    _sheet, findings = read("nimi;sähköposti\nAino;a;;\nEero;e;x")
    assert [(fault.row, fault.kind) for fault in findings.faults] == [(3, Kind.LONG_ROW)]


def test_a_column_that_is_not_ours_is_passed_over_and_said() -> None:
    sheet, findings = read("nimi;lempinimi\nAino;Aikku")
    assert sheet
    assert sheet.columns == {"nimi"}
    assert [(remark.column, remark.note) for remark in findings.remarks] == [("lempinimi", Note.UNKNOWN_COLUMN)]


def test_a_heading_with_nothing_below_is_said() -> None:
    sheet, findings = read("nimi;sähköposti\r\n;\r\n")
    assert sheet and sheet.rows == []
    assert [remark.note for remark in findings.remarks] == [Note.NO_ROWS]


def test_a_cell_may_be_as_long_as_the_file() -> None:
    """So that its column says how long is too long, and nobody looks for a quotation mark."""
    sheet, _findings = read(f'nimi\n"{"A" * 200_000}"')
    assert sheet and len(sheet.rows[0].cells["nimi"]) == 200_000


def test_a_missing_or_double_column_is_named() -> None:
    _sheet, findings = read("sähköposti;Sähköposti\na;b")
    assert [(fault.row, fault.column, fault.kind) for fault in findings.faults] == [
        (1, "nimi", Kind.COLUMN_MISSING),
        (1, "sähköposti", Kind.COLUMN_TWICE),
    ]


@pytest.mark.parametrize(
    "content, kind",
    [
        (b"", Kind.EMPTY_FILE),
        (b"\xef\xbb\xbf\r\n;;;\r\n", Kind.EMPTY_FILE),
        (b"nimi\n" + b"x" * sheets.LARGEST, Kind.TOO_LARGE),
        (b"PK\x03\x04rest of a workbook", Kind.NOT_A_LIST),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.NOT_A_LIST),
        (b"%PDF-1.7", Kind.NOT_A_LIST),
        ("nimi;x\n".encode("utf-16"), Kind.NOT_A_LIST),
        (b"nimi\n\x00\x01\x02", Kind.NOT_TEXT),
        (b"nimi\n\x81\x8d", Kind.NOT_TEXT),
        ('nimi;sähköposti\n"Aino;a\nEero;b', Kind.BROKEN_QUOTES),
        ("<html><body>", Kind.NO_HEADING),
        ("Aino;a\nEero;b", Kind.NO_HEADING),
    ],
)
def test_what_is_no_list_is_refused_with_the_reason(content: bytes | str, kind: Kind) -> None:
    assert refusal(content) == kind


@given(st.binary(max_size=300))
def test_no_file_breaks_the_reader(content: bytes) -> None:
    read(content)
    read(b"nimi;x\n" + content)
