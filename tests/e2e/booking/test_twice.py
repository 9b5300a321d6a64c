"""A double click, as browsers send it: two POSTs of one form at the same moment, over HTTP (A3)."""

import threading
import uuid
from collections.abc import Callable

import pytest
from django.urls import reverse

from bookings.models import Booking, Series, Status
from processes.models import Process
from tests import factories
from tests.conftest import Portal
from tests.e2e.house import House, fi
from tests.e2e.test_race import post
from tests.factories import helsinki
from tyonohjaus.people.models import User

pytestmark = pytest.mark.sqlite  # on PostgreSQL: tests/bookings/test_races.py

TIMES = 4
CONFIRMED = fi("Confirmed")


def pressed_at_once(click: Callable[[], int]) -> list[int]:
    """What each of so many equal posts was answered."""
    answers: list[int] = []
    gate = threading.Barrier(TIMES)

    def press() -> None:
        gate.wait()
        answers.append(click())

    threads = [threading.Thread(target=press) for _time in range(TIMES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_a_double_click_is_one_booking_and_one_letter_A3(
    live: Portal, town: House, aino_with_sami: Process, aino: User
) -> None:
    session = factories.client_of(aino).cookies["session"].value
    form = {"starts_at": helsinki("2027-02-09 10:00").isoformat(), "request_key": str(uuid.uuid4())}
    path = reverse("bookings:slots", args=[aino_with_sami.pk])

    assert pressed_at_once(lambda: post(live.url, path, session=session, **form)) == [303] * TIMES
    assert Booking.objects.get().status == Status.CONFIRMED
    town.letter("Aino", CONFIRMED)
    town.letter("Sami", CONFIRMED)


def test_a_double_click_is_one_series_A3(live: Portal, town: House, aino_with_sami: Process, sami: User) -> None:
    session = factories.client_of(sami).cookies["session"].value
    starts = [helsinki(f"2027-{day} 10:00") for day in ("02-09", "03-09", "04-06")]
    form = {f"at_{number}": start.isoformat() for number, start in enumerate(starts, start=1)}
    form |= {"request_key": str(uuid.uuid4())}
    plan = {"first_on": "9.2.2027", "time": "10.00", "every": "4", "times": "3"}
    path = reverse("bookings:series_new", args=[aino_with_sami.pk], query=plan)

    assert pressed_at_once(lambda: post(live.url, path, session=session, **form)) == [303] * TIMES
    assert Series.objects.get().bookings.count() == 3
    town.letter("Aino", CONFIRMED)
