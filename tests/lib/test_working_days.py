from datetime import date

import pytest

from tyonohjaus.lib.working_days import (
    add_working_days,
    holiday_name,
    holidays_between,
    is_working_day,
    next_working_day,
)


def test_the_holidays_of_2026() -> None:
    found = holidays_between(date(2026, 1, 1), date(2026, 12, 31))
    assert len(found) == 15
    assert found == sorted(found)
    assert holiday_name(date(2026, 6, 19)) == "Juhannusaatto"
    assert holiday_name(date(2026, 12, 24)) == "Jouluaatto"


def test_the_holidays_over_a_new_year_with_both_days_included() -> None:
    assert holidays_between(date(2026, 12, 25), date(2027, 1, 1)) == [
        date(2026, 12, 25),
        date(2026, 12, 26),
        date(2027, 1, 1),
    ]


@pytest.mark.parametrize(
    "day, works",
    [
        (date(2026, 10, 30), True),  # a Friday
        (date(2026, 10, 31), False),  # Pyhäinpäivä, a Saturday
        (date(2027, 1, 6), False),  # Loppiainen, a Wednesday
        (date(2027, 6, 25), False),  # Juhannusaatto, a Friday
        (date(2027, 12, 24), False),
        (date(2027, 12, 31), True),  # the banks are open on New Year's Eve
    ],
)
def test_working_days(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_a_due_day_moves_to_the_next_working_day() -> None:
    assert next_working_day(date(2026, 10, 31)) == date(2026, 11, 2)
    assert next_working_day(date(2026, 11, 2)) == date(2026, 11, 2)
    assert next_working_day(date(2027, 3, 26)) == date(2027, 3, 30)  # Good Friday to Easter Monday


def test_the_third_working_day() -> None:
    assert add_working_days(date(2027, 2, 1), 3) == date(2027, 2, 4)
    assert add_working_days(date(2027, 2, 4), 3) == date(2027, 2, 9)  # over a weekend
    assert add_working_days(date(2027, 12, 23), 1) == date(2027, 12, 27)
    assert add_working_days(date(2027, 2, 6), 0) == date(2027, 2, 8)
    with pytest.raises(ValueError):
        add_working_days(date(2027, 2, 1), -1)
