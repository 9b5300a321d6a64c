"""VAT once per rate, half up (EN 16931 BR-CO-17), and credits that leave exactly nothing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.documents.document import Form, VatCategory
from invoicing.documents.problems import problems
from invoicing.documents.sums import credit_sums_of, sums_of
from tests.invoicing.documents import samples
from tests.invoicing.documents.making import invoice, line

DAY = date(2027, 1, 11)
RATES = {"25.5": VatCategory.STANDARD, "13.5": VatCategory.STANDARD, "0": VatCategory.EXEMPT}


def lines_of(*prices, percent="25.5"):
    return tuple(
        line(at, DAY, (Form.PAIR, 90), price, "A", vat_percent=Decimal(percent), vat_category=RATES[percent])
        for at, price in enumerate(prices, start=1)
    )


@pytest.mark.parametrize(
    "prices, net, vat, gross",
    [
        (["135.00", "369.99"], "504.99", "128.77", "633.76"),
        (["0.02"], "0.02", "0.01", "0.03"),
        (["1.00"], "1.00", "0.26", "1.26"),
        (["3.00"], "3.00", "0.77", "3.77"),
        (["175.00", "200.00"], "375.00", "95.63", "470.63"),
        (["1.00", "1.00"], "2.00", "0.51", "2.51"),  # line by line it would be 0.52
    ],
)
def test_rounding_vectors(prices, net, vat, gross):
    sums = sums_of(lines_of(*prices))
    assert (str(sums.net), str(sums.vat), str(sums.gross)) == (net, vat, gross)


def test_one_row_a_rate_highest_first_with_its_ground():
    document = samples.long()
    rows = [(str(row.percent), bool(row.ground)) for row in document.sums.vat_rows]
    assert rows == [("25.5", False), ("0", True)]


some_lines = st.lists(
    st.tuples(
        st.sampled_from(sorted(RATES)),
        st.decimals("0.01", "9999.99", places=2),
        st.decimals("0.5", "99", places=1),
    ),
    min_size=1,
    max_size=40,
).map(
    lambda rows: tuple(
        line(at, DAY, (Form.GROUP, 90), str(price), "A-1", quantity=quantity,
             vat_percent=Decimal(rate), vat_category=RATES[rate])
        for at, (rate, price, quantity) in enumerate(rows, start=1)
    )
)  # fmt: skip


def half_up(value: Fraction) -> int:
    """Cents, counted in whole numbers: another way than the one under test."""
    return (value * 200 + 1) // 2 if value >= 0 else -half_up(-value)


@given(some_lines)
def test_totals_are_what_arithmetic_in_whole_cents_says(lines):
    net, tax = 0, 0
    for rate in {each.vat_percent for each in lines}:
        base = sum(half_up(Fraction(x.quantity) * Fraction(x.unit_price)) for x in lines if x.vat_percent == rate)
        net += base
        tax += half_up(Fraction(base, 100) * Fraction(rate) / 100)
    sums = sums_of(lines)
    assert (sums.net * 100, sums.vat * 100, sums.gross * 100) == (net, tax, net + tax)


@given(some_lines)
def test_a_random_invoice_has_no_problems_and_survives_json(lines):
    document = invoice(lines=lines, grounds={VatCategory.EXEMPT: "AVL 34 §"})
    assert problems(document) == []
    assert type(document).from_json(document.to_json()) == document


@given(some_lines, st.data())
def test_credits_by_parts_leave_exactly_nothing(lines, data):
    original, grounds = sums_of(lines), {VatCategory.EXEMPT: "AVL 34 §"}
    left, earlier = list(lines), []
    while left:
        count = data.draw(st.integers(1, len(left)))
        part, left = left[:count], left[count:]
        credited = [replace(each, quantity=-each.quantity, net=-each.net) for each in part]
        earlier.append(credit_sums_of(credited, original=original, earlier=earlier, grounds=grounds))
    assert original.gross + sum(each.gross for each in earlier) == 0
    assert original.vat + sum(each.vat for each in earlier) == 0


def test_the_last_credit_takes_the_tax_that_is_left():
    """Two of 1.00: tax 0.51; credited one by one it would be 0.26 twice."""
    lines = lines_of("1.00", "1.00")
    original = sums_of(lines)
    back = [replace(each, quantity=-each.quantity, net=-each.net) for each in lines]
    first = credit_sums_of(back[:1], original=original)
    second = credit_sums_of(back[1:], original=original, earlier=[first])
    assert (first.vat, second.vat) == (Decimal("-0.26"), Decimal("-0.25"))
