"""Aino cancels, or Sami does: is it in time, and what does it cost?"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookings.cancellation import Assessment, assess
from processes.models import Process
from tests import factories
from tests.factories import NOW
from tyonohjaus.people.models import User

HELSINKI = ZoneInfo("Europe/Helsinki")
TUESDAY_AT_10 = datetime(2027, 2, 9, 8, tzinfo=UTC)
MONDAY_AT_10 = datetime(2027, 2, 8, 8, tzinfo=UTC)


def rule(now, **changed) -> Assessment:
    return assess(
        **{
            "starts_at": TUESDAY_AT_10,
            "now": now,
            "hours": 24,
            "share_percent": 100,
            "price": Decimal("175.00"),
            "cancelled_by_supervisor": False,
        }
        | changed
    )


def test_a_cancellation_in_time_costs_nothing():
    assert rule(MONDAY_AT_10 - timedelta(minutes=1)) == Assessment(
        late=False, chargeable=False, share_percent=0, amount=Decimal("0.00"), free_until=MONDAY_AT_10
    )


def test_the_last_free_instant_is_free():
    assert not rule(MONDAY_AT_10).late
    assert rule(MONDAY_AT_10 + timedelta(microseconds=1)).late


def test_late_cancellation_is_chargeable():
    assert rule(MONDAY_AT_10 + timedelta(minutes=1)) == Assessment(
        late=True, chargeable=True, share_percent=100, amount=Decimal("175.00"), free_until=MONDAY_AT_10
    )


def test_half_of_the_price_is_rounded_half_up_to_the_cent():
    assert rule(TUESDAY_AT_10, share_percent=50, price=Decimal("160.55")).amount == Decimal("80.28")


def test_the_supervisors_own_cancellation_is_never_late_and_never_charged():
    assert rule(TUESDAY_AT_10, cancelled_by_supervisor=True) == Assessment(
        late=False, chargeable=False, share_percent=0, amount=Decimal("0.00"), free_until=MONDAY_AT_10
    )


def test_an_internal_session_has_no_amount():
    assert rule(TUESDAY_AT_10, price=None).amount is None
    assert rule(MONDAY_AT_10, price=None).amount is None


def test_a_share_of_nothing_is_late_but_not_chargeable():
    late = rule(TUESDAY_AT_10, share_percent=0)
    assert (late.late, late.chargeable, late.amount) == (True, False, Decimal("0.00"))


def test_without_hours_a_session_is_free_to_cancel_until_it_starts():
    assert not rule(TUESDAY_AT_10, hours=0).late
    assert rule(TUESDAY_AT_10 + timedelta(minutes=1), hours=0).late


def test_hours_have_sixty_minutes_also_when_the_clocks_change():
    """On the night before Sunday 28.3.2027 the clock skips an hour: 24 hours before 10.00 is Saturday 9.00."""
    sunday_at_10 = datetime(2027, 3, 28, 10, tzinfo=HELSINKI).astimezone(UTC)
    free_until = rule(MONDAY_AT_10, starts_at=sunday_at_10).free_until
    assert free_until.astimezone(HELSINKI) == datetime(2027, 3, 27, 9, tzinfo=HELSINKI)


@pytest.mark.parametrize("changed", [{"hours": -1}, {"share_percent": 101}, {"share_percent": -1}])
def test_a_rule_that_is_none_is_refused(changed):
    with pytest.raises(ValueError, match="No cancellation rule"):
        rule(MONDAY_AT_10, **changed)


@given(
    hours=st.integers(0, 200),
    share_percent=st.integers(0, 100),
    price=st.decimals(0, 1000, places=2),
    notice=st.timedeltas(timedelta(days=-1), timedelta(days=14)),
    cancelled_by_supervisor=st.booleans(),
)
def test_never_more_than_the_price_and_nothing_unless_late(
    hours, share_percent, price, notice, cancelled_by_supervisor
):
    answer = rule(
        TUESDAY_AT_10 - notice,
        hours=hours,
        share_percent=share_percent,
        price=price,
        cancelled_by_supervisor=cancelled_by_supervisor,
    )
    assert answer.late == (notice < timedelta(hours=hours) and not cancelled_by_supervisor)
    assert answer.chargeable == (answer.late and share_percent > 0)
    assert 0 <= answer.amount <= price
    assert answer.chargeable or answer.amount == 0


# --- what is kept of it says the same


@pytest.mark.parametrize("after, late", [(timedelta(), False), (timedelta(microseconds=1), True)])
def test_a_kept_cancellation_at_the_limit_is_in_time_as_it_was_charged(
    aino_with_sami: Process, aino: User, after: timedelta, late: bool
) -> None:
    """The rule that charges and the word that tells agree on the last free instant."""
    start = NOW + timedelta(days=1)
    booking = factories.make_booking(process=aino_with_sami, starts_at=start)
    row = booking.cancel(by=aino, now=start - timedelta(hours=24) + after)

    assert row.cancellation.was_late is late
    assert bool(row.cancellation.share) is late
