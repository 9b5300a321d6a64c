"""The practice's rooms: one session at a time in each, and who knows of them (C1, C42)."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from bookings import diary, offers
from bookings.models import Allocation, Booking, Calendar, Room, RoomIsBooked, Status
from bookings.problems import NotBookable, RoomTaken
from processes.models import Place, Process
from tests.factories import NOW, helsinki, make_hours, make_process
from tyonohjaus.lib import clock
from tyonohjaus.lib.periods import Period
from tyonohjaus.people.models import Practice, User

pytestmark = pytest.mark.both

TEN = helsinki("2027-02-09 10:00")


@pytest.fixture
def on_premises(kuuloke: Practice, aino: User, eero: User, sami: User, kaisa: User) -> tuple[Process, Process]:
    """Aino meets Sami, and Eero Kaisa, both on the practice's premises."""
    for supervisor in (sami, kaisa):
        make_hours(supervisor=supervisor, place=Place.PREMISES, starts=time(8))
    aino_own = make_process(supervisor=sami, supervisees=[aino], place=Place.PREMISES)
    return aino_own, make_process(supervisor=kaisa, supervisees=[eero], place=Place.PREMISES)


@pytest.fixture
def tammi(laura: User) -> Room:
    return Room.enter(by=laura, name="Tammi", address="Kalevankatu 3", starts_on=date(2026, 1, 1))


def book(process: Process, by: User, starts_at: Any = TEN) -> Booking:
    return diary.book(process, starts_at=starts_at, by=by, now=clock.now())


def refused(act: Callable[[], Any]) -> list[type]:
    with pytest.raises(NotBookable) as refusal:
        act()
    return [type(problem) for problem in refusal.value.problems]


def starts(process: Process) -> set[Any]:
    window = Period(*clock.day_bounds(date(2027, 2, 9)))
    return {slot.start for slot in offers.open_slots(process, window=window, now=NOW)}


def test_a_session_on_the_premises_takes_the_room_and_another_does_not_get_it_A1(
    on_premises: tuple[Process, Process], tammi: Room, aino: User, eero: User
) -> None:
    ainos, eeros = on_premises
    first = book(ainos, aino)
    assert first.room == tammi
    assert tammi.calendar.allocations.get().booking == first
    assert TEN not in starts(eeros)
    assert TEN + timedelta(minutes=90) in starts(eeros)
    assert refused(lambda: book(eeros, eero)) == [RoomTaken]
    assert not eeros.bookings.exists()


def test_what_is_told_of_a_taken_room_names_nobody_C42(
    on_premises: tuple[Process, Process], tammi: Room, aino: User, sami: User
) -> None:
    book(on_premises[0], aino)
    said = RoomTaken().sentence()
    assert not any(word in said for word in (aino.name, sami.name, tammi.name))


def test_with_a_second_room_both_meet_at_one_time(
    on_premises: tuple[Process, Process], tammi: Room, aino: User, eero: User, laura: User
) -> None:
    koivu = Room.enter(by=laura, name="Koivu", starts_on=date(2026, 1, 1))
    assert {book(on_premises[0], aino).room, book(on_premises[1], eero).room} == {tammi, koivu}


def test_one_of_two_rooms_must_be_free_all_the_while(
    on_premises: tuple[Process, Process], tammi: Room, aino: User, eero: User, laura: User
) -> None:
    """10–11 in one and 11–12 in the other leave no room for 10.00–11.30, though one is free at each instant."""
    koivu = Room.enter(by=laura, name="Koivu", starts_on=date(2026, 1, 1))
    ainos, eeros = on_premises
    for room, hour in ((tammi, 10), (koivu, 11)):
        times = {"starts_at": TEN.replace(hour=hour - 2), "ends_at": TEN.replace(hour=hour - 1)}
        other = Booking.agreed(ainos, place=Place.PREMISES, status=Status.CONFIRMED, origin="set", **times)
        other.save()
        Allocation.objects.create(calendar=room.calendar, booking=other, **times)
    assert TEN not in starts(eeros)
    assert refused(lambda: book(eeros, eero)) == [RoomTaken]
    assert TEN + timedelta(minutes=60) in starts(eeros)


def test_a_practice_without_rooms_notices_nothing(on_premises: tuple[Process, Process], aino: User, eero: User) -> None:
    for process, person in zip(on_premises, (aino, eero), strict=True):
        assert book(process, person).room is None


def test_without_rooms_the_free_times_cost_no_query_more(on_premises: tuple[Process, Process], sami: User) -> None:
    remote = make_process(supervisor=sami, supervisees=[on_premises[0].participants.get(capacity="supervisee").user])
    counts = []
    for process in (on_premises[0], remote):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            starts(process)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_remote_session_needs_no_room(
    on_premises: tuple[Process, Process], tammi: Room, aino: User, eero: User, kaisa: User
) -> None:
    book(on_premises[0], aino)
    remote = make_process(supervisor=kaisa, supervisees=[eero])
    assert book(remote, eero).room is None


