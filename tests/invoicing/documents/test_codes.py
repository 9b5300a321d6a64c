"""Bars and squares, to the byte."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.documents.codes import PATTERNS, barcode_svg, code128c, epc_text, qr_svg
from tyonohjaus.lib.finnish import reference_number


def test_the_table_of_code_128():
    assert len(set(PATTERNS)) == 106
    assert all(sum(map(int, pattern)) == 11 for pattern in PATTERNS)


def test_a_bank_barcode_is_332_modules_and_a_quiet_zone():
    widths = code128c("437159030000007760004706300000000000000202700179270215")
    assert sum(map(int, widths)) == 332
    svg = barcode_svg("437159030000007760004706300000000000000202700179270215")
    assert 'viewBox="0 0 352 40"' in svg
    assert svg.count("<path") == 1
    assert len(svg) < 1500


@given(st.text("0123456789", min_size=27, max_size=27).map(lambda half: half + half))
def test_the_bars_say_the_digits(digits):
    widths = code128c(digits)
    values = [PATTERNS.index(widths[at : at + 6]) for at in range(0, len(widths) - 7, 6)]
    start, *pairs, check = values
    assert start == 105
    assert "".join(f"{value:02d}" for value in pairs) == digits
    assert check == (start + sum(place * value for place, value in enumerate(pairs, start=1))) % 103


EPC = {
    "name": "Kuuloke Työnohjaus Oy",
    "iban": "FI37 1590 3000 0007 76",
    "bic": "NDEAFIHH",
    "amount": Decimal("470.63"),
    "reference": "202700179",
    "due_on": date(2027, 2, 15),
}


def test_the_lines_of_an_epc_qr():
    assert epc_text(**EPC).split("\n") == [
        "BCD", "002", "1", "SCT", "NDEAFIHH", "Kuuloke Työnohjaus Oy", "FI3715903000000776", "EUR470.63",
        "", "RF71202700179", "", "ReqdExctnDt/2027-02-15",
    ]  # fmt: skip
    assert len(epc_text(**EPC).encode()) == 113


def test_empty_lines_at_the_end_are_dropped():
    assert epc_text(**EPC | {"due_on": None}).endswith("\nRF71202700179")
    assert "EUR1000.00\n" in epc_text(**EPC | {"amount": Decimal(1000)})
    assert "\nRF18539007547034\n" in epc_text(**EPC | {"reference": "RF18539007547034"})


def test_the_longest_epc_qr_fits_version_13():
    longest = epc_text(
        **EPC | {"name": "Ä" * 200, "amount": Decimal("999999999.99"), "reference": reference_number("1" * 19)}
    )
    assert len(longest.encode()) <= 331
    side = re.search(r"0 0 (\d+)", qr_svg(longest))
    assert side
    assert int(side[1]) <= 69 + 8


@pytest.mark.parametrize("text", ["BCD", epc_text(**EPC)])
def test_a_qr_has_one_path_and_its_finders(text):
    svg = qr_svg(text)
    assert svg.count("<path") == 1
    assert 'd="M4 4.5h7' in svg
