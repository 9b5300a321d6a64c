"""Two windows, or two supervisors, with the same log open: nobody empties what the other has written."""

import re

import pytest

from bookings.models import Booking, read_log
from processes.models import Process
from tests import factories
from tests.factories import client_of, helsinki
from tyonohjaus.people.models import User

KEPT = "Palataan ensi kerralla siihen, mikä auttoi."


@pytest.fixture
def session(aino_with_sami: Process) -> Booking:
    return factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-01-26 10:00"))


def test_a_window_opened_earlier_does_not_empty_what_another_saved(session: Booking, sami: User) -> None:
    sami_in_two_windows = client_of(sami)
    path = f"/bookings/{session.pk}/log/"
    early = re.search(r'name="seen" value="([^"]+)"', sami_in_two_windows.get(path).content.decode())
    assert early
    sami_in_two_windows.post(path, {"outcome": "held", "note": KEPT, "seen": early[1]})

    stale = sami_in_two_windows.post(path, {"outcome": "held", "note": "", "seen": early[1]})

    assert stale.status_code == 422
    assert KEPT in stale.content.decode()
    assert read_log(session, by=sami).note == KEPT

    # The page now shows what stands there; who saves again means it.
    again = re.search(r'name="seen" value="([^"]+)"', stale.content.decode())
    assert again
    sami_in_two_windows.post(path, {"outcome": "held", "note": "", "seen": again[1]})
    assert read_log(session, by=sami).note == ""
