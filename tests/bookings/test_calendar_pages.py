"""Sami's calendar: a week with its hours, a month with its sessions, and nothing that is not his."""

from datetime import date, time
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from time_machine import travel

from bookings.earlier_times import offer_freed
from bookings.models import AvailabilityException, BusyCalendar, Status, TimeWish
from bookings.substitutes import name_substitute
from processes.models import Process
from tests import factories
from tests.bookings.pages import links, reading, text, tree
from tests.bookings.stories import TUESDAY
from tests.factories import NOW, client_of, helsinki
from tyonohjaus.lib.periods import Period
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.sqlite

WEEK, MONTH = reverse("bookings:week", query={"week": "2027-W06"}), reverse("bookings:month")


def rows(response: Any) -> dict[str, list[str]]:
    """Each day of the table with what its cells hold."""
    found = {}
    for row in tree(response).xpath("//table[@class='timeline']/tbody/tr"):
        cells = [" ".join(cell.text_content().replace("\u00a0", " ").split()) for cell in row.findall("td")]
        found[" ".join(row.find("th").text_content().replace("\u00a0", " ").split())] = [cell for cell in cells if cell]
    return found


def boxes(response: Any) -> list[str]:
    found = tree(response).xpath("//table[@class='agenda']/tbody/tr/td")
    return [" ".join(box.text_content().replace("\u00a0", " ").split()) for box in found]


def read_elsewhere(supervisor: User, *, begins: str, ends: str) -> None:
    """Their own calendar says that they are busy then."""
    own = BusyCalendar.subscribe(supervisor.supervisor, address="https://calendar.example/secret.ics", by=supervisor)
    own.keep([Period(helsinki(begins), helsinki(ends))], now=NOW)


def test_a_week_shows_sessions_free_hours_and_busy_elsewhere_without_a_title(
    aino_with_sami: Process, sami: User
) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=TUESDAY)
    read_elsewhere(sami, begins="2027-02-09 12:00", ends="2027-02-09 13:00")

    page = reading(sami).get(WEEK)

    assert rows(page)["Tue 9 Feb"] == [
        "Free 9:00–10:00",
        "10:00–11:30 Aino Mäkelä Individual supervision, remotely",
        "Busy elsewhere 12:00–13:00",
        "Free 13:00–17:00",
    ]
    assert "Week 6 8–14 Feb 2027 · 1 session" in text(page)
    assert len(rows(page)) == 5


def test_each_row_of_hours_has_as_many_columns_as_the_head(aino_with_sami: Process, sami: User) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-02-10 18:15"))
    table = tree(reading(sami).get(WEEK)).xpath("//table[@class='timeline']")[0]
    head = sum(int(cell.get("colspan")) for cell in table.xpath("./thead/tr/th[@scope='col']"))
    for row in table.xpath("./tbody/tr"):
        assert row.find("th").get("scope") == "row"
        assert sum(int(cell.get("colspan")) for cell in row.findall("td")) == head


def test_a_session_of_half_an_hour_has_room_for_its_words(aino_with_sami: Process, sami: User) -> None:
    factories.make_booking(
        process=aino_with_sami, starts_at=helsinki("2027-02-09 14:30"), ends_at=helsinki("2027-02-09 15:00")
    )
    page = reading(sami).get(WEEK)
    (cell,) = tree(page).xpath("//table[@class='timeline']//td[.//a]")
    assert cell.get("colspan") == "2"
    assert rows(page)["Tue 9 Feb"][1:] == [
        "14:30–15:00 Aino Mäkelä Individual supervision, remotely",
        "Free 15:00–17:00",
    ]


def test_what_waits_says_so_in_words(aino_with_sami: Process, sami: User) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=TUESDAY, status=Status.REQUESTED)
    assert any(cell.endswith("Waiting") for cell in rows(reading(sami).get(WEEK))["Tue 9 Feb"])
    assert "10:00 Aino Mäkelä Waiting" in " ".join(boxes(reading(sami).get(MONTH)))


def test_busy_elsewhere_outside_the_hours_stands_nowhere(aino_with_sami: Process, sami: User) -> None:
    read_elsewhere(sami, begins="2027-02-09 18:00", ends="2027-02-09 20:00")
    assert "Busy" not in text(reading(sami).get(WEEK))


def test_a_weekend_stands_there_only_when_something_does_in_it(aino_with_sami: Process, sami: User) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-02-13 10:00"))
    assert [day for day in rows(reading(sami).get(WEEK)) if day.startswith("S")] == ["Sat 13 Feb"]


def test_holidays_and_closed_days_are_named(aino_with_sami: Process, sami: User) -> None:
    for day, hours in ((30, {}), (31, {"starts": time(12), "ends": time(14)})):
        on = {"first_on": date(2027, 3, day), "last_on": date(2027, 3, day)}
        AvailabilityException.objects.create(supervisor=sami.supervisor, **on, **hours)

    week = rows(reading(sami).get(reverse("bookings:week", query={"week": "2027-W13"})))

    assert week["Mon 29 MarEaster Monday"] == []
    assert week["Tue 30 MarClosed"] == []
    assert week["Wed 31 MarClosed 12:00–14:00"] == ["Free 9:00–12:00", "Free 14:00–17:00"]
    month = boxes(reading(sami).get(reverse("bookings:month", query={"month": "2027-03"})))
    assert any(box.endswith("Easter Monday") for box in month)
    swedish = reading(sami, language="sv").get(reverse("bookings:week", query={"week": "2027-W13"}))
    assert "Annandag påsk" in text(swedish)


