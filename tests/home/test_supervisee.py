"""When do I meet? Aino's home page."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bookings import absences
from bookings.models import Booking, Log, Status, write_log
from processes.models import MeetingLink, Process
from tests import factories
from tests.bookings.pages import links, reading, text, tree
from tests.bookings.stories import TUESDAY, book
from tests.factories import NOW, client_of, helsinki
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.sqlite

ROOM = "https://meet.example/ainon-huone"
PLANTED = "Kokeile kysyä ennen kuin vastaat"


def heading(response: Any) -> str:
    return " ".join(tree(response).find(".//h1").text_content().replace("\u00a0", " ").split())


def held(process: Process, day: str = "2027-01-12") -> Booking:
    return factories.make_booking(process=process, starts_at=helsinki(f"{day} 10:00"), status=Status.HELD)


def test_the_next_session_is_said_in_a_sentence(aino_with_sami: Process, aino: User) -> None:
    MeetingLink.write(process=aino_with_sami, url=ROOM)
    book(aino_with_sami, by=aino)
    page = reading(aino).get("/")

    assert heading(page) == "The next session is on Tuesday 9 Feb at 10:00"
    assert "Good morning, Aino." in text(page)
    assert "90 min, in 8 days" in text(page)
    assert ROOM in links(page, "meet")
    assert not links(page, "time=")  # one open booking at a time


def test_by_way_of_an_employers_mailbox_the_room_stays_shut_and_the_way_in_is_said_C6(
    aino_with_sami: Process, aino: User
) -> None:
    MeetingLink.write(process=aino_with_sami, url=ROOM)
    session = book(aino_with_sami, by=aino).get_absolute_url()
    client = factories.client_of(aino, content=False)
    client.cookies["django_language"] = "en"
    for address in ("/", session):
        page = client.get(address)
        assert ROOM not in page.content.decode()
        assert "The remote meeting opens when you sign in with a passkey or from a private address" in text(page)
        assert links(page, "/own/code/")


def test_a_time_that_waits_says_so_and_has_no_link_yet(aino_with_sami: Process, aino: User) -> None:
    MeetingLink.write(process=aino_with_sami, url=ROOM)
    aino_with_sami.approval = "each"
    aino_with_sami.save()
    book(aino_with_sami, by=aino)
    page = reading(aino).get("/")

    assert heading(page) == "Your next time, on Tuesday 9 Feb at 10:00, is not confirmed yet"
    assert not links(page, "meet")


def test_a_request_after_the_next_session_stands_there_with_its_deadline(aino_with_sami: Process, aino: User) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=NOW + timedelta(days=2))
    aino_with_sami.approval = "each"
    aino_with_sami.save()
    waiting = book(aino_with_sami, by=aino)
    page = reading(aino).get("/")

    assert heading(page) == "The next session is on Wednesday 3 Feb at 8:00"
    assert waiting.get_absolute_url() in links(page, "bookings")
    row = " ".join(tree(page).xpath("//section[@aria-labelledby='further']//li")[0].text_content().split())
    assert row.replace("\u00a0", " ") == (
        "Tue 9 Feb at 10:00–11:30 Individual supervision, Sami Rautio, held until Thu 4 Feb at 16:00"
        " Waiting for the manager's approval"
    )


def test_while_it_goes_on_the_link_stays(aino_with_sami: Process, aino: User) -> None:
    MeetingLink.write(process=aino_with_sami, url=ROOM)
    book(aino_with_sami, by=aino)
    with time_machine.travel(TUESDAY + timedelta(minutes=20)):
        page = reading(aino).get("/")
    assert heading(page) == "Your session is going on"
    assert links(page, "meet")


def test_without_a_session_the_nearest_times_come_first(aino_with_sami: Process, aino: User) -> None:
    held(aino_with_sami)
    page = reading(aino).get("/")

    assert heading(page) == "No session booked"
    assert "By your rhythm of 4 weeks the session is due around Tue 9 Feb." in text(page)
    assert [
        " ".join(chip.text_content().replace("\u00a0", " ").split())
        for chip in tree(page).xpath("//ul[@class='times']//a")
    ] == [
        "Mon 8 Feb at 10:00–11:30",
        "Tue 9 Feb at 10:00–11:30",
        "Wed 10 Feb at 10:00–11:30",
    ]


def test_a_rhythm_of_three_to_four_weeks_names_both_days(aino_with_sami: Process, aino: User) -> None:
    aino_with_sami.every_weeks, aino_with_sami.every_weeks_most = 3, 4
    aino_with_sami.save()
    held(aino_with_sami, "2027-01-19")
    page = reading(aino).get("/")
    assert "due from Tue 9 Feb to Tue 16 Feb." in text(page)


def test_progress_is_said_in_words_and_shown(aino_with_sami: Process, group_with_sami: Process, aino: User) -> None:
    held(aino_with_sami)
    page = reading(aino).get("/")
    assert "1 of 10 sessions held" in text(page)
    assert [(bar.get("value"), bar.get("max")) for bar in tree(page).xpath("//progress")] == [("1", "10")]


def test_a_member_of_a_group_alone_is_offered_no_times(group_with_sami: Process, eero: User) -> None:
    page = reading(eero).get("/")
    assert not links(page, "slots")
    assert "You get a message as soon as one is." in text(page)


def test_one_who_said_no_to_a_session_meets_at_the_next_one_E4(group_with_sami: Process, eero: User) -> None:
    MeetingLink.write(process=group_with_sami, url=ROOM)
    first, second = (
        factories.make_booking(process=group_with_sami, starts_at=helsinki(f"{day} 10:00"))
        for day in ("2027-02-09", "2027-03-02")
    )
    absences.say(first, by=eero, now=NOW)
    page = reading(eero).get("/")
    assert heading(page) == "The next session is on Tuesday 2 Mar at 10:00"
    assert "Sami Rautio, you are not coming" in text(page)
    absences.say(second, by=eero, now=NOW)
    page = reading(eero).get("/")
    assert heading(page) == "No session booked"
    assert ROOM not in links(page, "meet")


def test_what_was_left_to_do_stands_until_the_next_session(aino_with_sami: Process, aino: User, sami: User) -> None:
    write_log(held(aino_with_sami), Log(assignment=PLANTED), by=sami)
    page = text(reading(aino).get("/"))
    assert PLANTED in page
    assert "Seen by: you and Sami Rautio." in page

    held(aino_with_sami, "2027-01-26")
    assert PLANTED not in text(reading(aino).get("/"))


def test_what_the_group_was_left_to_do_does_not_push_away_ainos_own(
    aino_with_sami: Process, group_with_sami: Process, aino: User, sami: User
) -> None:
    write_log(held(aino_with_sami), Log(assignment=PLANTED), by=sami)
    write_log(held(group_with_sami, "2027-01-19"), Log(assignment="Kirjatkaa yksi onnistuminen"), by=sami)

    page = text(reading(aino).get("/"))

    assert page.index(PLANTED) < page.index("Kirjatkaa yksi onnistuminen")
    assert "Seen by: you, the others of the group and Sami Rautio." in page


def test_a_session_by_a_code_to_the_employers_mail_shows_no_content_C6(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    write_log(held(aino_with_sami), Log(assignment=PLANTED), by=sami)
    closed = reading(aino, content=False).get("/")

    assert PLANTED not in closed.content.decode()
    said = "Assignments, themes and goals are not shown now"
    assert said in text(closed)
    assert links(closed, reverse("people:handover"))
    assert said not in text(reading(aino).get("/"))


def test_nobody_elses_home_shows_ainos_assignment_C22(
    aino_with_sami: Process, group_with_sami: Process, eero: User, aino: User, sami: User
) -> None:
    write_log(held(aino_with_sami), Log(assignment=PLANTED), by=sami)
    assert PLANTED not in reading(eero).get("/").content.decode()


@pytest.mark.parametrize("payer", ["employer", "self"])
def test_the_home_page_has_no_price(kuuloke: Any, aino: User, sami: User, lehtola: Organisation, payer: str) -> None:
    organisation = lehtola if payer == "employer" else None
    book(factories.make_process(supervisor=sami, supervisees=[aino], organisation=organisation), by=aino)
    assert "€" not in text(reading(aino).get("/"))


def test_home_asks_the_database_the_same_for_one_process_and_three(
    aino_with_sami: Process,
    aino: User,
    sami: User,
    kaisa: User,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    MeetingLink.write(process=aino_with_sami, url=ROOM)
    write_log(held(aino_with_sami), Log(assignment=PLANTED), by=sami)
    factories.make_booking(process=aino_with_sami, starts_at=TUESDAY)
    client = client_of(aino)
    client.get("/")
    with django_assert_max_num_queries(21) as one:
        client.get("/")
    for supervisor in (sami, kaisa):
        other = factories.make_process(supervisor=supervisor, supervisees=[aino], every_weeks=None)
        factories.make_booking(process=other, starts_at=NOW + timedelta(days=3 + len(supervisor.name)), take_time=False)
    with django_assert_num_queries(len(one)):
        client.get("/")


def test_home_offers_no_time_that_the_booking_page_would_refuse(aino_with_sami: Process, aino: User) -> None:
    """A yes is agreed on, and nobody could give it."""
    client = reading(aino)
    assert "Book a time" in text(client.get("/"))

    aino_with_sami.approval = "each"
    aino_with_sami.save()
    aino_with_sami.participants.filter(user=aino).update(manager=None)

    assert "Nearest free times" not in text(client.get("/"))
    page = text(client.get(reverse("bookings:slots", args=[aino_with_sami.pk])))
    assert "Nobody can approve the time" in page
