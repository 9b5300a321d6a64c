"""The rate follows the day of the session, whatever the day of the invoice."""

from datetime import date
from decimal import Decimal

import pytest

from tyonohjaus.lib.vat import VatTable

RATES = ((date(2024, 9, 1), Decimal("25.50")), (date(2013, 1, 1), Decimal("24.00")))


@pytest.mark.parametrize(
    "day, percent", [(date(2024, 8, 31), "24.00"), (date(2024, 9, 1), "25.50"), (date(2027, 2, 1), "25.50")]
)
def test_a_new_rate_begins_on_its_day(day: date, percent: str) -> None:
    assert VatTable(rates=RATES).percent(day) == Decimal(percent)


def test_before_the_table_there_is_no_rate_to_guess() -> None:
    table = VatTable(rates=RATES)
    assert table.rate(date(2012, 12, 31)) is None
    with pytest.raises(LookupError):
        table.percent(date(2012, 12, 31))


def test_one_who_is_not_registered_adds_nothing_on_any_day() -> None:
    table = VatTable(rates=RATES, is_registered=False)
    assert table.percent(date(2027, 2, 1)) == table.percent(date(1999, 1, 1)) == 0
    assert table.rate(date(2027, 2, 1)) == Decimal("25.50")  # the law's, whoever sells
