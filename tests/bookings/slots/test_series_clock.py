"""A series over the nights when Helsinki changes its clocks, and over months that lack its day (B1, B2, B6)."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bookings.slots.opening import Opening, WeeklyRule, expand
from bookings.slots.rhythm import Monthly, Rhythm, Weekly, dates, place_in_month
from bookings.slots.search import Outcome
from bookings.slots.series import plan
from bookings.slots.wallclock import is_skipped
from tyonohjaus.lib.clock import HELSINKI, at, day_bounds, local
from tyonohjaus.lib.periods import Period

NIGHTS = [date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31)]
DAY, LENGTH = timedelta(days=1), timedelta(minutes=90)
TERMS = {
    "length": LENGTH,
    "step": timedelta(minutes=30),
    "now": datetime(2026, 9, 1, tzinfo=UTC),
    "horizon": timedelta(days=5 * 366),
    "tz": HELSINKI,
}
days_near = st.builds(lambda night, before: night - before * DAY, st.sampled_from(NIGHTS), st.integers(0, 16))
quarters = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))


def always_open(first: date, last: date) -> list[Opening]:
    rules = [WeeklyRule(weekday, time(), time(), "remote", valid_from=date(2026, 1, 1)) for weekday in range(7)]
    return expand(rules, [], Period(*day_bounds(first, last)), HELSINKI)


@given(first=days_near, wall=quarters, every=st.builds(Weekly, st.integers(1, 3)))
@example(first=date(2027, 3, 21), wall=time(3, 30), every=Weekly(1))  # does not exist on the second date
@example(first=date(2027, 10, 24), wall=time(3, 30), every=Weekly(1))  # comes twice on the second date
@example(first=date(2026, 10, 18), wall=time(2), every=Weekly(1))  # would end on another clock than it began
@example(first=date(2026, 10, 12), wall=time(22, 30), every=Weekly(1))  # ends with its day
@example(first=date(2026, 10, 12), wall=time(22, 45), every=Weekly(1))  # would end on the next: hours are of one day
def test_a_series_keeps_its_hour_or_says_that_the_night_lacks_it_B1_B2(first: date, wall: time, every: Rhythm) -> None:
    """Around the clock, on all days open: nothing stands in the way of a date but the change, and midnight."""
    if is_skipped(first, wall, HELSINKI):
        return  # such a first time is refused by the form
    days = dates(first, every, 3)
    openings = always_open(first - 7 * DAY, days[-1] + 7 * DAY)

    occurrences = plan(at(first, wall), every, 3, openings, [], **TERMS)

    assert [local(one.start).date() for one in occurrences] == days
    for one, day in zip(occurrences, days, strict=True):
        assert one.end - one.start == LENGTH
        missing = is_skipped(day, wall, HELSINKI)
        last = local(one.end - timedelta(minutes=1))
        steady = local(one.start).utcoffset() == last.utcoffset() and last.date() == day
        assert one.outcome == (Outcome.FREE if steady and not missing else Outcome.CLOSED)
        assert missing or (local(one.start).time(), local(one.start).fold) == (wall, 0)
        shown = [local(slot.start) for slot in one.alternatives]
        assert len({start.replace(tzinfo=None) for start in shown}) == len(shown)
        assert not any(start.fold or is_skipped(start.date(), start.time(), HELSINKI) for start in shown)
        assert {slot.end - slot.start for slot in one.alternatives} <= {LENGTH}


@given(
    first=days_near,
    wall=st.integers(4 * 7, 4 * 21).map(lambda quarter: time(quarter // 4, quarter % 4 * 15)),
    every=st.one_of(st.just(Monthly()), st.builds(Weekly, st.integers(1, 5))),
)
@example(first=date(2026, 10, 27), wall=time(14), every=Monthly())
def test_for_three_years_it_stays_what_the_clock_shows_and_90_minutes_B2(
    first: date, wall: time, every: Rhythm
) -> None:
    occurrences = plan(at(first, wall), every, 36, [], [], **TERMS)

    assert {local(one.start).time() for one in occurrences} == {wall}
    assert {(one.end - one.start).total_seconds() for one in occurrences} == {90 * 60}
    assert {local(one.end).replace(tzinfo=None) - local(one.start).replace(tzinfo=None) for one in occurrences} == {
        LENGTH
    }
    if every == Monthly():
        assert {local(one.start).utcoffset() for one in occurrences} == {timedelta(hours=2), timedelta(hours=3)}


@given(first=st.dates(date(2026, 1, 1), date(2031, 12, 31)))
@example(first=date(2026, 12, 31))
@example(first=date(2028, 2, 29))
def test_what_is_said_of_a_monthly_rhythm_is_what_it_does_B6(first: date) -> None:
    """On the nth weekday of each month, or, where the first is a fifth (day 29 to 31), on the last of each."""
    place = place_in_month(first)
    found = dates(first, Monthly(), 48)

    assert (place is None) == (first.day >= 29)
    for day in found:
        assert day.weekday() == first.weekday()
        assert (day + 7 * DAY).month != day.month if place is None else (day.day - 1) // 7 + 1 == place
    months = [day.year * 12 + day.month for day in found]
    assert all(later - earlier == 1 for earlier, later in pairwise(months))


@pytest.mark.parametrize(
    "first, place",
    [(date(2027, 2, 1), 1), (date(2027, 2, 28), 4), (date(2027, 3, 29), None), (date(2027, 3, 31), None)],
)
def test_the_place_of_a_day_in_its_month_B6(first: date, place: int | None) -> None:
    assert place_in_month(first) == place
