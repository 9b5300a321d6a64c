"""B1: free times on and around the nights when Helsinki changes its clocks.

25.10.2026 and 31.10.2027, from 4 back to 3; 28.3.2027, from 3 on to 4.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bookings.slots.opening import Opening, WeeklyRule, expand
from bookings.slots.search import Slot, find
from bookings.slots.wallclock import is_skipped
from tyonohjaus.lib.clock import at
from tyonohjaus.lib.periods import Period

HELSINKI = ZoneInfo("Europe/Helsinki")
OCTOBER_2026, MARCH_2027, OCTOBER_2027 = date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31)
ALWAYS = date(2026, 1, 1)
DAY = timedelta(days=1)
HALF_HOUR = timedelta(minutes=30)


def open_daily(starts: time, ends: time, first: date, days: int, tz: ZoneInfo = HELSINKI) -> list[Opening]:
    rules = [WeeklyRule(weekday, starts, ends, "remote", valid_from=ALWAYS) for weekday in range(7)]
    window = Period(at(first, time(), tz=tz), at(first + days * DAY, time(), tz=tz))
    return expand(rules, [], window, tz)


def times_on(night: date, *, step: timedelta = HALF_HOUR, length: timedelta = HALF_HOUR) -> list[Slot]:
    """Free times of that one night, open from 2 to 6 on the wall clock."""
    opening = open_daily(time(2), time(6), night, 1)
    long_before = at(night - 7 * DAY, time())
    return find(opening, [], length=length, step=step, now=long_before, horizon=14 * DAY)


def walls(slots: list[Slot]) -> list[str]:
    return [f"{slot.start.astimezone(HELSINKI):%H:%M}" for slot in slots]


def test_night_of_28_march_2027_the_hour_that_is_skipped_is_never_offered():
    assert walls(times_on(MARCH_2027)) == ["02:00", "02:30", "04:00", "04:30", "05:00", "05:30"]


@pytest.mark.parametrize("night", [OCTOBER_2026, OCTOBER_2027], ids=str)
def test_nights_of_25_october_2026_and_31_october_2027_the_hour_that_comes_twice_is_offered_once(night):
    slots = times_on(night)
    assert walls(slots) == ["02:00", "02:30", "03:00", "03:30", "04:00", "04:30", "05:00", "05:30"]
    assert slots[2].start == datetime.combine(night, time(0), UTC)
    assert slots[4].start == datetime.combine(night, time(2), UTC)


def test_the_grid_stays_on_the_wall_clock_across_the_change():
    """Every 45 minutes from 2.00 goes on at 4.15, not at 4.00, whatever happened to the hour between."""
    step = timedelta(minutes=45)
    assert walls(times_on(MARCH_2027, step=step)) == ["02:00", "04:15", "05:00"]
    assert walls(times_on(OCTOBER_2027, step=step)) == ["02:00", "02:45", "03:30", "04:15", "05:00"]


@pytest.mark.parametrize("night", [OCTOBER_2026, MARCH_2027, OCTOBER_2027], ids=str)
def test_no_session_runs_across_the_change(night):
    slots = times_on(night, length=timedelta(minutes=90))
    assert walls(slots)[-2:] == ["04:00", "04:30"]
    for slot in slots:
        assert slot.start.astimezone(HELSINKI).utcoffset() == (slot.end - HALF_HOUR).astimezone(HELSINKI).utcoffset()
        assert slot.end - slot.start == timedelta(minutes=90)


def test_an_opening_that_begins_in_the_skipped_hour_begins_after_it():
    (opening,) = open_daily(time(3, 30), time(6), MARCH_2027, 1)
    assert opening.period == Period(datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2027, 3, 28, 3, tzinfo=UTC))


def test_an_opening_within_the_skipped_hour_is_none():
    assert open_daily(time(3), time(4), MARCH_2027, 1) == []


@pytest.mark.parametrize(
    "night, hours", [(OCTOBER_2026, 24), (MARCH_2027, 23), (OCTOBER_2027, 24), (date(2027, 6, 1), 24)], ids=str
)
def test_a_whole_day_is_open_for_each_hour_that_the_wall_clock_shows(night, hours):
    opening = open_daily(time(0), time(0), night, 1)
    assert sum((stretch.end - stretch.start for stretch in opening), timedelta()) == timedelta(hours=hours)


@pytest.mark.parametrize("night", [OCTOBER_2026, MARCH_2027, OCTOBER_2027], ids=str)
def test_office_hours_stay_where_they_are_on_the_wall_around_the_change(night):
    """Nobody meets at three at night; Sami's 9 to 16 must not move by an hour on Monday either."""
    opening = open_daily(time(9), time(16), night - 2 * DAY, 5)
    assert [stretch.start.astimezone(HELSINKI).time() for stretch in opening] == 5 * [time(9)]
    assert [stretch.end.astimezone(HELSINKI).time() for stretch in opening] == 5 * [time(16)]


