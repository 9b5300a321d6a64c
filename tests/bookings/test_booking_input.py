"""What Aino and Sami type and choose: by hand, addresses that ask for nothing, the clock over its change (B1, B5)."""

import uuid
from datetime import date, time

import pytest
from django.urls import reverse

from bookings.models import AvailabilityException, Booking, Status
from processes.models import Process
from tests.bookings.pages import chips, fields, landed, reading, text, tree, url_of
from tests.bookings.stories import book
from tests.factories import NOW, helsinki
from tyonohjaus.people.models import User

# --- by hand


def by_hand(day: str, clock: str) -> dict[str, str]:
    return {"by_hand": "1", "day": day, "time": clock, "request_key": str(uuid.uuid4())}


def test_sami_sets_a_time_outside_his_hours(aino_with_sami: Process, sami: User) -> None:
    reading(sami).post(url_of(aino_with_sami), by_hand("2027-02-06", "18:00"))
    assert Booking.objects.get().starts_at == helsinki("2027-02-06 18:00")  # a Saturday evening


@pytest.mark.sqlite
def test_days_and_times_stand_in_text_as_they_are_written_here(aino_with_sami: Process, sami: User) -> None:
    """Not in the browser's own words: an English one asks a Finn for 02/09/2027 and AM."""
    rule = sami.supervisor.hours.get(weekday=1)
    page = reading(sami, language="fi").get(reverse("bookings:hours_rule", args=[rule.pk]))
    typed = {name: tree(page).xpath(f"//main//input[@name='{name}']")[0] for name in ("starts", "valid_from")}
    assert {field.get("type") for field in typed.values()} == {"text"}
    assert typed["starts"].get("value") == "9.00"
    assert typed["valid_from"].get("value").count(".") == 2


def test_by_hand_too_the_database_refuses_an_overlap(aino_with_sami: Process, aino: User, sami: User) -> None:
    book(aino_with_sami, by=aino)

    again = reading(sami).post(url_of(aino_with_sami), by_hand("2027-02-09", "11:00"))

    assert again.status_code == 422
    assert "This time was just taken." in text(again)
    assert fields(again, having="by_hand")["day"] == "2027-02-09"  # what was typed is kept
    assert Booking.objects.count() == 1


def test_aino_has_no_hand_in_it(aino_with_sami: Process, aino: User) -> None:
    client = reading(aino)
    assert "by hand" not in text(client.get(url_of(aino_with_sami)))
    assert client.post(url_of(aino_with_sami), by_hand("2027-02-06", "18:00")).status_code == 422
    assert not Booking.objects.exists()


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "day, clock, said",
    [
        ("tomorrow", "18:00", "Write the day like this"),
        ("2027-02-09", "late", "Write the time like this"),
        ("", "", "things to put right"),
        ("2027-03-28", "03:30", "The clocks go forward that night"),
        ("2027-01-31", "10:00", "This time has already passed."),
        ("0001-01-01", "10:00", "Check the year"),
    ],
)
def test_what_is_typed_badly_is_said_beside_the_field(
    aino_with_sami: Process, sami: User, day: str, clock: str, said: str
) -> None:
    again = reading(sami).post(url_of(aino_with_sami), by_hand(day, clock))
    assert again.status_code == 422
    assert said in text(again)
    assert not Booking.objects.exists()


# --- bad input


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "starts_at", ["", "soon", "2027-02-09", "0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59-14:00"]
)
def test_a_time_that_is_none_is_not_offered(aino_with_sami: Process, aino: User, starts_at: str) -> None:
    again = reading(aino).post(url_of(aino_with_sami), {"starts_at": starts_at, "request_key": "no key"})
    assert again.status_code == 422
    assert "This time is not offered." in text(again)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "query",
    [
        {"month": "9999-12"},
        {"month": "0000-00"},
        {"day": "2027-02-30"},
        {"day": "0001-01-01", "time": "00.00"},
        {"day": "2027-02-09", "time": "25.99"},
        {"day": "\x00", "time": "'"},
    ],
)
def test_an_address_that_asks_for_nothing_shows_the_month(
    aino_with_sami: Process, aino: User, query: dict[str, str]
) -> None:
    page = reading(aino).get(url_of(aino_with_sami, **query))
    assert page.status_code == 200
    assert tree(page).xpath("//table[@class='month']")


# --- the wall clock


def test_the_page_keeps_the_wall_clock_over_the_change_B5(aino_with_sami: Process, aino: User, sami: User) -> None:
    """Offered, booked and shown at ten, before and after each change, in each language."""
    sami.supervisor.change(by=sami, horizon_weeks=52)
    shown = {"fi": "10.00–11.30", "sv": "10.00–11.30", "en": "10:00–11:30"}
    clients = {language: reading(aino, language=language) for language in shown}
    for day in ("2027-03-25", "2027-03-30", "2027-10-29", "2027-11-01"):
        pages = {
            language: client.get(url_of(aino_with_sami, day=day, time="10.00")) for language, client in clients.items()
        }
        for language, page in pages.items():
            assert shown[language] in chips(page), (day, language)
        done = clients["fi"].post(url_of(aino_with_sami), fields(pages["fi"], having="starts_at"))

        booking = Booking.objects.get(status=Status.CONFIRMED)
        assert booking.starts_at == helsinki(f"{day} 10:00")
        for language, client in clients.items():
            assert shown[language] in text(landed(done, client)), (day, language)
        booking.cancel(by=aino, now=NOW)


@pytest.mark.sqlite
def test_no_time_is_offered_in_the_hour_that_is_skipped_B1(aino_with_sami: Process, aino: User, sami: User) -> None:
    """The clocks change on Easter Day, on which Sami would have to open hours."""
    day = date(2027, 3, 28)
    AvailabilityException.enter(
        by=sami, supervisor=sami.supervisor, kind="extra", first_on=day, last_on=day, starts=time(1), ends=time(8)
    )
    page = reading(aino).get(url_of(aino_with_sami, day="2027-03-28"))

    assert "1:00–2:30" in chips(page)  # whole before the change
    assert not [chip for chip in chips(page) if chip.startswith(("2:", "3:"))]
