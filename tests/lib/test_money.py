from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyonohjaus.lib import money

NBSP, MINUS = "\u00a0", "\u2212"


@pytest.mark.parametrize(
    "base, percent, tax",
    [
        ("504.99", "25.5", "128.77"),  # 128.77245
        ("0.02", "25.5", "0.01"),  # 0.0051
        ("1.00", "25.5", "0.26"),  # 0.255
        ("3.00", "25.5", "0.77"),  # 0.765: half to even would give 0.76
        ("375.00", "25.5", "95.63"),  # 95.625
        ("140.00", "25.5", "35.70"),
        ("-3.00", "25.5", "-0.77"),  # a credit mirrors its invoice
        ("100.00", "0", "0.00"),
    ],
)
def test_vat_is_rounded_half_up(base: str, percent: str, tax: str) -> None:
    assert str(money.vat(Decimal(base), Decimal(percent))) == tax


@pytest.mark.parametrize(
    "price, percent, share",
    [("175.00", 50, "87.50"), ("148.01", 50, "74.01"), ("-148.01", 50, "-74.01"), ("175.00", 100, "175.00")],
)
def test_a_share_of_a_price_is_rounded_half_up(price: str, percent: int, share: str) -> None:
    assert str(money.share_of(Decimal(price), percent)) == share


@pytest.mark.parametrize("wrong", [0.1, True, None, b"1", [1]])
def test_a_float_is_no_money(wrong: object) -> None:
    with pytest.raises(TypeError):
        money.cents(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", ["", "12,50", "NaN", "Infinity", "1 000"])
def test_what_is_no_number_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError):
        money.cents(wrong)


@pytest.mark.parametrize(
    "value, language, text",
    [
        ("1776", "fi", f"1{NBSP}776,00{NBSP}€"),
        ("1776", "sv", f"1{NBSP}776,00{NBSP}€"),
        ("1776", "en", "€1,776.00"),
        ("-251", "fi", f"{MINUS}251,00{NBSP}€"),
        ("-251", "en", f"{MINUS}€251.00"),
        ("0.005", "fi", f"0,01{NBSP}€"),
        ("-0.001", "fi", f"0,00{NBSP}€"),
        ("1234567.8", "fi", f"1{NBSP}234{NBSP}567,80{NBSP}€"),
    ],
)
def test_euros_are_written_as_read_aloud(value: str, language: str, text: str) -> None:
    assert money.euros(Decimal(value), language) == text


def test_other_numbers() -> None:
    assert money.percent(Decimal("25.50"), "fi") == f"25,5{NBSP}%"
    assert money.percent(Decimal("25.5"), "en") == "25.5%"
    assert money.percent(Decimal(0), "sv") == f"0{NBSP}%"
    assert money.quantity(Decimal(10), "fi") == "10"
    assert money.quantity(Decimal("62.50"), "fi") == "62,5"
    assert money.quantity(Decimal(-1), "fi") == f"{MINUS}1"
    assert money.price(Decimal("0.5535"), "fi") == "0,5535"
    assert money.price(Decimal(175), "fi") == "175,00"
    assert money.amount(Decimal("-1234.5"), "fi") == f"{MINUS}1{NBSP}234,50"
    assert money.with_vat(Decimal(148), Decimal("25.5")) == Decimal("185.74")


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_cents_are_never_more_than_half_a_cent_away(value: Decimal) -> None:
    rounded = money.cents(value)
    assert rounded.as_tuple().exponent == -2
    assert abs(rounded - value) <= Decimal("0.005")
    assert money.cents(-value) == -rounded


some_cents = st.integers(-(10**11), 10**11).map(lambda number: Decimal(number).scaleb(-2))


@given(some_cents, st.sampled_from(["fi", "sv"]))
def test_a_written_sum_reads_back_as_what_it_was(value: Decimal, language: str) -> None:
    """Groups of three with a no-break space, never a plain one; a real minus, never a hyphen."""
    text = money.euros(value, language)

    assert not set(text) & {" ", "-", ".", "\u202f"}
    number = text.removesuffix(f"{NBSP}€")
    assert Decimal(number.replace(NBSP, "").replace(",", ".").replace(MINUS, "-")) == value
    groups = number.lstrip(MINUS).split(",")[0].split(NBSP)
    assert 1 <= len(groups[0]) <= 3
    assert all(len(group) == 3 for group in groups[1:])
    assert number.startswith(MINUS) == (value < 0)


@given(some_cents, st.integers(0, 100))
def test_a_credit_of_anything_mirrors_it(price: Decimal, percent: int) -> None:
    assert money.share_of(-price, percent) == -money.share_of(price, percent)
    assert money.vat(-price, "25.5") == -money.vat(price, "25.5")
    assert money.with_vat(-price, "25.5") == -money.with_vat(price, "25.5")


@given(some_cents)
def test_price_and_tax_together_are_the_gross_price_of_one(price: Decimal) -> None:
    assert price + money.vat(price, "25.5") == money.with_vat(price, "25.5")


@given(st.integers(-(10**9), 10**9))
def test_half_a_cent_is_always_rounded_away_from_nought(half_cents: int) -> None:
    value = Decimal(2 * half_cents + 1) / 200  # an odd number of half cents
    up = abs(money.cents(value)) - abs(value)
    assert up == Decimal("0.005")


def test_no_sum_is_written_as_a_minus_of_nothing() -> None:
    for value in ("-0", "-0.00", "-0.0049"):
        assert money.euros(Decimal(value)) == f"0,00{NBSP}€"
        assert money.amount(Decimal(value), "en") == "0.00"
