"""A session that grows against a booking in the time that it grows into, and against a yes to the shorter one, in real
threads: never two in one time, never a yes to a length that was not asked (A1, A2)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from bookings import diary, lengths
from bookings.models import Asked, Booking, Status
from bookings.problems import NotBookable
from processes.models import PriceItem, Process
from tests import factories
from tests.bookings.test_races import ROUNDS, all_at_once
from tests.factories import NOW, helsinki
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import Organisation, User

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_deadlock")]

TEN = helsinki("2027-02-09 10:00")
LONG = 120


@pytest.fixture(autouse=True)
def price(kuuloke: None) -> None:
    PriceItem.objects.create(kind="individual", minutes=LONG, price=Decimal(220), valid_from="2026-01-01")


def test_a_session_grows_or_the_time_after_it_is_booked_A1(
    aino_with_sami: Process, sami: User, eero: User, lehtola: Organisation
) -> None:
    eeros = factories.make_process(supervisor=sami, supervisees=[eero], organisation=lehtola)
    for number in range(ROUNDS):
        start = TEN + timedelta(weeks=number)
        booking = diary.book(aino_with_sami, starts_at=start, by=sami, now=NOW, outside_hours=True)
        after = start + timedelta(minutes=105)
        outcomes = all_at_once(
            lambda b=booking: lengths.change_length(b, minutes=LONG, by=sami, now=NOW),
            lambda at=after: diary.book(eeros, starts_at=at, by=sami, now=NOW, outside_hours=True),
        )
        assert outcomes == {"done": 1, NotBookable.__name__: 1}, number
        booking.refresh_from_db()
        single = Booking.objects.filter(process=eeros, status=Status.CONFIRMED).count()
        assert (booking.minutes, single) in {(LONG, 0), (90, 1)}
        for row in Booking.objects.confirmed():
            row.cancel(by=sami, now=NOW)


def test_a_yes_to_the_shorter_one_never_confirms_the_longer_A2(aino_asks: Process, sami: User, maija: User) -> None:
    for number in range(ROUNDS):
        start = TEN + timedelta(weeks=number)
        booking = diary.book(aino_asks, starts_at=start, by=sami, now=NOW, outside_hours=True)
        outcomes = all_at_once(
            lambda b=booking: b.approve(by=maija, shown=Asked(b.times, b.price)),
            lambda b=booking: lengths.change_length(b, minutes=LONG, by=sami, now=NOW),
        )
        assert set(outcomes) <= {"done", TooLate.__name__}, (number, outcomes)
        booking.refresh_from_db()
        assert (booking.minutes, booking.status) == (LONG, Status.REQUESTED), number
        booking.cancel(by=sami, now=NOW)
