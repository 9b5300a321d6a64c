"""What Maija reads of a session besides its state: who was there, and whose it is, as the agreement's level of
attendance allows (DOMAIN 4.3), in the same words on every page."""

from datetime import timedelta

import pytest
from django.urls import reverse

from bookings.models import Booking
from processes.models import Process
from tests import factories
from tests.bookings.pages import facts, reading, text
from tests.bookings.stories import TUESDAY, book
from tests.factories import NOW
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.sqlite


@pytest.fixture
def held(group_with_sami: Process, sami: User, eero: User, liisa: User) -> Booking:
    """The group met and Eero was absent; Maija decides of Aino and Eero, Pekka of Liisa."""
    booking = factories.make_booking(process=group_with_sami, starts_at=NOW - timedelta(days=1))
    return booking.mark_held(by=sami, now=NOW, absent=frozenset({eero.pk}))


@pytest.fixture
def liisa(group_with_sami: Process, lehtola: Organisation, pekka: User) -> User:
    """A third member, of whose time Pekka decides."""
    user = factories.make_person(name="Liisa Nieminen")
    group_with_sami.participants.create(
        user=user, capacity="supervisee", manager=pekka, starts_on=group_with_sami.starts_on
    )
    return user


def agree(booking: Booking, level: str) -> None:
    booking.process.attendance = level
    booking.process.save()


# --- who was there


@pytest.mark.parametrize(
    "level, maija_reads, pekka_reads",
    [
        ("none", {}, {}),
        ("count", {"Present": "2 people"}, {"Present": "2 people"}),
        ("names", {"Present": "Aino Mäkelä"}, {"Present": "Liisa Nieminen"}),
    ],
)
def test_of_a_session_that_was_held_a_manager_reads_who_was_there_as_the_agreement_allows(
    held: Booking, maija: User, pekka: User, level: str, maija_reads: dict[str, str], pekka_reads: dict[str, str]
) -> None:
    agree(held, level)
    for manager, expected in ((maija, maija_reads), (pekka, pekka_reads)):
        page = reading(manager).get(held.get_absolute_url())
        told = facts(page)
        assert {label: told[label] for label in ("Present", "Supervisees", "Supervisee") if label in told} == expected
        assert "Eero" not in text(page)  # neither as present nor as absent


def test_a_manager_none_of_whose_people_came_reads_that_and_nobody_elses_name(
    held: Booking, sami: User, liisa: User, pekka: User
) -> None:
    agree(held, "names")
    held.mark_held(by=sami, now=NOW, absent=frozenset({liisa.pk}))

    page = reading(pekka).get(held.get_absolute_url())
    assert facts(page)["Present"] == "None of your people"
    assert not [name for name in ("Aino", "Eero", "Liisa") if name in text(page)]


def test_before_it_is_held_a_manager_reads_whose_time_it_is(group_with_sami: Process, maija: User) -> None:
    booking = factories.make_booking(process=group_with_sami, starts_at=TUESDAY)
    agree(booking, "names")
    assert facts(reading(maija).get(booking.get_absolute_url()))["Supervisees"] == "Aino Mäkelä and Eero Virtanen"


def test_a_session_to_which_nobody_came_tells_the_payer_nothing_of_presence_C10(
    group_with_sami: Process, sami: User, maija: User
) -> None:
    booking = factories.make_booking(process=group_with_sami, starts_at=NOW - timedelta(days=1))
    agree(booking, "count")
    booking.mark_no_show(by=sami, now=NOW)
    assert "Present" not in facts(reading(maija).get(booking.get_absolute_url()))


def test_its_own_people_and_the_office_read_who_was_absent(held: Booking, sami: User, aino: User, laura: User) -> None:
    for user in (sami, aino, laura):
        told = facts(reading(user).get(held.get_absolute_url()))
        assert told["Supervisees"] == "Aino Mäkelä, Eero Virtanen (absent) and Liisa Nieminen"


# --- whose it is