def test_a_clock_time_that_is_skipped_is_known_as_such():
    assert is_skipped(MARCH_2027, time(3, 30), HELSINKI)
    assert not is_skipped(MARCH_2027, time(4), HELSINKI)
    assert not is_skipped(OCTOBER_2027, time(3, 30), HELSINKI)


def test_a_clock_time_that_comes_twice_is_the_first():
    assert at(OCTOBER_2027, time(3, 30)) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def offered(*, starts: time, length: timedelta, step: timedelta, first: date, days: int, tz: ZoneInfo) -> set[datetime]:
    """Every start from the rule's on to midnight, by the wall clock alone: minute by minute, without the engine."""
    found = set()
    for n in range(days):
        wall = datetime.combine(first + n * DAY, starts, tz)
        midnight = datetime.combine(first + n * DAY, time(), tz) + DAY
        while wall + length <= midnight:
            start = wall.astimezone(UTC)
            exists = start.astimezone(tz).replace(fold=0) == wall
            steady = wall.utcoffset() == (start + length - timedelta(minutes=1)).astimezone(tz).utcoffset()
            if exists and steady:
                found.add(start)
            wall += step
    return found


quarters = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))


@given(
    night=st.sampled_from([OCTOBER_2026, MARCH_2027, OCTOBER_2027]),
    starts=quarters,
    length=st.sampled_from([15, 45, 60, 75, 90, 120]).map(lambda minutes: timedelta(minutes=minutes)),
    step=st.sampled_from([15, 30, 45, 60, 90]).map(lambda minutes: timedelta(minutes=minutes)),
    notice=st.timedeltas(timedelta(0), timedelta(days=14)),
    now_before=st.timedeltas(timedelta(days=-8), timedelta(days=8)),
)
@example(  # cal.com #12137: the notice ends on the day of the change
    night=MARCH_2027, starts=time(14), length=timedelta(minutes=90), step=HALF_HOUR, notice=DAY, now_before=DAY
)
def test_starts_equal_the_rule_on_the_wall_clock_within_eight_days_of_a_change(
    *, night, starts, length, step, notice, now_before
):
    first, days = night - 8 * DAY, 17
    now = at(night, time()) - now_before
    opening = open_daily(starts, time(0), first, days)
    slots = find(opening, [], length=length, step=step, notice=notice, now=now, horizon=60 * DAY)
    expected = offered(starts=starts, length=length, step=step, first=first, days=days, tz=HELSINKI)
    assert [slot.start for slot in slots] == sorted(start for start in expected if start >= now + notice)
    assert all(slot.end - slot.start == length for slot in slots)
    assert len({slot.start.astimezone(HELSINKI).replace(tzinfo=None) for slot in slots}) == len(slots)


@pytest.mark.parametrize(
    "zone, night",
    [
        ("Australia/Lord_Howe", date(2027, 4, 4)),  # by half an hour
        ("Australia/Lord_Howe", date(2027, 10, 3)),
        ("Africa/Cairo", date(2027, 4, 30)),  # at midnight, on
        ("Africa/Cairo", date(2027, 10, 28)),  # at midnight, back
    ],
)
def test_other_clocks_than_helsinkis_hold_too(zone, night):
    tz = ZoneInfo(zone)
    opening = open_daily(time(0), time(0), night - 2 * DAY, 5, tz)
    now = opening[0].start
    slots = find(opening, [], length=HALF_HOUR, step=HALF_HOUR, now=now, horizon=60 * DAY)
    assert {slot.start for slot in slots} == offered(
        starts=time(0), length=HALF_HOUR, step=HALF_HOUR, first=night - 2 * DAY, days=5, tz=tz
    )
    assert len(slots) == len({slot.start for slot in slots})
