"""Euros as Decimal: rounding half up, and the way sums, shares and quantities are written.

One currency, net prices. A float is refused, since 0.1 is not a tenth there.
Written Finnish and Swedish in the manner of Finland: `1 776,00 €`; English with comma and point: `€1,776.00`.
"""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
HUNDRED = Decimal(100)
NO_BREAK = "\u00a0"
MINUS = "\u2212"

Amount = Decimal | int | str


def exact(value: Amount) -> Decimal:
    """The value as a finite Decimal. TypeError for a float, ValueError for what is no number."""
    if isinstance(value, bool) or not isinstance(value, Decimal | int | str):
        raise TypeError(f"Money is Decimal, int or str, not {type(value).__name__}")
    try:
        number = Decimal(value)
    except ArithmeticError:
        raise ValueError(f"Not a number: {value!r}") from None
    if not number.is_finite():
        raise ValueError(f"Not a finite number: {value!r}")
    return number


def cents(value: Amount) -> Decimal:
    """Rounded to 0.01, half away from zero, so that a credit mirrors its invoice."""
    return exact(value).quantize(CENT, rounding=ROUND_HALF_UP) + 0


def share_of(price: Amount, percent: Amount) -> Decimal:
    """So many percent of a price, in cents."""
    return cents(exact(price) * exact(percent) / HUNDRED)


def split(total: Amount, percents: Sequence[Amount]) -> list[Decimal]:
    """A sum in parts that make it up again to the cent: each is rounded down, and the cents that are left go one each
    to those that lost most by it; of equals, to the first."""
    whole = cents(total)
    if sum(map(exact, percents)) != HUNDRED:
        raise ValueError(f"Together not 100 %: {percents}")
    parts = [exact(whole) * exact(percent) / HUNDRED for percent in percents]
    down = [part.quantize(CENT, rounding=ROUND_DOWN) for part in parts]
    left = int((whole - sum(down)) / CENT)
    losers = sorted(range(len(parts)), key=lambda place: (down[place] - parts[place], place))
    for place in losers[:left]:
        down[place] += CENT
    return down


def vat(base: Amount, percent: Amount) -> Decimal:
    """The tax on a base that is already a sum per rate (EN 16931 BR-CO-17: rounded once)."""
    return share_of(base, percent)


def with_vat(price: Amount, percent: Amount) -> Decimal:
    """A consumer's gross price of one unit; never summed up."""
    return cents(exact(price) * (HUNDRED + exact(percent)) / HUNDRED)


def euros(value: Amount, language: str = "fi") -> str:
    """`1 776,00 €`, in English `€1,776.00`."""
    number = cents(value)
    if language == "en":
        return f"{_sign(number)}€{_grouped(abs(number), language)}"
    return f"{_sign(number)}{_grouped(abs(number), language)}{NO_BREAK}€"


def amount(value: Amount, language: str = "fi") -> str:
    """A sum without the euro sign, for a column of sums."""
    return _signed(cents(value), language)


def price(value: Amount, language: str = "fi") -> str:
    """A unit price: two decimals, more only where it has them (0,5535 a kilometre)."""
    number = exact(value)
    return _signed(number if _decimals(number) > 2 else cents(number), language)


def quantity(value: Amount, language: str = "fi") -> str:
    """A plain number without needless zeros: `1`, `62,5`."""
    number = exact(value).normalize()
    return _signed(number if _decimals(number) else number.quantize(Decimal(1)), language)


def percent(value: Amount, language: str = "fi") -> str:
    """`25,5 %`, in English `25.5%`."""
    return quantity(value, language) + ("%" if language == "en" else f"{NO_BREAK}%")


def _signed(number: Decimal, language: str) -> str:
    return _sign(number) + _grouped(abs(number), language)


def _sign(number: Decimal) -> str:
    return MINUS if number < 0 else ""


def _grouped(number: Decimal, language: str) -> str:
    text = f"{number:,f}"
    return text if language == "en" else text.replace(",", NO_BREAK).replace(".", ",")


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -int(exponent))
