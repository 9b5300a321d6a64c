"""Before a remote session without a room its supervisor is told; who meets there reads that it is still to come."""

import pytest

from bookings.models import Booking
from processes.models import MeetingLink, Place, Process
from tests.bookings.pages import text
from tests.factories import client_of, helsinki, make_booking
from tyonohjaus.people.models import User

pytestmark = pytest.mark.sqlite

MISSING = "Etähuoneen osoite puuttuu"


@pytest.fixture
def tomorrow(aino_with_sami: Process) -> Booking:
    return make_booking(process=aino_with_sami, starts_at=helsinki("2027-02-02 10:00"))


def home(user: User) -> str:
    return text(client_of(user).get("/"))


def test_sami_is_told_and_nobody_else_S0_6(
    tomorrow: Booking, aino: User, sami: User, maija: User, laura: User, kaisa: User
) -> None:
    assert MISSING in home(sami)
    assert f"/processes/{tomorrow.process_id}/meeting-link/" in client_of(sami).get("/").content.decode()
    for other in (aino, maija, laura, kaisa):
        assert MISSING not in home(other)


@pytest.mark.parametrize("starts, place", [("2027-02-09 10:00", Place.REMOTE), ("2027-02-02 10:00", Place.OUTDOORS)])
def test_not_long_before_nor_where_one_meets_elsewhere(
    aino_with_sami: Process, sami: User, starts: str, place: str
) -> None:
    make_booking(process=aino_with_sami, starts_at=helsinki(starts), place=place)
    assert MISSING not in home(sami)


def test_it_is_said_on_the_session_until_there_is_one(tomorrow: Booking, aino: User, sami: User, maija: User) -> None:
    url = tomorrow.get_absolute_url()
    assert "lisää etätapaamisen linkin tähän" in text(client_of(aino).get(url))
    assert MISSING in text(client_of(sami).get(url))
    assert "linkin" not in text(client_of(maija).get(url))

    MeetingLink.write(process=tomorrow.process, url="https://etahuone.example/a", by=sami)

    assert MISSING not in home(sami) and MISSING not in text(client_of(sami).get(url))
    assert "lisää etätapaamisen linkin tähän" not in text(client_of(aino).get(url))
