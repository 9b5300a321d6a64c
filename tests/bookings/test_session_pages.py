"""The list and the page of a session: the same row for everybody, and to each as much as they are told."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bookings.models import Booking, Status
from processes.models import MeetingLink, Process
from tests import factories
from tests.bookings.pages import facts, links, reading, text, tree
from tests.bookings.stories import TUESDAY, book
from tests.factories import NOW, client_of, helsinki
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.sqlite

ROOM = "https://meet.example/ainon-huone"


# --- the list


def test_the_list_has_what_comes_and_what_was(aino_with_sami: Process, aino: User) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-01-12 10:00"), status=Status.HELD)
    book(aino_with_sami, by=aino)

    rows = [
        " ".join(row.text_content().split())
        for row in tree(reading(aino).get(reverse("bookings:list"))).xpath("//li//a[@class='title']")
    ]
    assert rows == ["Tue 9 Feb 2027 at 10:00–11:30", "Tue 12 Jan 2027 at 10:00–11:30"]


@pytest.mark.parametrize("who", ["aino", "maija", "sami", "laura"])
def test_the_list_costs_the_same_for_one_row_and_three(
    aino_with_sami: Process,
    request: Any,
    who: str,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(request.getfixturevalue(who))
    url = reverse("bookings:list")

    def sessions(weeks: range) -> None:
        for week in weeks:
            for state, start in ((Status.CONFIRMED, TUESDAY), (Status.CANCELLED, NOW - timedelta(days=70))):
                factories.make_booking(process=aino_with_sami, starts_at=start + timedelta(weeks=week), status=state)

    sessions(range(1))
    client.get(url)
    with django_assert_max_num_queries(10) as one:
        client.get(url)
    sessions(range(1, 3))
    with django_assert_num_queries(len(one)):
        client.get(url)


def test_older_sessions_come_a_page_at_a_time(aino_with_sami: Process, aino: User) -> None:
    for week in range(25):
        start = helsinki("2026-01-06 10:00") + timedelta(weeks=week)
        factories.make_booking(process=aino_with_sami, starts_at=start, status=Status.HELD)
    client = reading(aino)
    first, second = (client.get(reverse("bookings:list"), query) for query in ({}, {"page": "1"}))

    assert [len(tree(page).xpath("//main//a[@class='title']")) for page in (first, second)] == [20, 5]
    assert links(first, "page=1")
    assert client.get(reverse("bookings:list"), {"page": "-1e9"}).status_code == 200


def test_a_managers_list_has_their_own_people_by_name_only_where_the_agreement_shows_names(
    aino_with_sami: Process, group_with_sami: Process, maija: User, sami: User
) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=TUESDAY)
    factories.make_booking(process=group_with_sami, starts_at=TUESDAY + timedelta(days=1))
    page = text(reading(maija).get(reverse("bookings:list")))

    assert "Aino Mäkelä" in page  # "names"
    assert group_with_sami.code in page  # "none"
    assert "Eero" not in page


# --- the page


def test_while_it_waits_aino_reads_until_when_it_is_hers_and_what_comes_next(
    aino_with_sami: Process, aino: User
) -> None:
    aino_with_sami.approval = "each"
    aino_with_sami.save()
    page = reading(aino).get(book(aino_with_sami, by=aino).get_absolute_url())

    assert "The time is held for you until Thu 4 Feb at 16:00. You need not do anything" in text(page)
    steps = [step.text_content() for step in tree(page).xpath("//ol[@class='path']//p[@class='title']")]
    assert steps == [
        "You booked the time",
        "The manager decides",
        "You get a confirmation and a calendar invitation",
        "You meet",
    ]
    assert facts(page) == {
        "Supervisor": "Sami Rautio",
        "Form": "Individual supervision, session 1 of 10",
        "Length": "90 min",
        "Place": "Remotely. The link opens when the time is confirmed.",
        "Price": "Lehtolan Kuntoutus Oy pays.",
    }


def test_the_office_is_promised_no_link(aino_with_sami: Process, aino: User, laura: User) -> None:
    aino_with_sami.approval = "each"
    aino_with_sami.save()
    assert facts(reading(laura).get(book(aino_with_sami, by=aino).get_absolute_url()))["Place"] == "Remotely"


@pytest.mark.parametrize(
    "on, said", [("2027-02-16", "a week and a day before."), ("2027-02-08", "a day before."), ("2027-02-02", "")]
)
def test_only_reminders_that_still_come_are_promised(aino_with_sami: Process, aino: User, on: str, said: str) -> None:
    booking = factories.make_booking(process=aino_with_sami, starts_at=helsinki(f"{on} 10:00"))
    _before, _sign, promise = text(reading(aino).get(booking.get_absolute_url())).partition("A reminder comes ")
    assert promise.startswith(said)
    assert bool(promise) == bool(said)


def test_a_managers_page_is_an_allow_list_C7(aino_with_sami: Process, aino: User, maija: User) -> None:
    page = reading(maija).get(book(aino_with_sami, by=aino).get_absolute_url())
    assert facts(page) == {
        "Process": aino_with_sami.code,
        "Supervisee": "Aino Mäkelä",
        "Length": "90 min",
        "Place": "Remotely",
        "Price": "€175.00 without VAT",
        "Cost centre": "4410",
    }
    assert "Sami" not in text(page)


def test_a_manager_reads_no_names_of_a_group_without_names(group_with_sami: Process, maija: User, sami: User) -> None:
    page = reading(maija).get(book(group_with_sami, by=sami).get_absolute_url())
    assert set(facts(page)) == {"Process", "Length", "Place", "Price", "Cost centre"}
    assert not [name for name in ("Aino", "Eero", "Sami") if name in text(page)]


@pytest.mark.parametrize("state", [Status.DECLINED, Status.LAPSED])
def test_from_a_time_that_became_free_again_its_people_go_on_to_another(
    aino_with_sami: Process, group_with_sami: Process, aino: User, sami: User, maija: User, state: Status
) -> None:
    booking = factories.make_booking(process=aino_with_sami, starts_at=TUESDAY, status=state)
    groups = factories.make_booking(process=group_with_sami, starts_at=TUESDAY, status=state)
    for user, shown, leads in [(aino, booking, 1), (sami, groups, 1), (aino, groups, 0), (maija, booking, 0)]:
        assert len(links(reading(user).get(shown.get_absolute_url()), "slots")) == leads


@pytest.mark.parametrize("state", [Status.DECLINED, Status.LAPSED, Status.NO_SHOW])
def test_a_managers_words_for_what_did_not_come_about_are_few_C10(
    aino_with_sami: Process, maija: User, state: Status
) -> None:
    booking = factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-01-12 10:00"), status=state)
    page = text(reading(maija).get(booking.get_absolute_url()))
    assert "Did not come" not in page
    assert "Not approved" not in page


def test_the_meeting_link_is_for_the_parties_of_a_confirmed_remote_session(
    aino_with_sami: Process, aino: User, sami: User, laura: User, maija: User
) -> None:
    MeetingLink.write(process=aino_with_sami, url=ROOM)
    booking = book(aino_with_sami, by=aino)

    def seen_by(*users: User) -> list[bool]:
        return [ROOM in str(reading(user).get(booking.get_absolute_url()).content) for user in users]

    assert seen_by(aino, sami, laura, maija) == [True, True, False, False]
    Booking.objects.filter(pk=booking.pk).update(status=Status.REQUESTED, held_until=NOW + timedelta(days=1))
    assert seen_by(aino, sami) == [False, False]


def test_a_link_that_is_no_web_address_is_not_shown(aino_with_sami: Process, aino: User) -> None:
    MeetingLink.write(process=aino_with_sami, url="javascript:alert(1)")
    assert "javascript:" not in str(reading(aino).get(book(aino_with_sami, by=aino).get_absolute_url()).content)


def test_who_finds_ainos_session(aino_with_sami: Process, aino: User, request: Any) -> None:
    url = book(aino_with_sami, by=aino).get_absolute_url()
    for who, status in [("eero", 404), ("pekka", 404), ("outi", 404), ("laura", 200), ("maija", 200)]:
        assert client_of(request.getfixturevalue(who)).get(url).status_code == status, who


# --- who pays, and who reads how much (DOMAIN 4.3)


def sheet(process: Process, user: User) -> dict[str, str]:
    url = reverse("bookings:slots", args=[process.pk], query={"day": "2027-02-09", "time": "10.00"})
    return facts(reading(user).get(url))


def test_employer_paid_one_reads_who_pays_and_not_how_much(aino_with_sami: Process, aino: User) -> None:
    assert sheet(aino_with_sami, aino)["Price"] == "Lehtolan Kuntoutus Oy pays."
    page = text(reading(aino).get(book(aino_with_sami, by=aino).get_absolute_url()))
    assert not [sign for sign in ("175", "219", "€") if sign in page]


def test_one_who_pays_reads_the_price_with_its_tax(kuuloke: Any, outi: User, sami: User) -> None:
    own = factories.make_process(supervisor=sami, supervisees=[outi], price="140.00")
    assert sheet(own, outi) == {
        "Price": "€175.70, VAT included",
        "Approval": "Not needed: the time is confirmed at once.",
        "Cancelling": "Free of charge until Mon 8 Feb at 10:00. After that you pay €175.70.",
    }
    assert sheet(own, sami)["Price"] == "The supervisee pays."


def test_internal_supervision_has_no_price_and_no_charge(
    kuuloke: Any, aino: User, sami: User, lehtola: Organisation
) -> None:
    inside = factories.make_process(supervisor=sami, supervisees=[aino], organisation=lehtola, payer="internal")
    assert sheet(inside, aino)["Price"] == "Internal supervision is not invoiced."
    assert sheet(inside, aino)["Cancelling"] == "Free of charge until it begins."


def test_no_employer_hears_of_what_one_pays_oneself(kuuloke: Any, aino: User, sami: User, maija: User) -> None:
    own = factories.make_process(supervisor=sami, supervisees=[aino])
    booking = book(own, by=aino)

    assert client_of(maija).get(booking.get_absolute_url()).status_code == 404
    assert "No employer sees anything of this." in text(reading(aino).get(booking.get_absolute_url()))
