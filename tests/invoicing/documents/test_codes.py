"""Bars and squares, to the byte."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.documents.codes import PATTERNS, barcode, code128c, epc_text, qr_code
from tyonohjaus.lib.finnish import reference_number


def test_the_table_of_code_128():
    assert len(set(PATTERNS)) == 106
    assert all(sum(map(int, pattern)) == 11 for pattern in PATTERNS)


def test_a_bank_barcode_is_332_modules_and_a_quiet_zone():
    widths = code128c("437159030000007760004706300000000000000202700179270215")
    assert sum(map(int, widths)) == 332
    drawn = barcode("437159030000007760004706300000000000000202700179270215")
    assert (drawn.width, drawn.height) == (352, 40)
    bars = [list(map(int, step.split()[:4])) for step in drawn.steps.splitlines()]
    assert bars[0] == [10, 0, 2, 40]
    assert bars[-1] == [340, 0, 2, 40]
    assert sum(width for _x, _y, width, _height in bars) == sum(map(int, widths[::2]))


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
    assert qr_code(longest).width <= 69 + 8


@pytest.mark.parametrize("text", ["BCD", epc_text(**EPC)])
def test_a_qr_begins_with_a_finder_and_ends_with_one(text):
    drawn = qr_code(text)
    steps = drawn.steps.splitlines()
    assert steps[:2] == ["4 4.5 m", "11 4.5 l"]
    assert f"4 {drawn.width - 5}.5 m" in steps
