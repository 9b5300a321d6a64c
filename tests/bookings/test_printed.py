"""Dates on paper: the series or what is coming, with nobody's name."""

from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bookings.models import Series, Status
from processes.models import Process
from tests import factories
from tests.bookings.pages import links, reading, text, tree
from tests.bookings.stories import TUESDAY, book_series
from tests.factories import NOW, client_of, helsinki
from tyonohjaus.people.models import User

pytestmark = pytest.mark.sqlite


def lines(response: Any) -> list[str]:
    return [" ".join(row.text_content().replace("\u00a0", " ").split()) for row in tree(response).xpath("//tbody/tr")]


@pytest.fixture
def series(aino_with_sami: Process, sami: User) -> Series:
    return book_series(aino_with_sami, by=sami)


def of(series: Series) -> str:
    return reverse("bookings:series_print", args=[series.pk])


def coming(process: Process) -> str:
    return reverse("bookings:dates", args=[process.pk])


def test_a_series_is_one_sheet_without_names_D6(series: Series, aino: User, sami: User) -> None:
    for user in (aino, sami):
        page = reading(user).get(of(series))
        assert lines(page) == [
            "Tue 9 Feb 2027 at 10:00–11:30 Remotely",
            "Tue 9 Mar 2027 at 10:00–11:30 Remotely",
            "Tue 6 Apr 2027 at 10:00–11:30 Remotely",
        ]
        assert f"Individual supervision {series.process.code}" in text(page)
        assert not {"Aino", "Mäkelä", "Sami", "Rautio", "Lehtola"} & set(text(page).replace(",", " ").split())
        assert tree(page).find(".//body").get("class") == "paper"


def test_what_was_called_off_is_not_on_it_and_what_waits_says_so(series: Series, aino: User, sami: User) -> None:
    first, second, _third = series.bookings.order_by("starts_at")
    first.cancel(by=sami, now=NOW)
    type(second).objects.filter(pk=second.pk).update(status=Status.REQUESTED, held_until=TUESDAY)
    assert lines(reading(aino).get(of(series))) == [
        "Tue 9 Mar 2027 at 10:00–11:30 Waiting for the manager's approval Remotely",
        "Tue 6 Apr 2027 at 10:00–11:30 Remotely",
    ]


def test_a_process_prints_what_is_coming_and_not_what_was(aino_with_sami: Process, aino: User) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-01-26 10:00"))
    assert "Nothing is agreed." in text(reading(aino).get(coming(aino_with_sami)))
    factories.make_booking(process=aino_with_sami, starts_at=TUESDAY)
    assert lines(reading(aino).get(coming(aino_with_sami))) == ["Tue 9 Feb 2027 at 10:00–11:30 Remotely"]


def test_a_manager_reads_dates_and_not_the_place_C1(aino_with_sami: Process, sami: User, maija: User) -> None:
    aino_with_sami.place = "premises"
    aino_with_sami.save()
    factories.make_booking(process=aino_with_sami, starts_at=TUESDAY, place="premises")
    page = reading(maija).get(coming(aino_with_sami))
    assert lines(page) == ["Tue 9 Feb 2027 at 10:00–11:30 On site"]
    assert "Aino" not in text(page)


def test_it_is_nobody_elses(series: Series, pekka: User, outi: User, eero: User) -> None:
    for user in (pekka, outi, eero):
        assert {client_of(user).get(url).status_code for url in (of(series), coming(series.process))} == {404}


def test_the_pages_of_the_dates_lead_to_it(series: Series, aino: User) -> None:
    client = reading(aino)
    assert links(client.get(series.get_absolute_url()), of(series))
    assert links(client.get(reverse("processes:detail", args=[series.process_id])), coming(series.process))


def test_more_dates_ask_the_database_no_more(
    aino_with_sami: Process, aino: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=TUESDAY)
    client, url = client_of(aino), coming(aino_with_sami)
    client.get(url)
    with django_assert_num_queries(8):
        client.get(url)
    for day in (16, 23):
        factories.make_booking(process=aino_with_sami, starts_at=helsinki(f"2027-02-{day} 10:00"))
    with django_assert_num_queries(8):
        client.get(url)
