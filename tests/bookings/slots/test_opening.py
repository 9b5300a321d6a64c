"""Sami's weekly hours and their exceptions, laid out over days."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookings.slots.opening import Closed, ExtraOpening, Opening, WeeklyRule, common, expand
from tyonohjaus.lib.periods import Period

HELSINKI = ZoneInfo("Europe/Helsinki")
ALWAYS = date(2026, 1, 1)
MONDAY, TUESDAY = date(2027, 2, 1), date(2027, 2, 2)
ON_MONDAYS = WeeklyRule(0, time(9), time(16), "remote", valid_from=ALWAYS)


def week(first: date = MONDAY, days: int = 7) -> Period:
    return Period(
        *(datetime.combine(day, time(), HELSINKI).astimezone(UTC) for day in (first, first + timedelta(days)))
    )


def on(day: date, starts: str, ends: str, place_type: str = "remote", grid: str | None = None) -> Opening:
    start, end, begin = (
        datetime.combine(day, time.fromisoformat(clock), HELSINKI).astimezone(UTC)
        for clock in (starts, ends, grid or starts)
    )
    return Opening(start, end, place_type, begin)


def test_a_weekly_rule_opens_on_its_weekday_only():
    assert expand([ON_MONDAYS], [], week(days=14), HELSINKI) == [
        on(MONDAY, "09:00", "16:00"),
        on(date(2027, 2, 8), "09:00", "16:00"),
    ]


def test_a_rule_holds_from_its_first_day_until_its_last_both_included():
    rule = WeeklyRule(0, time(9), time(16), "remote", valid_from=MONDAY, valid_until=date(2027, 2, 8))
    days = [opening.start.date() for opening in expand([rule], [], week(date(2027, 1, 25), days=28), HELSINKI)]
    assert days == [MONDAY, date(2027, 2, 8)]


def test_each_opening_has_its_place_type_and_all_come_in_order_of_time():
    at_the_clients = WeeklyRule(0, time(12), time(16), "workplace", valid_from=ALWAYS)
    from_home = WeeklyRule(0, time(8, 30), time(11, 30), "remote", valid_from=ALWAYS)
    assert expand([at_the_clients, from_home], [], week(), HELSINKI) == [
        on(MONDAY, "08:30", "11:30", "remote"),
        on(MONDAY, "12:00", "16:00", "workplace"),
    ]


def test_hours_that_touch_or_overlap_are_one_opening():
    rules = [WeeklyRule(0, time(a), time(b), "remote", valid_from=ALWAYS) for a, b in [(12, 16), (9, 12), (10, 11)]]
    assert expand(rules, [], week(), HELSINKI) == [on(MONDAY, "09:00", "16:00")]


def test_hours_of_two_place_types_stay_two_openings():
    rules = [WeeklyRule(0, time(9), time(12), place, valid_from=ALWAYS) for place in ("remote", "workplace")]
    assert [opening.place_type for opening in expand(rules, [], week(), HELSINKI)] == ["remote", "workplace"]


def test_an_extra_opening_stands_beside_the_rules():
    extra = ExtraOpening(TUESDAY, time(17), time(19), "premises")
    assert expand([ON_MONDAYS], [extra], week(), HELSINKI) == [
        on(MONDAY, "09:00", "16:00"),
        on(TUESDAY, "17:00", "19:00", "premises"),
    ]


def test_a_closed_day_is_not_open_and_its_neighbours_are():
    rules = [WeeklyRule(weekday, time(9), time(16), "remote", valid_from=ALWAYS) for weekday in range(3)]
    openings = expand(rules, [Closed(TUESDAY, TUESDAY)], week(), HELSINKI)
    assert openings == [on(MONDAY, "09:00", "16:00"), on(date(2027, 2, 3), "09:00", "16:00")]


def test_july_is_closed_from_its_first_to_its_last_day():
    rules = [WeeklyRule(weekday, time(9), time(16), "remote", valid_from=ALWAYS) for weekday in range(7)]
    july = Closed(date(2027, 7, 1), date(2027, 7, 31))
    days = {opening.start.date() for opening in expand(rules, [july], week(date(2027, 6, 30), days=33), HELSINKI)}
    assert days == {date(2027, 6, 30), date(2027, 8, 1)}


def test_closed_hours_are_closed_on_each_day_and_leave_the_grid_as_it_was():
    rules = [WeeklyRule(weekday, time(9), time(16), "remote", valid_from=ALWAYS) for weekday in range(2)]
    lunch = Closed(MONDAY, TUESDAY, time(11, 40), time(12, 10))
    assert expand(rules, [lunch], week(), HELSINKI) == [
        on(MONDAY, "09:00", "11:40"),
        on(MONDAY, "12:10", "16:00", grid="09:00"),
        on(TUESDAY, "09:00", "11:40"),
        on(TUESDAY, "12:10", "16:00", grid="09:00"),
    ]


def test_closed_from_a_time_or_until_a_time():
    from_14, until_10 = Closed(MONDAY, MONDAY, starts=time(14)), Closed(MONDAY, MONDAY, ends=time(10))
    assert expand([ON_MONDAYS], [from_14, until_10], week(), HELSINKI) == [on(MONDAY, "10:00", "14:00", grid="09:00")]


def test_closed_wins_over_an_extra_opening():
    extra = ExtraOpening(TUESDAY, time(9), time(12), "remote")
    for exceptions in ([extra, Closed(MONDAY, TUESDAY)], [Closed(MONDAY, TUESDAY), extra]):
        assert expand([], exceptions, week(), HELSINKI) == []


def test_the_window_cuts_an_opening_but_not_its_grid():
    window = Period(datetime(2027, 2, 1, 8, 15, tzinfo=UTC), datetime(2027, 2, 1, 12, tzinfo=UTC))
    assert expand([ON_MONDAYS], [], window, HELSINKI) == [on(MONDAY, "10:15", "14:00", grid="09:00")]


def test_hours_may_last_until_midnight():
    late = WeeklyRule(0, time(20), time(0), "remote", valid_from=ALWAYS)
    (opening,) = expand([late], [], week(), HELSINKI)
    assert opening.period == Period(datetime(2027, 2, 1, 18, tzinfo=UTC), datetime(2027, 2, 1, 22, tzinfo=UTC))


@pytest.mark.parametrize(
    "nonsense",
    [
        lambda: WeeklyRule(7, time(9), time(16), "remote", valid_from=ALWAYS),
        lambda: WeeklyRule(0, time(16), time(9), "remote", valid_from=ALWAYS),
        lambda: WeeklyRule(0, time(9), time(9), "remote", valid_from=ALWAYS),
        lambda: ExtraOpening(MONDAY, time(16), time(9), "remote"),
        lambda: Closed(TUESDAY, MONDAY),
        lambda: Closed(MONDAY, MONDAY, time(16), time(9)),
    ],
)
def test_hours_that_cannot_be_are_refused(nonsense):
    with pytest.raises(ValueError, match=r"weekday|after they start|before the first"):
        nonsense()


def test_a_shared_session_is_possible_where_both_are_open():
    """A7: Sami and Kaisa lead a group together; one of them alone is no opening."""
    sami = [on(MONDAY, "08:30", "12:00", "remote"), on(MONDAY, "12:00", "16:00", "workplace")]
    kaisa = [
        on(MONDAY, starts, ends, "workplace")
        for starts, ends in [("08:30", "12:00"), ("12:45", "16:00"), ("16:00", "17:00")]
    ]
    assert common(sami, kaisa) == [on(MONDAY, "12:45", "16:00", "workplace", grid="12:00")]
    assert common(sami, []) == []


clocks = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
place_types = st.sampled_from(["remote", "workplace"])


@st.composite
def hours(draw: st.DrawFn) -> tuple[time, time]:
    starts, ends = draw(st.lists(clocks, min_size=2, max_size=2, unique=True).map(sorted))
    return starts, ends


@given(
    weekly=st.lists(st.tuples(st.integers(0, 6), hours(), place_types), max_size=6),
    extra=st.lists(st.tuples(st.integers(0, 13), hours(), place_types), max_size=3),
    closed=st.lists(st.tuples(st.integers(0, 13), st.integers(0, 3), hours()), max_size=4),
)
def test_open_is_what_some_rule_opens_and_nothing_closes(weekly, extra, closed):
    rules = [WeeklyRule(weekday, *times, place, valid_from=ALWAYS) for weekday, times, place in weekly]
    extras = [ExtraOpening(MONDAY + timedelta(n), *times, place) for n, times, place in extra]
    closures = [Closed(MONDAY + timedelta(n), MONDAY + timedelta(n + more), *times) for n, more, times in closed]
    openings = expand(rules, [*extras, *closures], week(days=14), HELSINKI)

    def is_open(day: date, clock: time, place: str) -> bool:
        opens = [rule for rule in rules if rule.weekday == day.weekday()] + [
            extra for extra in extras if extra.date == day
        ]
        return any(o.starts <= clock < o.ends and o.place_type == place for o in opens) and not any(
            c.first_date <= day <= c.last_date and c.starts <= clock < c.ends for c in closures
        )

    for quarter in range(14 * 96):
        local = datetime.combine(MONDAY, time(), HELSINKI) + timedelta(minutes=15 * quarter)
        for place in ("remote", "workplace"):
            found = [o for o in openings if o.place_type == place and o.start <= local < o.end]
            assert len(found) == is_open(local.date(), local.time(), place)


@given(st.lists(hours(), max_size=5), st.lists(hours(), max_size=5))
def test_common_is_what_both_have(mine, theirs):
    sami, kaisa = (
        expand([WeeklyRule(0, *times, "remote", valid_from=ALWAYS) for times in each], [], week(), HELSINKI)
        for each in (mine, theirs)
    )
    shared = common(sami, kaisa)
    assert all(o.start < o.end for o in shared)
    for quarter in range(96):
        local = datetime.combine(MONDAY, time(), HELSINKI) + timedelta(minutes=15 * quarter)
        both = all(any(o.start <= local < o.end for o in each) for each in (sami, kaisa))
        assert any(o.start <= local < o.end for o in shared) == both
