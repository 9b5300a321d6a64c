from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyonohjaus.lib.periods import Period, merge, subtract

NOON = datetime(2027, 3, 10, 12, tzinfo=UTC)


def minutes(start: int, end: int) -> Period:
    return Period(NOON + timedelta(minutes=start), NOON + timedelta(minutes=end))


def covered(periods: list[Period]) -> set[int]:
    """The minutes after noon that lie in one of the periods."""
    return {minute for minute in range(-10, 400) if any(NOON + timedelta(minutes=minute) in p for p in periods)}


some_periods = st.lists(
    st.builds(lambda start, length: minutes(start, start + length), st.integers(0, 120), st.integers(1, 40)),
    max_size=8,
)


def test_back_to_back_sessions_do_not_overlap():
    assert not minutes(0, 90).overlaps(minutes(90, 180))
    assert minutes(0, 90).overlaps(minutes(89, 180))


def test_a_period_has_its_start_and_lacks_its_end():
    assert NOON in minutes(0, 90)
    assert NOON + timedelta(minutes=90) not in minutes(0, 90)


def test_a_period_contains_itself_and_what_lies_within():
    assert minutes(0, 90).contains(minutes(0, 90))
    assert minutes(0, 90).contains(minutes(10, 80))
    assert not minutes(0, 90).contains(minutes(10, 91))


def test_whole_minutes():
    assert minutes(0, 90).minutes == 90
    assert Period(NOON, NOON + timedelta(seconds=119)).minutes == 1


def test_padding_keeps_time_clear_on_both_sides():
    assert minutes(0, 90).padded(timedelta(minutes=5), timedelta(minutes=15)) == minutes(-5, 105)
    assert minutes(0, 90).padded() == minutes(0, 90)


@pytest.mark.parametrize("end", [NOON, NOON - timedelta(minutes=1)])
def test_a_period_without_time_in_it_is_refused(end):
    with pytest.raises(ValueError, match="ends after it starts"):
        Period(NOON, end)


@pytest.mark.parametrize("zone", [None, ZoneInfo("Europe/Helsinki"), timezone(timedelta(hours=2))])
def test_a_period_in_any_other_clock_than_utc_is_refused(zone):
    with pytest.raises(ValueError, match="given in UTC"):
        Period(NOON.replace(tzinfo=zone), NOON.replace(tzinfo=zone) + timedelta(minutes=90))


def test_periods_sort_by_their_start():
    assert sorted([minutes(30, 40), minutes(0, 90), minutes(0, 10)]) == [
        minutes(0, 10),
        minutes(0, 90),
        minutes(30, 40),
    ]


def test_merging_joins_what_overlaps_or_touches():
    assert merge([minutes(60, 90), minutes(0, 30), minutes(30, 45), minutes(10, 20)]) == [
        minutes(0, 45),
        minutes(60, 90),
    ]


def test_subtracting_leaves_the_gaps():
    day, morning, afternoon = minutes(0, 300), minutes(-10, 60), minutes(120, 180)
    assert subtract([day], [afternoon, morning]) == [minutes(60, 120), minutes(180, 300)]
    assert subtract([day], [day]) == []
    assert subtract([day], []) == [day]


@given(some_periods)
def test_merged_periods_cover_the_same_time_and_never_touch(periods):
    merged = merge(periods)
    assert covered(merged) == covered(periods)
    assert all(earlier.end < later.start for earlier, later in pairwise(merged))


@given(some_periods, some_periods)
def test_what_is_left_is_the_time_that_is_not_busy(periods, busy):
    left = subtract(periods, busy)
    assert covered(left) == covered(periods) - covered(busy)
    assert all(any(whole.contains(part) for whole in periods) for part in left)
