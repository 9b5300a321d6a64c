"""Several days or stretches in one form: all of them, or none."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from bookings.models import AvailabilityException
from processes.models import Process
from tests.bookings.pages import fields, landed, links, reading, text
from tests.bookings.stories import book
from tyonohjaus.people.models import User

pytestmark = pytest.mark.sqlite

CLOSED, EXTRA = reverse("bookings:hours_closed_new"), reverse("bookings:hours_extra_new")
SUMMER = {"first_on": "6.7.2027", "last_on": "31.7.2027"}
EVENINGS = {"first_on": "9.2.2027", "first_on_2": "16.2.2027", "starts": "17:00", "ends": "19:00", "place": "remote"}


def stretches() -> list[tuple[date, date]]:
    return list(AvailabilityException.objects.order_by("first_on").values_list("first_on", "last_on"))


def test_a_summer_and_two_days_are_closed_at_once(sami: User, kuuloke: Any) -> None:
    client = reading(sami)
    form = SUMMER | {"first_on_2": "24.12.2027", "first_on_4": "12.2.2027", "last_on_4": "15.2.2027"}
    after = landed(client.post(CLOSED, form), client)
    assert stretches() == [
        (date(2027, 2, 12), date(2027, 2, 15)),
        (date(2027, 7, 6), date(2027, 7, 31)),
        (date(2027, 12, 24), date(2027, 12, 24)),
    ]
    assert "6–31 Jul 2027" in text(after)


def test_the_same_hours_on_several_days(sami: User, kuuloke: Any) -> None:
    assert reading(sami).post(EXTRA, EVENINGS).status_code == 303
    assert [first for first, _last in stretches()] == [date(2027, 2, 9), date(2027, 2, 16)]
    assert set(AvailabilityException.objects.values_list("kind", flat=True)) == {"extra"}


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"last_on_2": "1.8.2027"}, "Write the first day too."),
        ({"first_on_2": "5.8.2027", "last_on_2": "1.8.2027"}, "The last day is before the first."),
        ({"first_on_2": "31.7.2027"}, "These days are in this form already."),
        ({"first_on_2": "32.7.2027"}, "Write the day like this"),
    ],
)
def test_one_row_that_cannot_be_holds_back_all(sami: User, kuuloke: Any, wrong: dict[str, str], said: str) -> None:
    again = reading(sami).post(CLOSED, SUMMER | wrong)
    assert again.status_code == 422
    assert said in text(again)
    assert fields(again, having="first_on_2")["first_on"] == "6.7.2027"
    assert not stretches()


def test_one_evening_that_overlaps_holds_back_the_others(sami: User, kuuloke: Any) -> None:
    reading(sami).post(EXTRA, EVENINGS | {"first_on_2": ""})
    again = reading(sami).post(EXTRA, EVENINGS | {"first_on": "23.2.2027", "first_on_2": "9.2.2027"})
    assert again.status_code == 422
    assert "These hours overlap with other extra hours of that day." in text(again)
    assert len(stretches()) == 1


def test_what_all_of_them_would_leave_outside_is_shown_before(aino_with_sami: Process, aino: User, sami: User) -> None:
    booking = book(aino_with_sami, by=aino)
    client = reading(sami)
    asked = client.post(CLOSED, SUMMER | {"first_on_2": "9.2.2027"})
    assert asked.status_code == 200
    assert links(asked, booking.get_absolute_url())
    assert not stretches()
    assert landed(client.post(CLOSED, fields(asked, having="seen")), client).status_code == 200
    assert len(stretches()) == 2


def test_one_that_is_changed_stays_one(sami: User, kuuloke: Any) -> None:
    reading(sami).post(CLOSED, SUMMER)
    row = AvailabilityException.objects.get()
    url = reverse("bookings:hours_exception", args=[row.pk])
    assert "More days at once" not in text(reading(sami).get(url))
    assert reading(sami).post(url, SUMMER | {"first_on": "1.7.2027"}).status_code == 303
    assert stretches() == [(date(2027, 7, 1), date(2027, 7, 31))]
