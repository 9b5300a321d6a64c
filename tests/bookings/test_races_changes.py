"""Answers against answers, moves against bookings, and two who lead together: hundreds of times at once (A1, A2, A7).

Each test prints how long the slowest answer took: `ROUNDS=400 pytest -s tests/bookings/test_races_changes.py`.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from bookings import diary
from bookings.earlier_times import take
from bookings.models import Allocation, Approval, Booking, Status, TimeOffer, TimeWish
from bookings.problems import NotBookable
from bookings.substitutes import name_substitute, withdraw_substitute
from bookings.taking import give_time, lock
from processes.models import Process
from tests import factories
from tests.bookings.test_races import ROUNDS, all_at_once
from tests.factories import NOW, helsinki
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_deadlock")]

TEN = helsinki("2027-02-09 10:00")
HALF = timedelta(minutes=30)
Waits = list[float]


@pytest.fixture
def waits(request: pytest.FixtureRequest) -> Iterator[Waits]:
    taken: Waits = []
    yield taken
    print(f"\n{request.node.name}: slowest of {len(taken)} answers {max(taken):.2f} s")


@pytest.fixture
def eeros(kuuloke: Any, sami: User, eero: User, lehtola: Any) -> Process:
    return factories.make_process(supervisor=sami, supervisees=[eero], organisation=lehtola)


def of_round(number: int) -> datetime:
    """Another time in each: Tuesdays, four a day."""
    return TEN + timedelta(weeks=number % 40, minutes=90 * (number // 40 % 4))


def call_off(*bookings: Booking, by: User) -> None:
    """The time of all is free again."""
    for booking in bookings:
        booking.refresh_from_db()
        if booking.can("cancel", now=NOW):
            booking.cancel(by=by, now=NOW)
    assert not ahead().exists()


def ahead() -> Any:
    return Allocation.objects.filter(starts_at__gt=NOW)


def booked(process: Process, at: datetime, by: User) -> Callable[[], Booking]:
    return lambda: diary.book(process, starts_at=at, by=by, now=NOW, outside_hours=True)


def moved(booking: Booking, to: datetime, by: User) -> Callable[[], Booking]:
    return lambda: diary.move(booking, starts_at=to, by=by, now=NOW, outside_hours=True)


# --- yes against yes


def test_two_managers_say_yes_at_once_and_it_is_confirmed_once_A2(
    group_asks: Process, sami: User, maija: User, pekka: User, waits: Waits
) -> None:
    for number in range(ROUNDS):
        booking = booked(group_asks, of_round(number), sami)()
        outcomes = all_at_once(
            lambda b=booking: b.approve(by=maija), lambda b=booking: b.approve(by=pekka), waits=waits
        )
        booking.refresh_from_db()
        assert (outcomes, booking.status) == ({"done": 2}, Status.CONFIRMED), number
        assert Event.objects.filter(name="booking.confirmed", subject_id=booking.pk).count() == 1
        call_off(booking, by=sami)


def test_the_supervisors_yes_and_the_managers_at_once_confirm_it_once_A2(
    aino_asks: Process, aino: User, sami: User, maija: User, waits: Waits
) -> None:
    sami.supervisor.change(by=sami, confirms_requests=True)
    for number in range(ROUNDS):
        booking = diary.book(aino_asks, starts_at=TEN, by=aino, now=NOW)
        outcomes = all_at_once(lambda b=booking: b.accept(by=sami), lambda b=booking: b.approve(by=maija), waits=waits)
        booking.refresh_from_db()
        assert (outcomes, booking.status) == ({"done": 2}, Status.CONFIRMED), number
        assert Event.objects.filter(name="booking.confirmed", subject_id=booking.pk).count() == 1
        call_off(booking, by=sami)


def test_the_supervisors_no_and_the_managers_yes_at_once_never_confirm_it_A2(
    aino_asks: Process, aino: User, sami: User, maija: User, waits: Waits
) -> None:
    sami.supervisor.change(by=sami, confirms_requests=True)
    for number in range(ROUNDS):
        booking = diary.book(aino_asks, starts_at=TEN, by=aino, now=NOW)
        outcomes = all_at_once(
            lambda b=booking: b.turn_down(by=sami), lambda b=booking: b.approve(by=maija), waits=waits
        )
        booking.refresh_from_db()
        assert booking.status == Status.DECLINED, (number, outcomes)
        assert outcomes["done"] + outcomes[TooLate.__name__] == 2
        assert not booking.allocations.exists()


def test_one_manager_in_three_windows_says_yes_once_A2(
    aino_asks: Process, sami: User, maija: User, laura: User, waits: Waits
) -> None:
    """In the portal, by the link of the mail, and by phone through the office."""
    for number in range(ROUNDS):
        booking = booked(aino_asks, of_round(number), sami)()
        outcomes = all_at_once(
            lambda b=booking: b.approve(by=maija),
            lambda b=booking: b.approve(by=maija, via="link"),
            lambda b=booking: b.approve(by=maija, via="phone", recorded_by=laura),
            waits=waits,
        )
        assert outcomes == {"done": 1, TooLate.__name__: 2}, number
        assert Approval.objects.filter(booking=booking).count() == 1
        call_off(booking, by=sami)


def test_two_managers_approve_one_series_at_once_A2(
    group_asks: Process, sami: User, maija: User, pekka: User, waits: Waits
) -> None:
    group_asks.approval = "series"
    group_asks.save()
    for number in range(ROUNDS):
        starts = [of_round(number) + timedelta(weeks=n) for n in range(4)]
        series = diary.book_series(group_asks, starts=starts, by=sami, now=NOW)
        outcomes = all_at_once(lambda s=series: s.approve(by=maija), lambda s=series: s.approve(by=pekka), waits=waits)
        assert outcomes == {"done": 2}, number
        assert set(series.bookings.values_list("status", flat=True)) == {Status.CONFIRMED}
        call_off(*series.bookings.all(), by=sami)


# --- a move against a booking, and against another move


def test_a_move_against_a_booking_of_the_same_time_A1(
    aino_with_sami: Process, eeros: Process, sami: User, waits: Waits
) -> None:
    for number in range(ROUNDS):
        before, to = of_round(number), of_round(number) + timedelta(days=1)
        session = booked(aino_with_sami, before, sami)()
        outcomes = all_at_once(moved(session, to, sami), booked(eeros, to + HALF * (number % 3 - 1), sami), waits=waits)
        assert outcomes == {"done": 1, NotBookable.__name__: 1}, number
        session.refresh_from_db()
        other = eeros.bookings.open().first()
        assert (session.starts_at == to) == (other is None)
        assert set(session.allocations.values_list("starts_at", flat=True)) == {session.starts_at}
        call_off(session, *([other] if other else []), by=sami)


def test_two_sessions_that_take_each_others_time_at_once_stay_whole_A1(
    aino_with_sami: Process, eeros: Process, sami: User, waits: Waits
) -> None:
    """Neither may: the time is the other's until it has gone."""
    for number in range(ROUNDS):
        at, later = of_round(number), of_round(number) + timedelta(days=1)
        mine, theirs = booked(aino_with_sami, at, sami)(), booked(eeros, later, sami)()
        outcomes = all_at_once(moved(mine, later, sami), moved(theirs, at, sami), waits=waits)
        assert outcomes == {NotBookable.__name__: 2}, number
        assert set(Allocation.objects.values_list("booking", "starts_at").distinct()) == {
            (mine.pk, at),
            (theirs.pk, later),
        }
        call_off(mine, theirs, by=sami)


