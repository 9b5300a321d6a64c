"""What a cell means. Pure: text in, a value out; what does not fit raises Unfit with what was expected instead."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple, TypeVar

from tyonohjaus.lib.finnish import is_business_id

from .kinds import Kind

Value = TypeVar("Value")
Parser = Callable[[str], Any]

FIRST_YEAR, LAST_YEAR = 1990, 2100
MOST_WEEKS = 26
DEAREST = Decimal("999999.99")

_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_TIME = re.compile(r"(\d{1,2})[.:](\d{2})(?:[.:]00)?")  # spreadsheets add the seconds
_DECIMAL = re.compile(r"[-−]?\d{1,3}(?: ?\d{3})*(?:[.,]\d{1,2})?")
_WHOLE = re.compile(r"[-−]?\d{1,6}")
_RANGE = re.compile(r"(\d{1,2})(?: ?[-–] ?(\d{1,2}))?")
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+[a-z][a-z0-9-]*[a-z0-9]")


class Unfit(ValueError):
    """The cell is not what its column holds; `more` says what would be."""

    def __init__(self, kind: Kind, more: str = "") -> None:
        super().__init__(kind.name)
        self.kind = kind
        self.more = more


class Rhythm(NamedTuple):
    """Every so many weeks, at most so many; monthly where both are None."""

    weeks: int | None
    most: int | None


def text(*, most: int) -> Parser:
    def parse(cell: str) -> str:
        if len(cell) > most:
            raise Unfit(Kind.TOO_LONG, str(most))
        return cell

    return parse


def day(cell: str) -> date:
    """`31.1.2027`, or as spreadsheets with another language set write it, `2027-01-31`."""
    if found := _DAY.fullmatch(cell):
        number, month, year = map(int, found.groups())
    elif found := _ISO_DAY.fullmatch(cell):
        year, month, number = map(int, found.groups())
    else:
        raise Unfit(Kind.NOT_A_DAY)
    try:
        value = date(year, month, number)
    except ValueError:
        raise Unfit(Kind.NOT_A_DAY) from None
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise Unfit(Kind.NOT_A_DAY)
    return value


def clock_time(cell: str) -> time:
    """`9.00`, `09:00`, `9.00.00`."""
    found = _TIME.fullmatch(cell)
    if found is None:
        raise Unfit(Kind.NOT_A_TIME)
    try:
        return time(int(found[1]), int(found[2]))
    except ValueError:
        raise Unfit(Kind.NOT_A_TIME) from None


def euros(cell: str) -> Decimal:
    """`175,00`, `1 750,5 €`; net, never below zero, to the cent."""
    value = _decimal(cell.removesuffix("€"), Kind.NOT_EUROS)
    if value < 0:
        raise Unfit(Kind.NEGATIVE)
    if value > DEAREST:
        raise Unfit(Kind.NOT_EUROS)
    return round(value, 2)


def percentage(cell: str) -> Decimal:
    """`25,5` or `25,5 %`."""
    return _decimal(cell.removesuffix("%"), Kind.NOT_A_PERCENTAGE)


def whole(low: int, high: int) -> Parser:
    def parse(cell: str) -> int:
        if not _WHOLE.fullmatch(cell) or not low <= int(cell.replace("−", "-")) <= high:
            raise Unfit(Kind.NOT_A_NUMBER, f"{low}–{high}")
        return int(cell)

    return parse


def word(vocabulary: Mapping[str, Value]) -> Callable[[str], Value]:
    """One of these words, whatever its case."""

    def parse(cell: str) -> Value:
        value = vocabulary.get(cell.casefold())
        if value is None:
            raise Unfit(Kind.NOT_A_WORD, ", ".join(vocabulary))
        return value

    return parse


def address(cell: str) -> str:
    """An e-mail address, in lower case: one person, one address."""
    lower = cell.lower()
    if len(lower) > 254 or not _ADDRESS.fullmatch(lower):
        raise Unfit(Kind.NOT_AN_ADDRESS)
    return lower


def addresses(cell: str) -> list[str]:
    """Several, with commas or semicolons between them; at least one."""
    return [address(part.strip()) for part in re.split(r"[,;]", cell.strip(" ,;"))]


def business_id(cell: str) -> str:
    """`9000011-8`; a missing hyphen is put in."""
    if not is_business_id(cell):
        raise Unfit(Kind.NOT_A_BUSINESS_ID)
    digits = re.sub(r"\D", "", cell)
    return f"{digits[:-1].zfill(7)}-{digits[-1]}"


def postcode(cell: str) -> str:
    if not re.fullmatch(r"\d{5}", cell, re.ASCII):
        raise Unfit(Kind.NOT_A_POSTCODE)
    return cell


def rhythm(cell: str) -> Rhythm:
    """Weeks as `4` or `3-4`, or `kuukausittain`."""
    if cell.casefold() == "kuukausittain":
        return Rhythm(None, None)
    found = _RANGE.fullmatch(cell)
    if found is None:
        raise Unfit(Kind.NOT_A_RHYTHM)
    low, high = int(found[1]), int(found[2] or found[1])
    if not 1 <= low <= high <= MOST_WEEKS:
        raise Unfit(Kind.NOT_A_RHYTHM)
    return Rhythm(low, high if high > low else None)


def plain(value: Any) -> Any:
    """The value as JSON holds it, so that what was imported can be compared with what is."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    return value if value is None or isinstance(value, int | bool) else str(value)


def _decimal(cell: str, kind: Kind) -> Decimal:
    digits = cell.strip()
    if not _DECIMAL.fullmatch(digits):
        raise Unfit(kind)
    return Decimal(digits.replace(" ", "").replace(",", ".").replace("−", "-"))
