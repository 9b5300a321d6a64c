"""Where one session meets: its own people read it, and nobody else ever (decision 0009, S0-6, S1-6)."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from bookings import places
from bookings.models import Booking, Room, Whereabouts
from processes.models import MeetingLink, Place, Process
from tests.bookings import mails
from tests.bookings.pages import text
from tests.factories import client_of, helsinki, make_booking, make_process
from tyonohjaus.lib import clock
from tyonohjaus.people.models import User

pytestmark = pytest.mark.sqlite

EACH, ALONE = "https://huone.example/kaikki", "https://huone.example/vain-tama"
POINT = "Portti, Puistokatu 1"


@pytest.fixture
def tomorrow(aino_with_sami: Process) -> Booking:
    return make_booking(process=aino_with_sami, starts_at=helsinki("2027-02-02 10:00"))


def page(user: User, booking: Booking, **how: Any) -> str:
    return client_of(user, **how).get(booking.get_absolute_url()).content.decode()


def test_a_session_may_have_a_remote_room_of_its_own_S0_6(tomorrow: Booking, aino: User, sami: User) -> None:
    after = make_booking(process=tomorrow.process, starts_at=helsinki("2027-02-09 10:00"))
    MeetingLink.write(process=tomorrow.process, url=EACH, by=sami)
    address = reverse("bookings:whereabouts", args=[tomorrow.pk])
    client = client_of(sami)
    assert client.post(address, {"url": ALONE, "seen": ""}).status_code == 303
    assert ALONE in page(aino, tomorrow) and EACH not in page(aino, tomorrow)
    assert EACH in page(aino, after) and ALONE not in page(aino, after)
    assert ALONE.encode() not in bytes(Whereabouts.objects.get().url_sealed)

    seen = client.get(address).context["form"].initial["seen"]
    assert client.post(address, {"url": "", "seen": seen}).status_code == 303
    assert EACH in page(aino, tomorrow)


def test_what_was_typed_for_another_kind_of_place_is_not_said_to_be_saved(tomorrow: Booking, sami: User) -> None:
    address = reverse("bookings:whereabouts", args=[tomorrow.pk])
    places.change_place(tomorrow, place=Place.OUTDOORS, by=sami, now=clock.now())
    answer = client_of(sami).post(address, {"url": ALONE, "seen": ""})
    assert answer.status_code == 422
    assert "muuttunut tällä välin" in answer.content.decode()
    assert not Whereabouts.objects.exists()


def test_neither_manager_nor_office_nor_a_mailbox_of_the_employer_reads_it_C6_C7(
    tomorrow: Booking, aino: User, sami: User, maija: User, laura: User, kaisa: User, outi: User
) -> None:
    Whereabouts.write(booking=tomorrow, url=ALONE, by=sami)
    for other, how in ((maija, {}), (laura, {}), (aino, {"content": False})):
        assert ALONE not in page(other, tomorrow, **how)
    address = reverse("bookings:whereabouts", args=[tomorrow.pk])
    for other in (aino, maija, laura, kaisa, outi):
        for answer in (client_of(other).get(address), client_of(other).post(address, {"url": ALONE})):
            assert answer.status_code == 404
    assert client_of(sami, content=False).get(address).status_code == 404


@pytest.mark.parametrize("url", ["http://huone.example", "javascript:alert(1)", "huone", "https://" + "a" * 600])
def test_what_is_no_address_is_told_beside_the_field_and_kept(tomorrow: Booking, sami: User, url: str) -> None:
    answer = client_of(sami).post(reverse("bookings:whereabouts", args=[tomorrow.pk]), {"url": url})
    assert answer.status_code == 422
    assert url in answer.content.decode()
    assert not Whereabouts.objects.exists()


def test_outdoors_without_a_meeting_point_its_people_are_told_S1_6(
    aino_with_sami: Process, aino: User, sami: User, maija: User, laura: User
) -> None:
    booking = make_booking(process=aino_with_sami, starts_at=helsinki("2027-02-02 10:00"), place=Place.OUTDOORS)
    missing = "Tapaamispaikka puuttuu"
    assert missing in text(client_of(sami).get("/"))
    assert missing in text(client_of(sami).get(booking.get_absolute_url()))
    assert "lisää tapaamispaikan tähän" in text(client_of(aino).get(booking.get_absolute_url()))
    for other in (aino, maija, laura):
        assert missing not in text(client_of(other).get("/"))
        assert missing not in text(client_of(other).get(booking.get_absolute_url()))

    address = reverse("bookings:whereabouts", args=[booking.pk])
    assert client_of(sami).post(address, {"point": POINT}).status_code == 303
    assert missing not in text(client_of(sami).get("/"))
    assert POINT in page(aino, booking)
    assert POINT not in page(maija, booking) and POINT not in page(laura, booking)


def test_two_supervisors_at_once_do_not_write_over_each_other(tomorrow: Booking, sami: User) -> None:
    address, client = reverse("bookings:whereabouts", args=[tomorrow.pk]), client_of(sami)
    Whereabouts.write(booking=tomorrow, url=EACH, by=sami)
    answer = client.post(address, {"url": ALONE, "seen": ""})
    assert answer.status_code == 422 and ALONE in answer.content.decode()
    assert client.post(address, {"url": ALONE, "seen": answer.context["form"].data["seen"]}).status_code == 303
    assert Whereabouts.objects.get().open_text("url_sealed", by=sami) == ALONE


# --- the page of another place, and the rooms' pages


def test_sami_changes_the_place_on_the_sessions_page(
    tomorrow: Booking, aino: User, sami: User, maija: User, laura: User
) -> None:
    tammi = Room.enter(by=laura, name="Tammi", address="Kalevankatu 3")
    address = reverse("bookings:place", args=[tomorrow.pk])
    assert address in page(sami, tomorrow) and address not in page(aino, tomorrow)
    answer = client_of(sami).post(address, {"place": Place.PREMISES, "room": tammi.pk, "shown": tomorrow.shown})
    assert (answer.status_code, answer["Location"]) == (303, tomorrow.get_absolute_url())
    for reader in (aino, sami, laura):
        assert "Työnohjaajan tiloissa: Tammi, Kalevankatu 3" in text(client_of(reader).get(tomorrow.get_absolute_url()))
    assert "Tammi" in text(client_of(aino).get("/bookings/"))
    for url in (tomorrow.get_absolute_url(), "/bookings/"):
        assert "Tammi" not in page_at(maija, url)


def page_at(user: User, url: str) -> str:
    return client_of(user).get(url).content.decode()


def test_who_may_not_change_the_place(tomorrow: Booking, aino: User, maija: User, kaisa: User, outi: User) -> None:
    address = reverse("bookings:place", args=[tomorrow.pk])
    for other in (aino, maija, kaisa, outi):
        assert client_of(other).post(address, {"place": Place.OUTDOORS}).status_code in {403, 404}
    tomorrow.refresh_from_db()
    assert tomorrow.place == Place.REMOTE


@pytest.mark.parametrize("data", [{}, {"place": "moon"}, {"place": "premises", "room": "nonsense"}])
def test_what_is_no_place_is_told_beside_the_field(tomorrow: Booking, sami: User, laura: User, data: Any) -> None:
    Room.enter(by=laura, name="Tammi")
    assert client_of(sami).post(reverse("bookings:place", args=[tomorrow.pk]), data).status_code == 422


def test_a_room_that_is_taken_is_told_beside_the_field_and_never_by_whom_C42(
    tomorrow: Booking, aino: User, eero: User, kaisa: User, sami: User, laura: User, kuuloke: Any
) -> None:
    tammi = Room.enter(by=laura, name="Tammi")
    eeros = make_booking(process=process_of(kaisa, eero), starts_at=tomorrow.starts_at)
    places.change_place(eeros, place=Place.PREMISES, by=kaisa, now=clock.now())
    said = client_of(sami).post(
        reverse("bookings:place", args=[tomorrow.pk]),
        {"place": Place.PREMISES, "room": tammi.pk, "shown": tomorrow.shown},
    )
    assert said.status_code == 422
    assert "Huone on silloin varattu" in text(said)
    assert not any(name in text(said) for name in ("Eero", "Kaisa"))


def process_of(supervisor: User, supervisee: User) -> Process:
    return make_process(supervisor=supervisor, supervisees=[supervisee])


def test_a_stale_page_changes_nothing_and_says_so(tomorrow: Booking, sami: User) -> None:
    tomorrow.cancel(by=sami, now=clock.now())
    address = reverse("bookings:place", args=[tomorrow.pk])
    assert client_of(sami).get(address).status_code == 200
    assert client_of(sami).post(address, {"place": Place.OUTDOORS}).status_code == 422


def test_laura_keeps_the_rooms(laura: User, sami: User, maija: User, kuuloke: Any) -> None:
    client = client_of(laura)
    entered = {"name": "Tammi", "address": "Kalevankatu 3", "seats": "6", "starts_on": "1.1.2027"}
    assert client.post(reverse("bookings:room_new"), entered).status_code == 303
    twice = client.post(reverse("bookings:room_new"), entered)
    assert twice.status_code == 422 and "Tämänniminen huone" in text(twice)
    assert "Tammi" in text(client.get(reverse("bookings:room_list")))
    room = Room.objects.get()
    changed = client.post(reverse("bookings:room", args=[room.pk]), entered | {"kept_for": sami.supervisor.pk})
    assert changed.status_code == 303
    room.refresh_from_db()
    assert (room.kept_for, room.seats) == (sami.supervisor, 6)
    wrong = client.post(reverse("bookings:room", args=[room.pk]), entered | {"ends_on": "1.1.2026", "seats": "0"})
    assert wrong.status_code == 422
    for other in (sami, maija):
        assert client_of(other).get(reverse("bookings:room_list")).status_code in {403, 404}


def test_what_was_booked_before_the_first_room_is_given_one_or_stands_on_the_list(
    aino_with_sami: Process, aino: User, eero: User, kaisa: User, laura: User
) -> None:
    first, second = (
        make_booking(process=process, starts_at=helsinki("2027-02-02 10:00"), place=Place.PREMISES)
        for process in (aino_with_sami, process_of(kaisa, eero))
    )
    new = {"name": "Tammi", "starts_on": "1.1.2027"}
    said = text(client_of(laura).post(reverse("bookings:room_new"), new, follow=True))
    assert "Yksi varattu tapaaminen sai huoneen" in said
    assert "Varattu ilman huonetta" in said
    assert Room.objects.get().calendar.allocations.get().booking in {first, second}
    assert mails.waiting() == []
    client_of(laura).post(reverse("bookings:room_new"), new | {"name": "Koivu"})
    assert {one.room.name for one in Booking.objects.select_related("room")} == {"Tammi", "Koivu"}


def test_a_room_with_sessions_ahead_is_not_closed_under_them(tomorrow: Booking, laura: User, sami: User) -> None:
    room = Room.enter(by=laura, name="Tammi", starts_on=date(2027, 1, 1))
    places.change_place(tomorrow, place=Place.PREMISES, by=sami, now=clock.now())
    closing = {"name": "Tammi", "starts_on": "1.1.2027", "ends_on": "1.2.2027"}
    said = client_of(laura).post(reverse("bookings:room", args=[room.pk]), closing)
    assert said.status_code == 422
    assert "Huoneeseen on varattu tapaaminen" in text(said)
