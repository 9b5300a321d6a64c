"""How does my week look? Sami's home page."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bookings.models import Booking, Status
from processes.models import Process
from tests import factories
from tests.bookings.pages import fields, landed, links, reading, text, tree
from tests.bookings.stories import TUESDAY, book
from tests.factories import client_of, helsinki
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.sqlite


def days(response: Any) -> dict[str, list[str]]:
    """Each day with its lines."""
    found = {}
    for day in tree(response).xpath("//ol[@class='week']/li"):
        lines = day.xpath("./div|./p")
        name = " ".join(day.find("h3").text_content().replace("\u00a0", " ").split())
        found[name] = [" ".join(line.text_content().split()) for line in lines]
    return found


def heading(response: Any) -> str:
    return " ".join(tree(response).find(".//h1").text_content().split())


@pytest.fixture
def harju(db: None) -> Organisation:
    return factories.make_organisation(name="Harjun Lähityö ry")


def at_work(supervisor: User, supervisee: User, organisation: Organisation) -> Process:
    return factories.make_process(
        supervisor=supervisor, supervisees=[supervisee], organisation=organisation, place="workplace"
    )


def test_the_week_in_a_sentence_and_its_days(aino_with_sami: Process, aino: User, sami: User) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-02-01 10:00"))
    factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-02-04 13:00"), status=Status.REQUESTED)
    page = reading(sami).get("/")

    assert heading(page) == "2 sessions this week, 1 of them today"

    Booking.objects.filter(status=Status.REQUESTED).update(status=Status.CANCELLED, held_until=None)
    assert heading(reading(sami).get("/")) == "1 session this week, today"
    assert "Good morning, Sami. Week 5." in text(page)
    assert "Next at 10:00" in text(page)
    assert "1 time is not confirmed yet" in text(page)
    assert days(page)["Mon 1 Feb today"] == [
        "Free 9:00–10:00",
        "10:00–11:30 Aino Mäkelä Individual supervision, remotely",
        "Free 11:30–17:00",
    ]
    assert days(page)["Thu 4 Feb"][1].endswith("Waiting")
    assert len(days(page)) == 5


def test_between_two_workplaces_lies_the_way(
    kuuloke: Any, aino: User, eero: User, sami: User, lehtola: Organisation, harju: Organisation
) -> None:
    factories.make_booking(process=at_work(sami, aino, lehtola), starts_at=helsinki("2027-02-02 09:00"))
    factories.make_booking(process=at_work(sami, eero, harju), starts_at=helsinki("2027-02-02 12:00"))

    lines = days(reading(sami).get("/"))["Tue 2 Feb"]
    assert lines[1:3] == ["Free 10:30–11:30", "Moving 30 min"]


def test_a_weekend_stands_there_only_when_something_does(aino_with_sami: Process, sami: User) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-02-06 10:00"))
    assert "Sat 6 Feb" in days(reading(sami).get("/"))


def test_days_without_hours_say_so(aino_with_sami: Process, sami: User) -> None:
    sami.supervisor.hours.exclude(weekday=1).delete()
    assert days(reading(sami).get("/"))["Wed 3 Feb"] == ["No hours"]


def test_other_weeks_are_a_click_away(aino_with_sami: Process, sami: User) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=TUESDAY)
    client = reading(sami)
    following = links(client.get("/"), "week=2027-W06")[0]

    page = client.get(following)
    assert heading(page) == "Week 6: 1 session"
    assert "Tue 9 Feb" in days(page)
    assert links(page, "week=2027-W05")


@pytest.mark.parametrize("week", ["2027-W99", "W", "0000-W01", "9999-W52", "next", "2027-W05-3"])
def test_a_week_that_is_none_is_this_week(aino_with_sami: Process, sami: User, week: str) -> None:
    page = reading(sami).get("/", {"week": week})
    assert page.status_code == 200
    assert "Mon 1 Feb today" in days(page)


def test_one_tap_marks_a_session_held_and_leads_back(aino_with_sami: Process, aino: User, sami: User) -> None:
    past = factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-01-26 10:00"))
    client = reading(sami)
    page = client.get("/")
    assert "Not marked yet" in text(page)

    after = landed(client.post(reverse("bookings:attendance", args=[past.pk]), fields(page, having="next")), client)

    assert Booking.objects.get(pk=past.pk).status == Status.HELD
    assert "Not marked yet" not in text(after)
    assert heading(after) == "No sessions this week"


def test_a_co_supervisor_sees_the_sessions_they_hold_together(
    kuuloke: Any, aino: User, eero: User, sami: User, kaisa: User, lehtola: Organisation
) -> None:
    together = factories.make_process(
        supervisor=sami, co_supervisor=kaisa, supervisees=[aino, eero], organisation=lehtola
    )
    factories.make_booking(process=together, starts_at=helsinki("2027-02-02 09:00"))
    line = days(reading(kaisa).get("/"))["Tue 2 Feb"][0]
    assert line.endswith("Lehtolan Kuntoutus Oy Remotely, 2 members, with Sami Rautio")


def test_nobody_elses_week_is_shown(aino_with_sami: Process, aino: User, kaisa: User, eero: User) -> None:
    factories.make_process(supervisor=kaisa, supervisees=[eero])
    book(aino_with_sami, by=aino)
    assert "Aino" not in text(client_of(kaisa).get("/", {"week": "2027-W06"}))


def test_home_asks_the_database_the_same_for_one_session_and_three(
    aino_with_sami: Process,
    group_with_sami: Process,
    sami: User,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    def sessions(*days: int) -> None:
        for day in days:
            for week in (0, -1):
                start = helsinki(f"2027-02-0{day} 10:00") + timedelta(weeks=week)
                process = group_with_sami if day % 2 else aino_with_sami
                factories.make_booking(process=process, starts_at=start)

    sessions(2)
    factories.make_hours(supervisor=sami, weekdays=(5,), starts=time(9), ends=time(12))
    client = client_of(sami)
    client.get("/")
    with django_assert_max_num_queries(19) as one:
        client.get("/")
    sessions(3, 4)
    with django_assert_num_queries(len(one)):
        client.get("/")
