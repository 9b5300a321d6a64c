"""A longer pause than agreed stands on Sami's home, and on nobody else's (S2-1)."""

from typing import Any

import pytest

from bookings.models import Status
from processes.models import Process
from tests import factories
from tests.factories import client_of, helsinki
from tyonohjaus.people.models import User

pytestmark = pytest.mark.sqlite

PAUSE = "Sovittua pidempi tauko"


def home(user: User) -> str:
    return client_of(user).get("/").content.decode().replace("\xa0", " ")


@pytest.fixture
def met_in_november(aino_with_sami: Process) -> Process:
    """Every four weeks: due in the middle of December, and today is the first of February."""
    factories.make_booking(process=aino_with_sami, starts_at=helsinki("2026-11-17 10:00"), status=Status.HELD)
    return aino_with_sami


def test_sami_sees_the_pause_and_whose_it_is_S2_1(met_in_november: Process, sami: User) -> None:
    page = home(sami)
    assert PAUSE in page
    assert "Aino Mäkelä: viimeksi 17.11.2026, uutta aikaa ei ole varattu." in page


def test_nobody_else_reads_of_it(met_in_november: Process, aino: User, maija: User, laura: User, outi: User) -> None:
    for person in (aino, maija, laura, outi):
        assert PAUSE not in home(person)


def test_a_booked_time_ends_it(met_in_november: Process, sami: User) -> None:
    factories.make_booking(process=met_in_november, starts_at=helsinki("2027-03-09 10:00"))
    assert PAUSE not in home(sami)


@pytest.mark.parametrize("last", ["2026-12-22 10:00", "2027-01-26 10:00"])
def test_two_weeks_late_is_no_pause_yet(aino_with_sami: Process, sami: User, last: str) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=helsinki(last), status=Status.HELD)
    assert PAUSE not in home(sami)


def test_one_that_has_not_begun_or_is_used_up_or_over_has_no_pause(
    kuuloke: Any, met_in_november: Process, aino: User, sami: User
) -> None:
    factories.make_process(supervisor=sami, supervisees=[aino])  # nothing held yet: nothing to be late of
    met_in_november.agreed_count = 1
    met_in_november.save()
    assert PAUSE not in home(sami)
    met_in_november.agreed_count, met_in_november.ends_on = None, factories.NOW.date().replace(month=1)
    met_in_november.save()
    assert PAUSE not in home(sami)