# --- two who lead together: their calendars stand in opposite orders


def test_both_lead_both_groups_and_one_gets_the_time_A7(
    led_crosswise: list[Process], sami: User, kaisa: User, waits: Waits
) -> None:
    one, other = led_crosswise
    for number in range(ROUNDS):
        at = of_round(number)
        outcomes = all_at_once(booked(one, at, sami), booked(other, at + HALF * (number % 3), kaisa), waits=waits)
        assert outcomes == {"done": 1, NotBookable.__name__: 1}, number
        assert Allocation.objects.count() == 2
        call_off(*Booking.objects.open(), by=sami)


def test_both_groups_move_to_one_time_and_one_gets_it_A7(
    led_crosswise: list[Process], sami: User, kaisa: User, waits: Waits
) -> None:
    one, other = led_crosswise
    for number in range(ROUNDS):
        at, to = of_round(number), of_round(number) + timedelta(days=1)
        mine, theirs = booked(one, at, sami)(), booked(other, at + timedelta(days=2), kaisa)()
        outcomes = all_at_once(moved(mine, to, sami), moved(theirs, to + HALF, kaisa), waits=waits)
        assert outcomes == {"done": 1, NotBookable.__name__: 1}, number
        assert Allocation.objects.count() == 4
        call_off(mine, theirs, by=sami)


# --- an offer, a substitute


def test_a_held_offer_is_taken_while_another_books_it_E5(
    aino_with_sami: Process, eeros: Process, aino: User, sami: User, waits: Waits
) -> None:
    """What is held is nobody else's, up to the instant at which it is theirs."""
    for number in range(ROUNDS):
        at = of_round(number % 20)  # within the horizon of those who book themselves
        offer = held_for(aino_with_sami, at, aino)
        outcomes = all_at_once(lambda o=offer: take(o, by=aino, now=NOW), booked(eeros, at + HALF, sami), waits=waits)
        assert outcomes == {"done": 1, NotBookable.__name__: 1}, number
        [taken] = Booking.objects.open()
        assert taken.process == aino_with_sami
        call_off(taken, by=sami)


def held_for(process: Process, at: datetime, user: User) -> TimeOffer:
    wish = TimeWish.ask(process, by=user, from_on=NOW.date())
    until = {"ends_at": at + timedelta(minutes=90), "held_until": NOW + timedelta(hours=3)}
    with transaction.atomic():
        offer = TimeOffer.objects.create(wish=wish, place="remote", starts_at=at, **until)
        give_time(offer, lock(process, NOW, at)[1])
    return offer


def test_a_session_called_off_while_a_substitute_is_named_takes_nobodys_time_A4(
    aino_with_sami: Process, sami: User, kaisa: User, waits: Waits
) -> None:
    for number in range(ROUNDS):
        at = of_round(number)
        session = booked(aino_with_sami, at, sami)()
        day = clock.day_of(at)
        outcomes = all_at_once(
            lambda d=day: name_substitute(aino_with_sami, user=kaisa, first_on=d, last_on=d, by=sami, now=NOW),
            lambda s=session: s.cancel(by=sami, now=NOW),
            waits=waits,
        )
        assert outcomes == {"done": 2}, number
        assert not ahead().exists(), number
        substitute = aino_with_sami.participants.get(stands_for__isnull=False)
        withdraw_substitute(substitute, by=sami, now=NOW)
        aino_with_sami.participants.filter(pk=substitute.pk).delete()
