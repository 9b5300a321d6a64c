"""One's own calendar address: secret, closed in a moment, and no more in it than in a mailed invitation (C3, C6)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from bookings.feed import calendar
from bookings.models import CalendarFeed
from processes.models import MeetingLink, People, Process
from tests import factories
from tests.bookings import mails
from tests.bookings.conftest import PLANTED, plant
from tests.bookings.pages import landed, reading, text, tree
from tests.bookings.stories import NEXT_TUESDAY, book, book_series, move
from tests.factories import NOW, client_of, helsinki
from tests.processes.agreement import change
from tyonohjaus.events.models import Event
from tyonohjaus.people import accounts
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.sqlite
PAGE = "/own/calendar/"


@pytest.fixture(autouse=True)
def nobody_has_read_yet(db: None) -> None:
    cache.clear()


def address_of(user: User, *, content: bool = True) -> str:
    """The path that the page shows once."""
    shown = client_of(user, content=content).post("/own/calendar/address/")
    assert shown.status_code == 200
    whole = tree(shown).get_element_by_id("address").get("value")
    assert whole.startswith("http://localhost:8000/calendar/") and whole.endswith(".ics")
    return whole.removeprefix("http://localhost:8000")


def read(address: str, **headers: str) -> Any:
    return Client().get(address, headers=headers)


def events(address: str) -> list[Any]:
    answer = read(address)
    assert answer.status_code == 200
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_the_calendar_shows_the_same_sessions_as_the_mails_with_the_same_ids_C3(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    booking = move(book(aino_with_sami, by=aino), by=sami)
    (file,) = mails.files([mail for mail in mails.post() if mail.to == [aino.email]][-1])
    mailed, (event,) = mails.event(file), events(address_of(aino))

    for name in ("UID", "SEQUENCE", "DTSTART", "DTEND", "STATUS", "SUMMARY", "CLASS", "DESCRIPTION", "TRANSP"):
        assert event[name] == mailed[name], name
    assert event["DTSTART"].dt == booking.starts_at == NEXT_TUESDAY
    assert str(event["LOCATION"]) == "Etänä"
    assert "ATTENDEE" not in event
    assert "ORGANIZER" not in event


def test_it_names_nobody_and_no_room_and_nothing_that_was_said_C3_D6(
    group_with_sami: Process, aino: User, eero: User, sami: User
) -> None:
    plant(group_with_sami, sami)
    MeetingLink.write(process=group_with_sami, url="https://huone.example/zqroom", by=sami)
    book(group_with_sami, by=sami)
    for reader in (aino, eero, sami):
        whole = read(address_of(reader)).content.decode().replace("\r\n ", "")
        people = [word for one in (aino, eero, sami) for word in (*one.name.split(), one.email)]
        for word in (*PLANTED, *people, "zqroom", "työnohja", "Lehtola", group_with_sami.code):
            assert word.lower() not in whole.lower()


def test_a_series_is_one_event_a_date_and_what_is_called_off_is_gone_B3(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    series, address = book_series(aino_with_sami, by=sami), address_of(aino)
    assert len(events(address)) == 3
    assert "RRULE" not in read(address).content.decode()

    first = series.bookings.order_by("starts_at")[0]
    first.cancel(by=sami, now=NOW)

    assert [event["DTSTART"].dt for event in events(address)] == [
        helsinki("2027-03-09 10:00"),
        helsinki("2027-04-06 10:00"),
    ]


def test_what_waits_for_a_yes_is_tentative(
    kuuloke: object, aino: User, sami: User, maija: User, lehtola: Organisation
) -> None:
    asked = factories.make_process(supervisor=sami, supervisees=[aino], organisation=lehtola, approval="each")
    booking, address = book(asked, by=aino), address_of(sami)
    assert [str(event["STATUS"]) for event in events(address)] == ["TENTATIVE"]
    booking.approve(by=maija)
    assert [str(event["STATUS"]) for event in events(address)] == ["CONFIRMED"]


def test_a_supervisor_reads_all_their_sessions_and_a_manager_or_a_stranger_none(
    aino_with_sami: Process, group_with_sami: Process, aino: User, sami: User, maija: User, outi: User
) -> None:
    book(aino_with_sami, by=aino)
    book(group_with_sami, by=sami, at=NEXT_TUESDAY)

    assert len(events(address_of(sami))) == len(events(address_of(aino))) == 2
    assert events(address_of(maija)) == events(address_of(outi)) == []


def test_who_leaves_reads_what_was_theirs_and_no_more_C25(
    group_with_sami: Process, aino: User, eero: User, sami: User, laura: User
) -> None:
    book(group_with_sami, by=sami)
    kari = factories.make_person(name="Kari Koski")
    address = address_of(eero)
    change(group_with_sami, by=laura, people=People(supervisor=sami, supervisees=(aino, kari)))

    assert events(address) == []
    assert len(events(address_of(kari))) == 1


def test_what_she_pays_for_herself_is_never_in_a_calendar_of_her_work_address_C6(
    kuuloke: object, aino: User, sami: User, maija: User
) -> None:
    """Maija manages at lehtola.example: whoever reads that mailbox, or finds the address at work, learns nothing."""
    book(factories.make_process(supervisor=sami, supervisees=[aino]), by=aino)

    assert events(address_of(aino)) == []
    assert len(events(address_of(sami))) == 1
    assert "If you pay for supervision yourself, that is not in it" in text(reading(aino).get(PAGE))
    assert "pay for supervision yourself" not in text(reading(aino, content=False).get(PAGE))


def test_to_a_private_address_it_comes_where_the_session_opens_content_C6(
    kuuloke: object, outi: User, sami: User
) -> None:
    book(factories.make_process(supervisor=sami, supervisees=[outi]), by=outi)

    assert len(events(address_of(outi))) == 1
    assert events(address_of(outi, content=False)) == []
    open_again = address_of(outi)
    User.objects.filter(pk=outi.pk).update(given_address=outi.email)
    assert events(open_again) == []


def test_a_new_address_closes_the_old_one_and_closing_closes_it_C8(aino_with_sami: Process, aino: User) -> None:
    first = address_of(aino)
    second = address_of(aino)
    assert (read(first).status_code, read(second).status_code) == (404, 200)

    client = client_of(aino)
    assert landed(client.post("/own/calendar/closing/"), client).status_code == 200
    closed, unknown = read(second), read("/calendar/no-such-one.ics")
    assert closed.status_code == unknown.status_code == 404
    assert text(closed) == text(unknown)


def test_no_token_is_kept_or_recorded_and_the_page_never_shows_it_again(aino_with_sami: Process, aino: User) -> None:
    token = address_of(aino).removeprefix("/calendar/").removesuffix(".ics")

    assert len(token) >= 43
    assert token not in str(list(CalendarFeed.objects.values()))
    assert token not in str(list(Event.objects.values()))
    page = client_of(aino).get(PAGE)
    assert token not in page.content.decode()
    assert CalendarFeed.objects.get().token_hash not in page.content.decode()


@pytest.mark.parametrize("how", ["closed", "address"])
def test_it_is_closed_with_the_account_and_when_the_office_gives_another_address(
    aino_with_sami: Process, aino: User, laura: User, how: str
) -> None:
    address = address_of(aino)
    if how == "closed":
        accounts.close_account(aino, by=laura)
        accounts.reopen_account(aino, by=laura)
    else:
        accounts.change_address(aino, email="aino@muualla.example", by=laura)

    assert read(address).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_it_stays_when_she_changes_her_own_address(aino_with_sami: Process, aino: User) -> None:
    address = address_of(aino)
    accounts.change_address(aino, email="aino@muualla.example", by=aino)
    assert read(address).status_code == 200


def test_a_calendar_programme_gets_no_cookie_and_asks_anew_each_time(aino_with_sami: Process, aino: User) -> None:
    book(aino_with_sami, by=aino)
    address = address_of(aino)
    answer = read(address)

    assert not answer.cookies
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert read(address, if_none_match=answer["ETag"]).status_code == 304
    with time_machine.travel(NOW + timedelta(hours=5), tick=False):
        assert read(address, if_none_match=answer["ETag"]).status_code == 304
    assert Client().head(address).status_code == 200
    assert Client().post(address).status_code == 405


def test_the_mark_of_its_content_changes_with_it_and_tells_nothing(
    group_with_sami: Process, aino: User, eero: User, sami: User
) -> None:
    """Two who read the same bytes have different marks: nobody learns from it who meets together."""
    booking, of_aino, of_eero = book(group_with_sami, by=sami), address_of(aino), address_of(eero)
    assert read(of_aino).content == read(of_eero).content
    before = read(of_aino)["ETag"]
    assert before != read(of_eero)["ETag"]

    move(booking, by=sami)
    assert read(of_aino, if_none_match=before).status_code == 200


def test_who_asks_too_often_waits(aino_with_sami: Process, aino: User) -> None:
    address = address_of(aino)
    statuses = [read(address).status_code for _times in range(62)]
    assert (statuses.count(200), statuses[-1]) == (60, 429)


def test_she_chooses_what_it_is_called(aino_with_sami: Process, aino: User) -> None:
    book(aino_with_sami, by=aino)
    address, client = address_of(aino), reading(aino)
    landed(client.post(PAGE, {"title": "reserved", "own_words": ""}), client)
    assert [str(event["SUMMARY"]) for event in events(address)] == ["Varattu"]

    landed(client.post(PAGE, {"title": "own_words", "own_words": "  Kahvi;\nja muuta  "}), client)
    assert [str(event["SUMMARY"]) for event in events(address)] == ["Kahvi; ja muuta"]
    assert "Kahvi" not in str(list(Event.objects.values()))
    renewed = address_of(aino)
    assert [str(event["SUMMARY"]) for event in events(renewed)] == ["Kahvi; ja muuta"]


@pytest.mark.parametrize(
    "typed",
    [{"title": "own_words", "own_words": " "}, {"title": "own_words", "own_words": "ä" * 61}, {"title": "x"}, {}],
)
def test_what_cannot_be_a_title_comes_back(aino_with_sami: Process, aino: User, typed: dict[str, str]) -> None:
    address_of(aino)
    answer = reading(aino).post(PAGE, typed)
    assert answer.status_code == 422
    assert CalendarFeed.objects.get().title == "neutral"


def test_without_an_address_there_is_no_title_to_choose(aino_with_sami: Process, aino: User) -> None:
    assert reading(aino).post(PAGE, {"title": "reserved"}).status_code == 200
    assert not CalendarFeed.objects.exists()


def test_a_mail_never_has_her_own_words(aino_with_sami: Process, aino: User, sami: User) -> None:
    address_of(aino)
    CalendarFeed.objects.get().call(title="own_words", own_words="Kanervanoma")
    book(aino_with_sami, by=aino)
    assert not [mail for mail in mails.post() if "Kanervanoma" in mails.everything(mail)]


def test_sessions_of_a_year_cost_the_same_few_queries(
    aino_with_sami: Process, group_with_sami: Process, aino: User, sami: User, django_assert_max_num_queries: Any
) -> None:
    address = address_of(sami)
    for month in range(3, 9):
        factories.make_booking(process=aino_with_sami, starts_at=helsinki(f"2027-0{month}-02 10:00"))
        factories.make_booking(process=group_with_sami, starts_at=helsinki(f"2027-0{month}-03 10:00"))
    read(address)
    feed = CalendarFeed.objects.get()
    with django_assert_max_num_queries(9):
        assert calendar(feed, now=NOW).count(b"BEGIN:VEVENT") == 12


def test_the_way_to_it_stands_on_the_own_page_of_those_who_meet(
    aino_with_sami: Process, aino: User, sami: User, maija: User
) -> None:
    for user, there in ((aino, True), (sami, True), (maija, False)):
        assert (f'href="{PAGE}"' in client_of(user).get("/own/").content.decode()) == there
    assert reverse("bookings:calendar") == PAGE
