"""From month to month by their first days."""

from datetime import date

import pytest

from tyonohjaus.lib import clock


@pytest.mark.parametrize(
    "day, count, first",
    [
        (date(2027, 1, 31), 1, date(2027, 2, 1)),
        (date(2027, 12, 15), 1, date(2028, 1, 1)),
        (date(2027, 1, 1), -1, date(2026, 12, 1)),
        (date(2027, 3, 9), 0, date(2027, 3, 1)),
    ],
)
def test_the_first_of_a_month_so_many_on(day: date, count: int, first: date) -> None:
    assert clock.months_on(day, count) == first
