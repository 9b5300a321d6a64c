"""Internal supervision's own statistics: sessions and hours over all processes, and of fewer than four nothing (S1-7,
C16)."""

from typing import Any

import pytest
import time_machine

from bookings.models import Status
from processes.models import Process
from tests import factories
from tests.bookings.pages import reading, text
from tests.factories import client_of, helsinki
from tyonohjaus.people.models import Organisation, User

PAGE = "/practice/internal-hours/"


def internal(sami: User, lehtola: Organisation, *names: str) -> Process:
    people = [factories.make_person(name=name) for name in names]
    return factories.make_process(supervisor=sami, supervisees=people, organisation=lehtola, payer="internal")


def held(process: Process, *days: str) -> None:
    for day in days:
        factories.make_booking(process=process, starts_at=helsinki(f"{day} 10:00"), status=Status.HELD, take_time=False)


@pytest.fixture
def year(kuuloke: Any, sami: User, lehtola: Organisation) -> None:
    """In the spring of 2026 three were supervised, in the autumn four; others pay, or were not held."""
    group = internal(sami, lehtola, "Yksi", "Kaksi", "Kolme")
    held(group, "2026-03-02", "2026-09-07", "2026-10-05")
    held(internal(sami, lehtola, "Neljä"), "2026-11-02")
    paid = factories.make_process(
        supervisor=sami, supervisees=[factories.make_person(name="Viisi")], organisation=lehtola
    )
    held(paid, "2026-09-08")
    factories.make_booking(process=group, starts_at=helsinki("2026-12-07 10:00"), status=Status.CANCELLED)


def test_numbers_of_half_years_that_are_over_and_none_of_so_few_S1_7_C16(year: None, laura: User) -> None:
    page = text(reading(laura).get(PAGE))
    assert "Second half of 2026 3 sessions, 4 h 30 min" in page
    assert "First half of 2026 Not shown: fewer than four people." in page
    assert not [word for word in ("Yksi", "Neljä", "Sami", "Lehtola") if word in page]


def test_what_grows_is_not_shown(year: None, laura: User) -> None:
    with time_machine.travel(helsinki("2026-12-30 10:00")):
        page = text(reading(laura).get(PAGE))
    assert "Second half of 2026" not in page


def test_it_is_the_offices(year: None, sami: User, laura: User, maija: User, aino: User) -> None:
    for person in (sami, maija, aino):
        assert client_of(person).get(PAGE).status_code == 404


def test_nothing_yet(kuuloke: Any, laura: User) -> None:
    assert "No half-year with internal sessions is over yet." in text(reading(laura).get(PAGE))