def test_a_room_kept_for_kaisa_is_nobody_elses_and_hers_before_any_other(
    on_premises: tuple[Process, Process], tammi: Room, aino: User, eero: User, kaisa: User, laura: User
) -> None:
    hers = Room.enter(by=laura, name="Vaahtera", kept_for=kaisa.supervisor, starts_on=date(2026, 1, 1))
    assert book(on_premises[1], eero).room == hers
    assert book(on_premises[0], aino).room == tammi


def test_a_group_gets_the_smallest_room_that_holds_it(
    kuuloke: Practice, group_with_sami: Process, sami: User, laura: User
) -> None:
    make_hours(supervisor=sami, place=Place.PREMISES, starts=time(8))
    Process.objects.filter(pk=group_with_sami.pk).update(place=Place.PREMISES)
    for name, seats in (("Aula", 20), ("Koppi", 2), ("Sali", 4)):
        Room.enter(by=laura, name=name, seats=seats, starts_on=date(2026, 1, 1))
    group_with_sami.refresh_from_db()
    assert book(group_with_sami, sami).room.name == "Sali"


def test_cancelling_lapsing_and_moving_free_the_room_E5(
    on_premises: tuple[Process, Process], tammi: Room, aino: User, eero: User
) -> None:
    ainos, eeros = on_premises
    booking = book(ainos, aino)
    moved = diary.move(booking, starts_at=helsinki("2027-02-10 10:00"), by=aino, now=clock.now())
    assert moved.room == tammi
    theirs = book(eeros, eero)
    assert refused(lambda: diary.move(moved, starts_at=TEN, by=aino, now=clock.now())) == [RoomTaken]
    theirs.cancel(by=eero, now=clock.now())
    assert diary.move(moved, starts_at=TEN, by=aino, now=clock.now()).room == tammi


def test_a_held_request_holds_the_room_until_its_deadline_and_not_longer(
    on_premises: tuple[Process, Process], tammi: Room, aino: User, eero: User
) -> None:
    booking = book(on_premises[0], aino)
    Booking.objects.filter(pk=booking.pk).update(status=Status.REQUESTED, held_until=NOW)
    assert book(on_premises[1], eero).room == tammi
    booking.refresh_from_db()
    assert booking.status == Status.LAPSED


def test_a_series_takes_the_room_on_each_date_or_is_not_booked_at_all_C1(
    on_premises: tuple[Process, Process], tammi: Room, aino: User, eero: User, sami: User, kaisa: User
) -> None:
    ainos, eeros = on_premises
    dates = [TEN + timedelta(weeks=number) for number in range(3)]
    series = diary.book_series(ainos, starts=dates, by=sami, now=clock.now())
    assert [one.room for one in series.bookings.all()] == [tammi] * 3
    clashing = [dates[0] - timedelta(days=1), dates[2]]
    assert refused(lambda: diary.book_series(eeros, starts=clashing, by=kaisa, now=clock.now())) == [RoomTaken]
    assert not eeros.bookings.exists()


def test_by_hand_too_no_room_is_taken_twice(
    on_premises: tuple[Process, Process], tammi: Room, sami: User, kaisa: User
) -> None:
    def by_hand(process: Process, by: User) -> Booking:
        evening = helsinki("2027-02-09 19:00")
        return diary.book(process, starts_at=evening, by=by, now=clock.now(), outside_hours=True)

    assert by_hand(on_premises[0], sami).room == tammi
    assert refused(lambda: by_hand(on_premises[1], kaisa)) == [RoomTaken]


def test_the_database_refuses_two_sessions_in_one_room_whatever_the_code_does_A2(
    on_premises: tuple[Process, Process], tammi: Room, aino: User, eero: User
) -> None:
    book(on_premises[0], aino)
    other = book(on_premises[1], eero, helsinki("2027-02-10 10:00"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Allocation.objects.create(
            calendar=tammi.calendar,
            booking=other,
            starts_at=TEN + timedelta(minutes=60),
            ends_at=TEN + timedelta(hours=3),
        )


def test_a_calendar_is_of_one_person_or_of_one_room(tammi: Room, sami: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Calendar.objects.filter(room=tammi).update(user=sami)
    with pytest.raises(IntegrityError), transaction.atomic():
        Calendar.objects.create()


def test_a_room_is_not_closed_while_sessions_are_booked_there(
    on_premises: tuple[Process, Process], tammi: Room, aino: User, laura: User
) -> None:
    booking = book(on_premises[0], aino)
    with pytest.raises(RoomIsBooked) as refusal:
        tammi.change(by=laura, ends_on=date(2027, 2, 8))
    assert refusal.value.bookings == [booking]
    tammi.change(by=laura, ends_on=date(2027, 2, 9))
    assert starts(on_premises[0]) != set()


def test_on_days_on_which_no_room_is_kept_none_is_needed(
    on_premises: tuple[Process, Process], aino: User, eero: User, laura: User
) -> None:
    Room.enter(by=laura, name="Uusi", starts_on=date(2027, 2, 10))
    window = Period(*clock.day_bounds(date(2027, 2, 9), date(2027, 2, 10)))
    assert TEN in {slot.start for slot in offers.open_slots(on_premises[0], window=window, now=NOW)}
    assert [book(process, who).room for process, who in zip(on_premises, (aino, eero), strict=True)] == [None, None]
