"""Another place for one session (S1-5): told once, to its own people, and in no words of where (C1, C3)."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.urls import reverse

from bookings import diary, places
from bookings.models import Booking, Room
from bookings.problems import NotBookable, RoomTaken
from processes.models import Place, Process
from tests.bookings import mails
from tests.bookings.pages import fields, landed, reading, text
from tests.factories import helsinki, make_booking, make_hours, make_process
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import User

TEN = helsinki("2027-02-09 10:00")


@pytest.fixture
def booked(aino_with_sami: Process, aino: User) -> Booking:
    booking = diary.book(aino_with_sami, starts_at=TEN, by=aino, now=clock.now())
    mails.gone()
    return booking


@pytest.fixture
def tammi(laura: User) -> Room:
    return Room.enter(by=laura, name="Tammi", address="Kalevankatu 3", starts_on=date(2026, 1, 1))


def change(booking: Booking, by: Any, **how: Any) -> Booking:
    return places.change_place(booking, by=by, now=clock.now(), **{"place": Place.OUTDOORS, **how})


def test_its_people_are_told_once_with_the_same_uid_and_a_higher_sequence_C3(
    booked: Booking, aino: User, sami: User, maija: User
) -> None:
    row = change(booked, sami)
    assert (row.place, row.starts_at, row.status) == (Place.OUTDOORS, booked.starts_at, booked.status)
    sent = mails.post()
    assert mails.recipients(sent) == [aino.email]  # Sami has done it
    event = mails.event(mails.files(mails.to(aino, sent))[0])
    assert (str(event["uid"]), event["sequence"]) == (booked.uid, booked.sequence + 1)
    change(row, sami)
    assert mails.post() == []
    assert Event.objects.filter(name="booking.place_changed").count() == 1


def test_one_of_a_series_that_was_confirmed_at_once_changes_in_calendars_too_C3(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    starts = [TEN, TEN + timedelta(weeks=4)]
    first = diary.book_series(aino_with_sami, starts=starts, by=sami, now=clock.now()).bookings.earliest("starts_at")
    mails.gone()
    change(first, sami)
    sent = mails.post()
    event = mails.event(mails.files(mails.to(aino, sent))[0])
    assert (str(event["uid"]), event["sequence"]) == (first.uid, first.sequence + 1)


def test_no_mail_says_where_C1(booked: Booking, aino: User, sami: User, tammi: Room) -> None:
    change(booked, sami, place=Place.PREMISES, room=tammi)
    for message in mails.post():
        said = mails.everything(message)
        assert not any(word in said for word in ("Tammi", "Kalevankatu", "toimitila", "LOCATION"))


def test_to_the_premises_it_takes_a_room_and_elsewhere_gives_it_back(
    booked: Booking, eero: User, kaisa: User, sami: User, tammi: Room
) -> None:
    make_hours(supervisor=kaisa, place=Place.PREMISES, starts=time(8))
    eeros = make_process(supervisor=kaisa, supervisees=[eero], place=Place.PREMISES)
    there = change(booked, sami, place=Place.PREMISES)
    assert there.room == tammi
    with pytest.raises(NotBookable) as refusal:
        diary.book(eeros, starts_at=TEN, by=eero, now=clock.now())
    assert refusal.value.problems == (RoomTaken(),)
    assert change(there, sami, place=Place.REMOTE).room is None
    diary.book(eeros, starts_at=TEN, by=eero, now=clock.now())
    with pytest.raises(NotBookable):
        change(there, sami, place=Place.PREMISES, room=tammi)
    booked.refresh_from_db()
    assert (booked.place, booked.room) == (Place.REMOTE, None)
    assert set(booked.allocations.values_list("calendar__user__name", flat=True)) == {"Aino Mäkelä", "Sami Rautio"}


def test_another_room_of_the_practice(booked: Booking, sami: User, laura: User, tammi: Room) -> None:
    koivu = Room.enter(by=laura, name="Koivu", starts_on=date(2026, 1, 1))
    there = change(booked, laura, place=Place.PREMISES, room=tammi)
    row = change(there, laura, place=Place.PREMISES, room=koivu)
    assert row.room == koivu
    assert not tammi.calendar.allocations.exists()


def test_a_room_that_is_kept_for_another_cannot_be_had(booked: Booking, sami: User, kaisa: User, laura: User) -> None:
    hers = Room.enter(by=laura, name="Vaahtera", kept_for=kaisa.supervisor, starts_on=date(2026, 1, 1))
    with pytest.raises(NotBookable):
        change(booked, sami, place=Place.PREMISES, room=hers)


def test_nobody_is_asked_for_a_yes_anew(kuuloke: Any, lehtola: Any, aino: User, sami: User, maija: User) -> None:
    process = make_process(supervisor=sami, supervisees=[aino], organisation=lehtola, approval="series")
    booking = diary.book(process, starts_at=helsinki("2027-03-09 10:00"), by=aino, now=clock.now())
    booking = booking.approve(by=maija)
    mails.gone()
    assert change(booking, sami).status == booking.status == "confirmed"
    assert maija.email not in mails.recipients(mails.post())


def test_not_of_one_that_is_over_called_off_or_moved(booked: Booking, aino_with_sami: Process, sami: User) -> None:
    moved = diary.move(booked, starts_at=helsinki("2027-02-10 10:00"), by=sami, now=clock.now())
    with pytest.raises(TooLate):
        change(booked, sami)
    moved.cancel(by=sami, now=clock.now())
    over = make_booking(process=aino_with_sami, starts_at=helsinki("2027-01-12 10:00"))
    for row in (moved, over):
        with pytest.raises(TooLate):
            change(row, sami)


def test_a_page_of_another_time_changes_no_place_E2(booked: Booking, sami: User) -> None:
    client, address = reading(sami), reverse("bookings:place", args=[booked.pk])
    form = fields(client.get(address), having="place") | {"place": Place.OUTDOORS}
    diary.move(booked, starts_at=helsinki("2027-02-10 10:00"), by=sami, now=clock.now())
    stale = client.post(address, form)
    assert stale.status_code == 422
    assert "Nothing was done now." in text(stale)
    booked.refresh_from_db()
    assert booked.place == Place.REMOTE


def test_a_move_that_takes_it_to_another_place_says_so_before_and_after_and_by_mail_S1_5(
    booked: Booking, aino: User, sami: User
) -> None:
    """Its place is that of the hours at the new time: nobody goes to the meeting point in vain."""
    change(booked, sami)
    mails.gone()
    address = reverse("bookings:rescheduling", args=[booked.pk])
    said = "The place is another than before: remotely."
    client = reading(sami)
    page = client.get(f"{address}?day=2027-02-16&time=10.00")
    assert said in text(page)
    assert said in text(landed(client.post(address, fields(page, having="starts_at")), client))
    for message in mails.post():
        assert "Myös paikka on vaihtunut" in mails.everything(message)
        assert "etänä" not in mails.everything(message).lower()
    assert said not in text(client.get(f"{address}?day=2027-02-23&time=10.00"))


def test_of_several_that_move_it_is_said_too_S1_5(aino_with_sami: Process, sami: User) -> None:
    series = diary.book_series(aino_with_sami, starts=[TEN, TEN + timedelta(weeks=4)], by=sami, now=clock.now())
    first, second = series.bookings.order_by("starts_at")
    change(second, sami)
    mails.gone()
    client = reading(sami)
    url = reverse("bookings:series_move", args=[series.pk]) + f"?of={first.pk}&reach=all&day=10.2.2027&time=10.00"
    page = client.get(url)
    assert "Each takes the place that the opening hours have at its new time." in text(page)
    after = text(landed(client.post(url, fields(page, having="shown")), client))
    assert "Of some the place is another than before" in after
    assert all("Osan paikka on myös vaihtunut" in mails.everything(message) for message in mails.post())
