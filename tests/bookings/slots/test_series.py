"""Sami plans a series with Aino in the first meeting, and sees every date before anything is saved."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookings.slots.opening import Closed, ExtraOpening, Opening, WeeklyRule, expand
from bookings.slots.rhythm import Monthly, Weekly
from bookings.slots.search import Busy, Outcome
from bookings.slots.series import Occurrence, plan
from tyonohjaus.lib.periods import Period

HELSINKI = ZoneInfo("Europe/Helsinki")
NOW = datetime(2027, 1, 4, 8, tzinfo=UTC)
THREE_YEARS = Period(NOW, NOW + timedelta(days=3 * 366 + 40))
TERMS = {
    "length": timedelta(minutes=90),
    "step": timedelta(minutes=30),
    "now": NOW,
    "horizon": timedelta(days=3 * 366),
    "tz": HELSINKI,
}
WEEKDAYS_9_TO_17 = [
    WeeklyRule(weekday, time(9), time(17), "remote", valid_from=date(2026, 1, 1)) for weekday in range(5)
]


def helsinki(*wall: int) -> datetime:
    return datetime(*wall, tzinfo=HELSINKI).astimezone(UTC)


def opening(*exceptions: Closed | ExtraOpening) -> list[Opening]:
    return expand(WEEKDAYS_9_TO_17, exceptions, THREE_YEARS, HELSINKI)


def session(*wall: int) -> Busy:
    return Busy(helsinki(*wall), helsinki(*wall) + timedelta(minutes=90))


def outcomes(occurrences: list[Occurrence]) -> list[str]:
    return [str(occurrence.outcome) for occurrence in occurrences]


def walls(occurrence: Occurrence) -> list[str]:
    return [f"{slot.start.astimezone(HELSINKI):%-d.%-m. %H:%M}" for slot in occurrence.alternatives]


def test_every_four_weeks_times_ten_all_free():
    occurrences = plan(helsinki(2027, 1, 11, 10), Weekly(4), 10, opening(), [], **TERMS)
    assert [occurrence.number for occurrence in occurrences] == list(range(1, 11))
    assert occurrences[-1] == Occurrence(
        10, helsinki(2027, 9, 20, 10), helsinki(2027, 9, 20, 11, 30), Outcome.FREE, "remote"
    )
    assert all(occurrence.is_free for occurrence in occurrences)


def test_each_date_is_looked_at_not_only_the_first():
    """C1: date 5 of 10 is taken; it is said of that date, and of no other."""
    taken = session(2027, 5, 3, 11)
    occurrences = plan(helsinki(2027, 1, 11, 10), Weekly(4), 10, opening(), [taken], **TERMS)
    assert outcomes(occurrences) == 4 * ["free"] + ["clash"] + 5 * ["free"]
    assert walls(occurrences[4]) == ["3.5. 09:30", "3.5. 09:00", "3.5. 12:30"]


def test_a_holiday_a_closed_month_and_the_horizon_are_told_apart():
    july = Closed(date(2027, 7, 1), date(2027, 7, 31))
    occurrences = plan(
        helsinki(2027, 3, 1, 10),
        Weekly(4),
        8,
        opening(july),
        [],
        **TERMS | {"horizon": helsinki(2027, 9, 1, 10) - NOW},
        holidays={date(2027, 3, 29): "Toinen pääsiäispäivä"},
    )
    assert outcomes(occurrences) == ["free", "holiday", "free", "free", "free", "closed", "free", "beyond_horizon"]


def test_a_holiday_is_told_though_it_is_closed_or_taken_too():
    easter_monday = date(2027, 3, 29)
    for openings in (opening(), opening(Closed(easter_monday, easter_monday))):
        (occurrence,) = plan(
            helsinki(2027, 3, 29, 10),
            Weekly(4),
            1,
            openings,
            [session(2027, 3, 29, 10)],
            **TERMS,
            holidays={easter_monday},
        )
        assert occurrence.outcome is Outcome.HOLIDAY


def test_no_alternative_falls_on_a_holiday():
    holidays = {date(2027, 3, 26), date(2027, 3, 29)}
    _, occurrence = plan(helsinki(2027, 3, 1, 10), Weekly(4), 2, opening(), [], **TERMS, holidays=holidays)
    assert walls(occurrence) == ["30.3. 09:00", "30.3. 09:30", "30.3. 10:00"]


def test_a_date_that_has_passed_or_comes_too_soon_is_said_to():
    occurrences = plan(
        helsinki(2026, 12, 28, 10),
        Weekly(1),
        3,
        opening(),
        [],
        **TERMS,
        notice=timedelta(hours=48),
        holidays={date(2027, 1, 4)},
    )
    assert outcomes(occurrences) == ["too_soon", "too_soon", "free"]


def test_the_nearest_three_are_offered_in_order_of_nearness():
    wednesday_off = Closed(date(2027, 2, 10), date(2027, 2, 10))
    _, occurrence = plan(helsinki(2027, 1, 13, 14), Weekly(4), 2, opening(wednesday_off), [], **TERMS)
    assert outcomes([occurrence]) == ["closed"]
    assert walls(occurrence) == ["11.2. 09:00", "11.2. 09:30", "11.2. 10:00"]


def test_a_free_date_has_no_alternatives_and_a_hopeless_one_none_either():
    whole_spring = Closed(date(2027, 2, 1), date(2027, 5, 31))
    occurrences = plan(helsinki(2027, 1, 11, 10), Weekly(4), 3, opening(whole_spring), [], **TERMS)
    assert [len(occurrence.alternatives) for occurrence in occurrences] == [0, 3, 0]


def test_one_single_time_may_have_its_alternatives_anywhere():
    year_off = Closed(date(2027, 1, 1), date(2027, 12, 31))
    (occurrence,) = plan(helsinki(2027, 3, 1, 10), Weekly(1), 1, opening(year_off), [], **TERMS)
    assert walls(occurrence) == ["3.1. 09:00", "3.1. 09:30", "3.1. 10:00"]


def test_alternatives_of_two_dates_lie_on_either_side_of_the_middle_between_them():
    """From Monday 10 to Monday 10 that is Thursday at 22: a session across it would serve both, and so serves none."""
    thursday_night = ExtraOpening(date(2027, 1, 14), time(20), time(0), "remote")
    openings = expand([], [thursday_night], THREE_YEARS, HELSINKI)
    first, second = plan(helsinki(2027, 1, 11, 10), Weekly(1), 2, openings, [], **TERMS)
    assert walls(first) == ["14.1. 20:00", "14.1. 20:30"]
    assert walls(second) == ["14.1. 22:30", "14.1. 22:00"]


def test_sami_may_plan_a_time_between_the_steps():
    (occurrence,) = plan(helsinki(2027, 1, 11, 10, 10), Weekly(1), 1, opening(), [], **TERMS)
    assert occurrence.is_free


def test_monthly_at_14_stays_at_14_for_three_years():
    """B2: over six changes of the clock; always the second Wednesday, always exactly 90 minutes."""
    occurrences = plan(helsinki(2027, 1, 13, 14), Monthly(), 36, opening(), [], **TERMS)
    local = [occurrence.start.astimezone(HELSINKI) for occurrence in occurrences]
    assert [(start.hour, start.minute) for start in local] == 36 * [(14, 0)]
    assert [(start.year, start.month) for start in local] == [(2027 + n // 12, n % 12 + 1) for n in range(36)]
    assert all(start.weekday() == 2 and 8 <= start.day <= 14 for start in local)
    assert {occurrence.end - occurrence.start for occurrence in occurrences} == {timedelta(minutes=90)}
    assert {start.utcoffset() for start in local} == {timedelta(hours=2), timedelta(hours=3)}
    assert all(occurrence.is_free for occurrence in occurrences)


def test_monthly_on_a_day_that_most_months_lack_never_skips_one():
    """B6: from Friday 29.1.2027 on the last Friday of each month."""
    occurrences = plan(helsinki(2027, 1, 29, 14), Monthly(), 12, opening(), [], **TERMS)
    days = [occurrence.start.astimezone(HELSINKI).day for occurrence in occurrences]
    assert days == [29, 26, 26, 30, 28, 25, 30, 27, 24, 29, 26, 31]


def test_a_clock_time_that_one_night_skips_is_closed_and_not_moved_by_an_hour():
    """B1: 3.30 does not exist on 28.3.2027, however open the night is."""
    nights = [WeeklyRule(6, time(2), time(6), "remote", valid_from=date(2026, 1, 1))]
    openings = expand(nights, [], THREE_YEARS, HELSINKI)
    terms = TERMS | {"length": timedelta(minutes=30)}
    occurrences = plan(helsinki(2027, 3, 21, 3, 30), Weekly(1), 3, openings, [], **terms)
    assert outcomes(occurrences) == ["free", "closed", "free"]
    assert walls(occurrences[1]) == ["28.3. 04:30", "28.3. 04:00", "28.3. 05:00"]


def test_sessions_of_one_series_never_overlap_one_another():
    """C6: what is longer than its rhythm is refused."""
    with pytest.raises(ValueError, match="overlap in this rhythm"):
        plan(helsinki(2027, 1, 11, 10), Weekly(1), 2, opening(), [], **TERMS | {"length": timedelta(days=7, minutes=1)})


@given(
    first=st.builds(
        lambda day, quarter: datetime.combine(day, time(8 + quarter // 4, quarter % 4 * 15), HELSINKI).astimezone(UTC),
        st.dates(date(2027, 1, 5), date(2027, 6, 30)),
        st.integers(0, 36),
    ),
    every=st.one_of(st.builds(Weekly, st.integers(1, 5)), st.just(Monthly())),
    times=st.integers(1, 12),
    taken=st.sets(st.integers(0, 365 * 8), max_size=200),
    closed=st.lists(st.dates(date(2027, 1, 1), date(2027, 12, 31)), max_size=20),
    holidays=st.sets(st.dates(date(2027, 1, 1), date(2027, 12, 31)), max_size=20),
)
def test_whatever_is_chosen_fits_together(*, first, every, times, taken, closed, holidays):
    """C1, C6: free dates and alternatives are open, not busy, no holiday; and no two of different dates overlap."""
    openings = opening(*(Closed(day, day) for day in closed))
    busy = [Busy(NOW + timedelta(hours=3 * n), NOW + timedelta(hours=3 * n, minutes=50)) for n in taken]
    occurrences = plan(first, every, times, openings, busy, **TERMS, holidays=holidays)

    assert len(occurrences) == times
    assert {o.start.astimezone(HELSINKI).time() for o in occurrences} == {first.astimezone(HELSINKI).time()}
    choices = [[Period(o.start, o.end)] if o.is_free else [slot.period for slot in o.alternatives] for o in occurrences]
    for chosen in (period for periods in choices for period in periods):
        assert any(stretch.period.contains(chosen) for stretch in openings)
        assert not any(Period(item.start, item.end).overlaps(chosen) for item in busy)
        assert chosen.start.astimezone(HELSINKI).date() not in holidays
        assert chosen.minutes == 90
    for earlier, later in combinations(choices, 2):
        assert all(a.end <= b.start for a in earlier for b in later)
    assert all(len(occurrence.alternatives) <= 3 for occurrence in occurrences)