@pytest.mark.parametrize(
    "level, said", [("none", "process {code}"), ("count", "2 people, process {code}"), ("names", "Aino Mäkelä")]
)
def test_home_and_the_list_say_whose_it_is_in_the_same_words(
    group_with_sami: Process, maija: User, level: str, said: str
) -> None:
    booking = factories.make_booking(process=group_with_sami, starts_at=TUESDAY)
    agree(booking, level)
    whose = f"Group supervision, {said.format(code=group_with_sami.code)}"
    for url in ("/", reverse("bookings:list")):
        page = text(reading(maija).get(url))
        assert whose in page
        assert page.count(group_with_sami.code) == page.count(f"process {group_with_sami.code}")  # never a bare code


def test_a_single_persons_time_is_called_by_its_process_below_names(aino_with_sami: Process, maija: User) -> None:
    booking = factories.make_booking(process=aino_with_sami, starts_at=TUESDAY)
    agree(booking, "count")
    for url in ("/", reverse("bookings:list")):
        assert f"Individual supervision, process {aino_with_sami.code}" in text(reading(maija).get(url))
    page = reading(maija).get(booking.get_absolute_url())
    assert facts(page)["Process"] == aino_with_sami.code


# --- what the page says once


def test_a_managers_page_says_what_the_manager_sees_and_why_there_are_no_names(
    group_with_sami: Process, maija: User
) -> None:
    booking = factories.make_booking(process=group_with_sami, starts_at=TUESDAY)
    for level, said in (
        ("none", "and the price. As agreed, no names are shown"),
        ("count", "and the price. Also how many were present. As agreed, no names are shown"),
        ("names", "and the price. Also who was present. You neither see"),
    ):
        agree(booking, level)
        page = text(reading(maija).get(booking.get_absolute_url()))
        assert said in page
        assert "You neither see nor are told what is talked about in supervision." in page


@pytest.mark.parametrize("approval, said", [("each", True), ("none", False)])
def test_who_decides_reads_that_the_name_stands_there_only(
    aino_with_sami: Process, aino: User, maija: User, approval: str, said: bool
) -> None:
    """The step of approval always says whose time it is (C6)."""
    aino_with_sami.attendance, aino_with_sami.approval = "none", approval
    aino_with_sami.save()
    page = text(reading(maija).get(book(aino_with_sami, by=aino).get_absolute_url()))
    assert ("Only where you decide you read whose time it is." in page) is said
    assert ("Aino" in page) is said


def test_what_waits_for_a_manager_is_told_once(aino_asks: Process, aino: User, maija: User) -> None:
    page = text(reading(maija).get(book(aino_asks, by=aino).get_absolute_url()))
    assert page.count("Tue 9 Feb 2027") == 1
    assert page.count("Thu 4 Feb at 16:00") == 1


@pytest.mark.parametrize("who", ["aino", "maija", "sami", "laura"])
def test_of_a_session_called_off_for_nothing_no_price_is_told(
    aino_with_sami: Process, aino: User, who: str, request: pytest.FixtureRequest
) -> None:
    booking = book(aino_with_sami, by=aino)
    booking.cancel(by=aino, now=NOW)
    page = reading(request.getfixturevalue(who)).get(booking.get_absolute_url())
    assert "This session is not charged." in text(page)
    assert "Price" not in facts(page)
    assert "175" not in text(page)


def test_what_was_called_off_too_late_keeps_its_price(aino_with_sami: Process, aino: User, maija: User) -> None:
    booking = factories.make_booking(process=aino_with_sami, starts_at=NOW + timedelta(hours=3))
    booking.cancel(by=aino, now=NOW)
    page = reading(maija).get(booking.get_absolute_url())
    assert facts(page)["Price"] == "€175.00 without VAT"
    assert "The payer is invoiced for the whole price." in text(page)


def test_a_groups_member_reads_who_moves_and_cancels_E4(
    group_with_sami: Process, aino: User, sami: User, maija: User
) -> None:
    coming = factories.make_booking(process=group_with_sami, starts_at=TUESDAY)
    over = factories.make_booking(process=group_with_sami, starts_at=NOW - timedelta(days=1))
    said = "A group's session is moved and cancelled by: Sami Rautio."
    assert said in text(reading(aino).get(coming.get_absolute_url()))
    assert said not in text(reading(aino).get(over.get_absolute_url()))
    for user in (sami, maija):
        assert said not in text(reading(user).get(coming.get_absolute_url()))
