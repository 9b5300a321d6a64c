"""Many at once: real threads with connections of their own, on the database of this run (A1, A2).

One round of fifty does not show a deadlock: hundreds do (DESIGN section 6).
"""

import gc
import os
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from typing import Any

import pytest
from django.db import connections

from bookings import diary
from bookings.earlier_times import offer_freed
from bookings.models import Allocation, Booking, Calendar, FreedTime, Room, Status, TimeOffer, TimeWish
from bookings.places import change_place
from bookings.problems import NotBookable
from processes import parties
from processes.models import Place, Process
from tests import factories
from tests.factories import NOW, helsinki
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import User

THREADS = 20
ROUNDS = int(os.environ.get("ROUNDS", "3"))  # ROUNDS=400 for the whole of DESIGN section 6: some minutes


def all_at_once(*acts: Callable[[], Any], waits: list[float] | None = None) -> Counter[str]:
    """Run these in threads that start together; count what came of them by name. `waits` takes the seconds from the
    start of all to each one's answer."""
    outcomes: Counter[str] = Counter()
    began: list[float] = []
    gate = threading.Barrier(len(acts), action=lambda: began.append(time.monotonic()))

    def run(act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            act()
            outcome = "done"
        except Exception as refusal:  # noqa: BLE001 (whatever came of it is what the test asks)
            outcome = type(refusal).__name__
        finally:
            if waits is not None:
                waits.append(time.monotonic() - began[0])
            connections.close_all()
        outcomes[outcome] += 1

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.fixture
def crowd(sami: User, kuuloke: Any, lehtola: Any) -> list[Process]:
    people = [factories.make_person(name=f"Ohjattava {number}") for number in range(THREADS)]
    return [factories.make_process(supervisor=sami, supervisees=[person], organisation=lehtola) for person in people]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_deadlock")
@pytest.mark.slow
def test_twenty_want_one_time_and_exactly_one_gets_it_A1(crowd: list[Process]) -> None:
    """The one who asks first of all, in a process just started, waits for what it reads once: so one has booked before.
    The collector leaves alone what is loaded, as it does in the portal (tyonohjaus/wsgi.py)."""
    first = parties.supervisees(crowd[0])[0].user
    diary.book(crowd[0], starts_at=helsinki("2027-03-16 09:00"), by=first, now=NOW).cancel(by=first, now=NOW)
    gc.freeze()
    waits: list[float] = []
    for number in range(ROUNDS):
        starts_at = helsinki("2027-02-09 09:00") + timedelta(days=7 * (number // 4 % 5), minutes=90 * (number % 4))

        def act(process: Process, starts_at: Any = starts_at, shift: int = 0) -> Callable[[], Any]:
            person = parties.supervisees(process)[0].user
            return lambda: diary.book(process, starts_at=starts_at + timedelta(minutes=shift), by=person, now=NOW)

        outcomes = all_at_once(*(act(process) for process in crowd), waits=waits)

        assert outcomes == {"done": 1, NotBookable.__name__: THREADS - 1}
        taken = Allocation.objects.get(booking__starts_at=starts_at, calendar__user__supervisor__isnull=False)
        taken.booking.cancel(by=taken.booking.created_by, now=NOW)
    late = sum(wait > 1 for wait in waits)
    print(
        f"slowest of {len(waits)} answers: {max(waits):.2f} s, {late} took over 1 s; half within {median(waits):.2f} s"
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_deadlock")
@pytest.mark.slow
def test_of_twenty_supervisors_who_want_two_rooms_at_once_two_get_one_A1(kuuloke: Any, laura: User) -> None:
    """Most book, some change the place of a session that was remote. The keys of calendars and of rooms lie mixed: no
    deadlock, and no room twice."""
    rooms = [Room.enter(by=laura, name=name, starts_on=date(2026, 1, 1)) for name in ("Tammi", "Koivu")]
    crowd = [_on_premises(number) for number in range(THREADS)]
    for number in range(ROUNDS):
        starts_at = helsinki("2027-02-09 10:00") + timedelta(days=7 * (number % 10))
        acts: list[Callable[[], Any]] = []
        for place, (process, sup) in enumerate(crowd):
            if place % 5 == 0:
                elsewhere = factories.make_booking(process=process, starts_at=starts_at, place=Place.REMOTE)
                acts.append(lambda b=elsewhere, by=sup: change_place(b, place=Place.PREMISES, by=by, now=NOW))
            else:
                acts.append(lambda p=process, by=sup, at=starts_at: diary.book(p, starts_at=at, by=by, now=NOW))

        outcomes = all_at_once(*acts)

        assert outcomes == {"done": len(rooms), NotBookable.__name__: THREADS - len(rooms)}
        taken = Allocation.objects.filter(starts_at=starts_at, calendar__room__isnull=False)
        assert {one.calendar.room for one in taken.select_related("calendar__room")} == set(rooms)
        for booking in Booking.objects.filter(starts_at=starts_at).open():
            booking.cancel(by=laura, now=NOW)


def _on_premises(number: int) -> tuple[Process, User]:
    supervisor = factories.make_person(name=f"Ohjaaja {number}")
    factories.make_supervisor(user=supervisor)
    factories.make_hours(supervisor=supervisor, place=Place.PREMISES)
    supervisee = factories.make_person(name=f"Ohjattava {number}")
    return factories.make_process(supervisor=supervisor, supervisees=[supervisee], place=Place.PREMISES), supervisor


@pytest.mark.django_db(transaction=True)
def test_overlapping_but_unequal_times_also_meet_the_guard_A1(crowd: list[Process]) -> None:
    starts = [helsinki("2027-02-09 10:00") + timedelta(minutes=30 * (number % 3)) for number in range(THREADS)]
    people = [parties.supervisees(process)[0].user for process in crowd]
    acts = [
        (lambda p=process, s=start, b=person: diary.book(p, starts_at=s, by=b, now=NOW))
        for process, start, person in zip(crowd, starts, people, strict=True)
    ]

    outcomes = all_at_once(*acts)

    assert outcomes["done"] == 1
    assert outcomes[NotBookable.__name__] == THREADS - 1


@pytest.mark.django_db(transaction=True)
def test_the_database_alone_lets_one_in_A1(crowd: list[Process], monkeypatch: pytest.MonkeyPatch) -> None:
    """With the check in Python removed, and the lock too."""
    monkeypatch.setattr(diary, "place_for", lambda *_a, **_k: "remote")
    taken = Calendar.objects.for_sessions
    monkeypatch.setattr(diary, "lock", lambda process, _now, start: (process, list(taken(process, start))))
    starts_at = helsinki("2027-02-09 10:00")
    people = [parties.supervisees(process)[0].user for process in crowd]

    outcomes = all_at_once(
        *(
            (lambda p=process, b=person: diary.book(p, starts_at=starts_at, by=b, now=NOW))
            for process, person in zip(crowd, people, strict=True)
        )
    )

    assert outcomes == {"done": 1, NotBookable.__name__: THREADS - 1}


@pytest.mark.django_db(transaction=True)
def test_approve_against_cancel_has_one_winner_A2(aino_with_sami: Process, aino: User, maija: User) -> None:
    aino_with_sami.approval = "each"
    aino_with_sami.save()
    for number in range(ROUNDS):
        booking = diary.book(aino_with_sami, starts_at=helsinki("2027-02-09 10:00"), by=aino, now=NOW)

        outcomes = all_at_once(
            lambda b=booking: b.approve(by=maija),
            lambda b=booking: b.decline(by=maija),
            lambda b=booking: b.cancel(by=aino, now=NOW),
        )

        booking.refresh_from_db()
        assert outcomes[TooLate.__name__] >= 1, (number, outcomes)
        assert outcomes["done"] + outcomes[TooLate.__name__] == 3
        if booking.status == Status.CONFIRMED:
            booking.cancel(by=aino, now=NOW)
        assert not Allocation.objects.filter(booking=booking).exists()


@pytest.mark.django_db(transaction=True)
def test_a_double_click_from_two_tabs_is_one_booking_A3(aino_with_sami: Process, aino: User) -> None:
    starts_at = helsinki("2027-02-09 10:00")

    outcomes = all_at_once(
        *(
            (lambda: diary.book(aino_with_sami, starts_at=starts_at, by=aino, now=NOW, request_key=aino_with_sami.pk))
            for _click in range(10)
        )
    )

    assert outcomes == {"done": 10}
    assert Booking.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_freed_time_is_offered_or_booked_and_never_both_E5(crowd: list[Process]) -> None:
    """The beat offers it to one who asked while another books it."""
    booker, waiter = (parties.supervisees(process)[0].user for process in crowd[:2])
    TimeWish.ask(crowd[1], by=waiter, from_on=NOW.date())
    for number in range(ROUNDS):
        starts_at = helsinki("2027-02-09 09:00") + timedelta(days=7 * (number // 4 % 5), minutes=90 * (number % 4))
        at = {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=90)}
        freed = FreedTime.objects.create(user=parties.supervisors(crowd[0])[0].user, **at)

        outcomes = all_at_once(
            lambda: offer_freed(clock.now()),
            lambda s=starts_at: diary.book(crowd[0], starts_at=s, by=booker, now=NOW),
        )

        booked = Booking.objects.open().filter(starts_at=starts_at).first()
        offer = TimeOffer.objects.open().first()
        assert (booked is None) == (outcomes[NotBookable.__name__] == 1), (number, outcomes)
        assert booked or offer, (number, outcomes)
        if booked and offer:
            assert offer.starts_at >= booked.ends_at or offer.ends_at <= booked.starts_at
        if booked:
            booked.cancel(by=booker, now=NOW)
        if offer:
            offer.decline(by=waiter, now=NOW)
        FreedTime.objects.exclude(pk=freed.pk).delete()
        freed.delete()
