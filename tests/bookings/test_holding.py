"""Aino asks for a time; until when is it hers while Maija, her manager, decides?"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookings.holding import APPROVAL_NOTICE, hold_deadline
from tyonohjaus.lib.working_days import is_working_day

HELSINKI = ZoneInfo("Europe/Helsinki")


def helsinki(*wall: int) -> datetime:
    return datetime(*wall, tzinfo=HELSINKI).astimezone(UTC)


def deadline(requested_at: datetime, starts_at: datetime) -> datetime:
    return hold_deadline(requested_at=requested_at, starts_at=starts_at)


def test_a_time_is_held_until_16_on_the_third_working_day():
    """As on the booking page: asked on Monday 1.2., the time is Aino's until Thursday 4.2. at 16."""
    assert deadline(helsinki(2027, 2, 1, 9, 30), helsinki(2027, 2, 9, 10)) == helsinki(2027, 2, 4, 16)


@pytest.mark.parametrize(
    "requested_at",
    [
        helsinki(2027, 2, 1, 0, 0),
        helsinki(2027, 2, 1, 15, 59),
        helsinki(2027, 2, 1, 16, 1),
        helsinki(2027, 2, 1, 23, 59),
    ],
)
def test_the_day_of_the_request_does_not_count_whatever_the_hour(requested_at):
    assert deadline(requested_at, helsinki(2027, 2, 20, 10)) == helsinki(2027, 2, 4, 16)


def test_a_weekend_does_not_count():
    thursday, friday, saturday = helsinki(2027, 2, 4, 12), helsinki(2027, 2, 5, 12), helsinki(2027, 2, 6, 12)
    far = helsinki(2027, 3, 1, 10)
    assert deadline(thursday, far) == helsinki(2027, 2, 9, 16)
    assert deadline(friday, far) == helsinki(2027, 2, 10, 16)
    assert deadline(saturday, far) == helsinki(2027, 2, 10, 16)


def test_holidays_do_not_count():
    """Over Easter, and over Christmas with its eve."""
    assert deadline(helsinki(2027, 3, 25, 12), helsinki(2027, 5, 1, 10)) == helsinki(2027, 4, 1, 16)
    assert deadline(helsinki(2026, 12, 23, 12), helsinki(2027, 2, 1, 10)) == helsinki(2026, 12, 30, 16)


def test_16_is_16_on_the_wall_on_both_sides_of_the_change():
    """The clocks change on Sunday 28.3.2027: 16.00 is 14.00 UTC before it and 13.00 UTC after."""
    far = helsinki(2027, 5, 1, 10)
    assert deadline(helsinki(2027, 3, 22, 12), far) == datetime(2027, 3, 25, 14, tzinfo=UTC)
    assert deadline(helsinki(2027, 3, 25, 12), far) == datetime(2027, 4, 1, 13, tzinfo=UTC)


def test_the_request_is_of_the_day_in_helsinki():
    just_after_midnight = datetime(2027, 1, 31, 22, 30, tzinfo=UTC)
    assert deadline(just_after_midnight, helsinki(2027, 2, 20, 10)) == helsinki(2027, 2, 4, 16)


def test_a_near_time_is_held_until_24_hours_before_it():
    assert deadline(helsinki(2027, 2, 1, 9), helsinki(2027, 2, 3, 10)) == helsinki(2027, 2, 2, 10)


def test_what_cannot_be_held_at_all_is_refused():
    with pytest.raises(ValueError, match="no time to approve"):
        deadline(helsinki(2027, 2, 1, 9), helsinki(2027, 2, 2, 9))


@given(
    requested_at=st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    ahead=st.timedeltas(APPROVAL_NOTICE, timedelta(days=30)),
)
def test_the_deadline_lies_after_the_request_and_a_day_before_the_start(requested_at, ahead):
    starts_at = requested_at + ahead
    held_until = deadline(requested_at, starts_at)
    assert requested_at < held_until <= starts_at - timedelta(hours=24)
    if held_until < starts_at - timedelta(hours=24):
        local = held_until.astimezone(HELSINKI)
        assert (local.hour, local.minute, local.second) == (16, 0, 0)
        assert is_working_day(local.date())
