"""Series against single bookings and against each other, in real threads: no half series, no deadlock (A7, C2)."""

from datetime import timedelta
from typing import Any

import pytest

from bookings import diary
from bookings.models import Allocation, Asked, Booking, Series, Status
from bookings.problems import NotBookable
from processes.models import Process
from tests import factories
from tests.bookings.test_races import ROUNDS, all_at_once
from tests.factories import NOW, helsinki
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import User

pytestmark = pytest.mark.usefixtures("no_deadlock")

FIRST = helsinki("2027-02-09 10:00")
TIMES = 5


def starts(round_: int, *, shift: int = 0) -> list[Any]:
    """Five Tuesdays, in each round others."""
    begin = FIRST + timedelta(weeks=6 * (round_ % 15), minutes=30 * (round_ // 15 % 4))
    return [begin + timedelta(weeks=n, minutes=shift) for n in range(TIMES)]


@pytest.fixture
def singly(kuuloke: Any, sami: User, eero: User, lehtola: Any) -> Process:
    return factories.make_process(supervisor=sami, supervisees=[eero], organisation=lehtola)


def clear() -> None:
    Allocation.objects.all().delete()
    Booking.objects.update(status=Status.DECLINED, held_until=None)


def whole(process: Process) -> int:
    """How many of its times are taken: none or all."""
    taken = Booking.objects.filter(process=process, status=Status.CONFIRMED).count()
    assert taken in {0, TIMES}
    return taken


@pytest.mark.django_db(transaction=True)
def test_a_series_against_a_single_booking_leaves_no_half_series_C2(
    aino_with_sami: Process, singly: Process, sami: User
) -> None:
    aino_with_sami.agreed_count = None
    aino_with_sami.save()
    for number in range(ROUNDS):
        times = starts(number)
        wanted = times[number % TIMES] + timedelta(minutes=30)
        outcomes = all_at_once(
            lambda times=times: diary.book_series(aino_with_sami, starts=times, by=sami, now=NOW),
            lambda at=wanted: diary.book(singly, starts_at=at, by=sami, now=NOW, outside_hours=True),
        )
        assert outcomes == {"done": 1, NotBookable.__name__: 1}, number
        single = Booking.objects.filter(process=singly, status=Status.CONFIRMED).count()
        assert (whole(aino_with_sami), single) in {(TIMES, 0), (0, 1)}
        clear()


@pytest.mark.django_db(transaction=True)
def test_series_against_series_with_two_calendars_in_opposite_orders_A7(
    led_crosswise: list[Process], sami: User, kaisa: User
) -> None:
    """The times overlap and are not equal; the second runs backwards."""
    for number in range(ROUNDS):
        forth, back = starts(number), starts(number, shift=30)[::-1]
        outcomes = all_at_once(
            lambda times=forth: diary.book_series(led_crosswise[0], starts=times, by=sami, now=NOW),
            lambda times=back: diary.book_series(led_crosswise[1], starts=times, by=kaisa, now=NOW),
        )
        assert outcomes == {"done": 1, NotBookable.__name__: 1}, number
        assert sorted(whole(process) for process in led_crosswise) == [0, TIMES]
        assert Allocation.objects.count() == 2 * TIMES
        clear()


@pytest.mark.django_db(transaction=True)
def test_a_series_that_moves_against_one_that_is_called_off_C2(aino_with_sami: Process, sami: User) -> None:
    """Whoever is second finds that the dates have changed: never some moved and others called off."""
    aino_with_sami.agreed_count = None
    aino_with_sami.save()
    for number in range(ROUNDS):
        series = diary.book_series(aino_with_sami, starts=starts(number), by=sami, now=NOW)
        shown = {one.pk: one.times for one in series.bookings.all()}
        to = {pk: at + timedelta(minutes=30) for pk, (at, _end) in shown.items()}
        outcomes = all_at_once(
            lambda s=series, f=shown, t=to: diary.move_several(s, shown=f, to=t, by=sami, now=NOW),
            lambda s=series, f=shown: s.cancel(f, by=sami, now=NOW),
        )
        assert outcomes == {"done": 1, TooLate.__name__: 1}, number
        now_at = Series.objects.get(pk=series.pk).bookings.values_list("status", "sequence").distinct()
        assert len(now_at) == 1, number
        clear()


@pytest.mark.django_db(transaction=True)
def test_a_yes_to_a_series_against_its_moving_ends_in_order(aino_with_sami: Process, sami: User, maija: User) -> None:
    aino_with_sami.agreed_count, aino_with_sami.approval = None, "series"
    aino_with_sami.save()
    for number in range(ROUNDS):
        series = diary.book_series(aino_with_sami, starts=starts(number), by=sami, now=NOW)
        shown = {one.pk: one.times for one in series.bookings.all()}
        asked = {one.pk: Asked(one.times, one.price) for one in series.bookings.all()}
        to = {pk: at + timedelta(minutes=30) for pk, (at, _end) in shown.items()}
        outcomes = all_at_once(
            lambda s=series, f=asked: s.approve(by=maija, shown=f),
            lambda s=series, f=shown, t=to: diary.move_several(s, shown=f, to=t, by=sami, now=NOW),
        )
        assert set(outcomes) <= {"done", TooLate.__name__}, (number, outcomes)
        assert {row.starts_at for row in series.bookings.all()} == set(to.values())
        assert set(series.bookings.values_list("status", flat=True)) == {Status.REQUESTED}  # the new times wait anew
        clear()