def test_a_month_has_weeks_as_rows_and_sessions_as_short_lines(
    aino_with_sami: Process, group_with_sami: Process, sami: User
) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=TUESDAY)
    factories.make_booking(process=group_with_sami, starts_at=helsinki("2027-02-09 13:00"))

    page = reading(sami).get(MONTH)

    assert "Tue 9 Feb910:00 Aino Mäkelä13:00 Group: Lehtolan Kuntoutus Oy" in boxes(page)
    assert len(tree(page).xpath("//table[@class='agenda']/tbody/tr")) == 4
    assert "February 2027 2 sessions" in text(page)


def test_weeks_and_months_lead_to_each_other_without_a_script(aino_with_sami: Process, sami: User) -> None:
    client = reading(sami)
    week = client.get(WEEK)
    assert links(week, "week=2027-W05")
    assert links(week, "week=2027-W07")
    assert links(week, "month=2027-02")
    assert "This week" in text(week)
    month = client.get(reverse("bookings:month", query={"month": "2027-03"}))
    assert links(month, "month=2027-04")
    assert links(month, "week=2027-W09")
    assert links(client.get("/"), reverse("bookings:week"))
    assert links(client.get(reverse("bookings:list")), reverse("bookings:week"))


def test_what_is_no_week_and_no_month_is_the_present_one(aino_with_sami: Process, sami: User) -> None:
    client = reading(sami)
    for asked in ["2027-W99", "2027-13", "W", "0000-01", "9999-12", "next", "2027-02-01", "²027-02"]:
        assert "Mon 1 Feb today" in rows(client.get(reverse("bookings:week", query={"week": asked}))), asked
        assert "February 2027" in text(client.get(reverse("bookings:month", query={"month": asked}))), asked


def test_kaisa_sees_the_sessions_that_they_lead_together_and_no_other_of_samis_C42(
    aino_with_sami: Process, aino: User, eero: User, sami: User, kaisa: User, lehtola: Organisation
) -> None:
    together = factories.make_process(
        supervisor=sami, co_supervisor=kaisa, supervisees=[aino, eero], organisation=lehtola
    )
    factories.make_booking(process=together, starts_at=helsinki("2027-02-10 09:00"))
    factories.make_booking(process=aino_with_sami, starts_at=TUESDAY)
    read_elsewhere(sami, begins="2027-02-11 12:00", ends="2027-02-11 13:00")

    week, month = reading(kaisa).get(WEEK), reading(kaisa).get(MONTH)

    assert rows(week)["Wed 10 Feb"][0].endswith("Lehtolan Kuntoutus Oy Remotely, 2 members, with Sami Rautio")
    for page in (week, month):
        assert "1 session" in text(page)
        assert "Aino" not in text(page)
        assert "Busy" not in text(page)


def test_a_day_on_which_kaisa_stands_in_is_hers_and_not_samis(
    aino_with_sami: Process, sami: User, kaisa: User, laura: User
) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=TUESDAY)
    day = date(2027, 2, 9)
    name_substitute(aino_with_sami, user=kaisa, first_on=day, last_on=day, by=laura, now=NOW)
    assert "Aino" not in text(reading(sami).get(WEEK))
    assert rows(reading(sami).get(WEEK))["Tue 9 Feb"] == ["Free 9:00–17:00"]
    with travel(helsinki("2027-02-09 08:00")):
        assert "10:00–11:30 Aino Mäkelä" in " ".join(rows(reading(kaisa).get(WEEK))["Tue 9 Feb today"])


def test_a_time_that_is_held_for_an_offer_is_not_shown_as_free_E5(
    aino_with_sami: Process, eero: User, aino: User, sami: User, lehtola: Organisation
) -> None:
    freed = factories.make_booking(process=aino_with_sami, starts_at=TUESDAY)
    eeros = factories.make_process(supervisor=sami, supervisees=[eero], organisation=lehtola)
    factories.make_booking(process=eeros, starts_at=helsinki("2027-03-09 10:00"), origin="booked", created_by=eero)
    TimeWish.ask(eeros, by=eero, from_on=date(2027, 2, 1))
    freed.cancel(by=aino, now=NOW)
    offer_freed(NOW)
    assert rows(reading(sami).get(WEEK))["Tue 9 Feb"] == [
        "Free 9:00–10:00",
        "Held 10:00–11:30, offered as an earlier time",
        "Free 11:30–17:00",
    ]


@pytest.mark.parametrize("name", ["week", "month"])
def test_it_is_a_supervisors_page_alone(
    aino_with_sami: Process, aino: User, maija: User, laura: User, outi: User, name: str
) -> None:
    url = reverse(f"bookings:{name}")
    assert {client_of(user).get(url).status_code for user in (aino, maija, laura, outi)} <= {403, 404}
    assert not links(reading(aino).get(reverse("bookings:list")), url)


def test_both_ask_the_database_the_same_for_one_session_and_three(
    aino_with_sami: Process,
    group_with_sami: Process,
    sami: User,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client, month = client_of(sami), f"{MONTH}?month=2027-02"
    factories.make_booking(process=aino_with_sami, starts_at=TUESDAY)
    with django_assert_max_num_queries(15) as week_asks:
        client.get(WEEK)
    with django_assert_max_num_queries(12) as month_asks:
        client.get(month)
    for day, process in ((10, group_with_sami), (11, aino_with_sami)):
        factories.make_booking(process=process, starts_at=helsinki(f"2027-02-{day} 10:00"))
        AvailabilityException.objects.create(
            supervisor=sami.supervisor, first_on=date(2027, 2, day + 1), last_on=date(2027, 2, day + 1)
        )
    with django_assert_num_queries(len(week_asks)):
        client.get(WEEK)
    with django_assert_num_queries(len(month_asks)):
        client.get(month)
