"""When the next session is due, and which free times lie nearest."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookings.slots.rhythm import Due, Monthly, Weekly, dates, due, nearest
from bookings.slots.search import Slot

NOON = datetime(2027, 2, 9, 12, tzinfo=UTC)


def on(*hours: int) -> list[Slot]:
    """Slots that start so many hours after noon."""
    starts = [NOON + timedelta(hours=hour) for hour in hours]
    return [Slot(start, start + timedelta(minutes=90), "remote") for start in starts]


def test_every_four_weeks_times_ten_are_ten_dates_the_last_included():
    """C6: the last date of a series must not go missing."""
    found = dates(date(2027, 1, 11), Weekly(4), 10)
    assert len(found) == 10
    assert (found[0], found[1], found[-1]) == (date(2027, 1, 11), date(2027, 2, 8), date(2027, 9, 20))


def test_a_rhythm_of_three_to_four_weeks_is_planned_at_three():
    assert dates(date(2027, 1, 11), Weekly(3, up_to=4), 3) == [date(2027, 1, 11), date(2027, 2, 1), date(2027, 2, 22)]


@pytest.mark.parametrize(
    "first, later",
    [
        # the second Tuesday stays the second Tuesday, over the end of the year too
        (date(2026, 11, 10), [date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9)]),
        # the first Friday, also where the month begins on it
        (date(2027, 1, 1), [date(2027, 2, 5), date(2027, 3, 5), date(2027, 4, 2)]),
        # the fourth Thursday stays the fourth, also where there is a fifth
        (date(2027, 2, 25), [date(2027, 3, 25), date(2027, 4, 22), date(2027, 5, 27)]),
        (date(2027, 2, 28), [date(2027, 3, 28), date(2027, 4, 25), date(2027, 5, 23)]),
        (date(2027, 7, 22), [date(2027, 8, 26), date(2027, 9, 23)]),
        # day 29, 30 and 31 are a fifth weekday: from then on the last one of each month
        (date(2027, 1, 29), [date(2027, 2, 26), date(2027, 3, 26), date(2027, 4, 30)]),
        (date(2027, 3, 30), [date(2027, 4, 27), date(2027, 5, 25), date(2027, 6, 29)]),
        (date(2027, 1, 31), [date(2027, 2, 28), date(2027, 3, 28), date(2027, 4, 25), date(2027, 5, 30)]),
        (date(2027, 12, 31), [date(2028, 1, 28), date(2028, 2, 25), date(2028, 3, 31)]),
        # 29 February is one too
        (date(2028, 2, 29), [date(2028, 3, 28), date(2028, 4, 25), date(2028, 5, 30)]),
    ],
)
def test_monthly_keeps_the_weekday_of_the_month(first, later):
    """B6"""
    assert dates(first, Monthly(), len(later) + 1) == [first, *later]


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_monthly_skips_no_month_and_has_none_twice(first):
    """B6"""
    found = dates(first, Monthly(), 36)
    assert [later.year * 12 + later.month - (day.year * 12 + day.month) for day, later in pairwise(found)] == 35 * [1]
    assert {day.weekday() for day in found} == {first.weekday()}
    assert {(later - day).days for day, later in pairwise(found)} <= {28, 35}


@pytest.mark.parametrize(
    "every, expected",
    [
        (Weekly(4), Due(date(2027, 3, 9), date(2027, 3, 9))),
        (Weekly(3, up_to=4), Due(date(2027, 3, 2), date(2027, 3, 9))),
        (Monthly(), Due(date(2027, 3, 9), date(2027, 3, 9))),
    ],
)
def test_the_next_session_is_due_after_the_last(every, expected):
    assert due(date(2027, 2, 9), every) == expected


@pytest.mark.parametrize("nonsense", [lambda: Weekly(0), lambda: Weekly(4, up_to=3), lambda: Weekly(-1)])
def test_a_rhythm_that_never_comes_round_is_refused(nonsense):
    with pytest.raises(ValueError, match="No rhythm"):
        nonsense()


def test_a_series_without_sessions_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        dates(date(2027, 2, 9), Weekly(4), 0)


def test_the_nearest_times_come_first_and_of_two_as_near_the_earlier():
    assert nearest(on(-30, -2, 1, 2, 50), NOON, 3) == on(1, -2, 2)
    assert nearest(on(5), NOON, 3) == on(5)
    assert nearest([], NOON, 3) == []


def test_within_the_due_days_any_time_is_as_near():
    assert nearest(on(-1, 3, 90, 200), NOON, 3, until=NOON + timedelta(hours=100)) == on(3, 90, -1)
