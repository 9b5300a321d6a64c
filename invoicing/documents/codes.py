"""What a bank's app reads from the paper: bank barcode (Code 128-C) and EPC QR, each drawn as one path."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import segno

from tyonohjaus.lib import finnish
from tyonohjaus.lib.drawing import Drawing

# ISO/IEC 15417, values 0–105: widths of three bars and three spaces, bar first; then the stop with its last bar.
WIDTHS = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 "
    "123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 "
    "232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 "
    "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 "
    "111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 "
    "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 "
    "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232"
)
PATTERNS = WIDTHS.split()
START_C = 105
STOP = "2331112"
QUIET_BARS = 10
QUIET_QR = 4
BAR_HEIGHT = 40


def code128c(digits: str) -> str:
    """Bars and spaces of a Code 128 in set C as widths in modules, bar first. An even number of digits."""
    values = [START_C, *(int(digits[at : at + 2]) for at in range(0, len(digits), 2))]
    check = (START_C + sum(place * value for place, value in enumerate(values))) % 103
    return "".join(PATTERNS[value] for value in (*values, check)) + STOP


def barcode(digits: str) -> Drawing:
    """332 modules for 54 digits, with a quiet zone of 10 on each side; stretched to the box that holds it."""
    bars, at = [], QUIET_BARS
    for place, width in enumerate(map(int, code128c(digits))):
        if place % 2 == 0:
            bars.append(f"{at} 0 {width} {BAR_HEIGHT} re")
        at += width
    return Drawing(at + QUIET_BARS, BAR_HEIGHT, "\n".join(bars), is_stretched=True)


def epc_text(*, name: str, iban: str, bic: str, amount: Decimal, reference: str, due_on: date | None) -> str:
    """The lines of an EPC QR, version 002, with the due day as Finnish banks read it.

    Line 10 is defined as ISO 11649, so a Finnish reference goes in as RF. At most 331 bytes.
    """
    rf = reference if reference.startswith("RF") else finnish.rf_reference(reference)
    due = f"ReqdExctnDt/{due_on.isoformat()}" if due_on else ""
    account = iban.replace(" ", "")
    lines = ["BCD", "002", "1", "SCT", bic, name[:70], account, f"EUR{amount:.2f}", "", rf, "", due]
    return "\n".join(lines).rstrip("\n")


def qr_code(text: str) -> Drawing:
    """Error level M as the EPC demands, not raised where there is room: larger modules read better from paper."""
    code = segno.make(text, error="m", boost_error=False, encoding="utf-8", micro=False)
    rows = ["".join(map(str, row)) for row in code.matrix]
    side = len(rows) + 2 * QUIET_QR
    return Drawing(side, side, "\n".join(_strokes(rows)), is_stroked=True)


def _strokes(rows: list[str]) -> Iterator[str]:
    for at, row in enumerate(rows, start=QUIET_QR):
        for run in re.finditer("1+", row):
            yield f"{run.start() + QUIET_QR} {at}.5 m\n{run.end() + QUIET_QR} {at}.5 l"
