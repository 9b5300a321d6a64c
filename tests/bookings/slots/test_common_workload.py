"""The workload that `python -m benchmarks.slots` measures. How fast it is, is printed there and asserted nowhere."""

import pytest

from benchmarks.slots import bookings, free_times, free_times_from_rules, openings


@pytest.mark.parametrize("weeks, count", [(4, 120), (52, 1_560)])
def test_two_sessions_a_workday_leave_six_free_times(weeks, count):
    slots = free_times(weeks, openings(weeks), bookings(weeks))
    assert len(slots) == count
    assert slots == free_times_from_rules(weeks, bookings(weeks))
