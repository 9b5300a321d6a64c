"""Two windows, or two supervisors, with the same log open: nobody empties what the other has written."""

import re
from datetime import timedelta
from typing import Any

import pytest

from bookings.models import Booking, read_log
from processes.models import Process
from tests import factories
from tests.bookings.logs import TASK, log_of, seen
from tests.bookings.test_races import all_at_once
from tests.factories import client_of, helsinki
from tyonohjaus.people.models import Organisation, Practice, User

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


@pytest.mark.django_db(transaction=True)
def test_of_two_supervisors_who_save_at_once_the_second_is_asked_again(
    kuuloke: Practice, aino: User, sami: User, kaisa: User, lehtola: Organisation
) -> None:
    """Both found the log empty: the text that is kept is the one of whom the portal told that it is saved."""
    process = factories.make_process(supervisor=sami, supervisees=[aino], organisation=lehtola, co_supervisor=kaisa)
    for number in range(3):
        starts_at = helsinki("2027-01-11 10:00") + timedelta(days=number)
        path = log_of(factories.make_booking(process=process, starts_at=starts_at))
        answers: dict[str, Any] = {}

        def save(user: User, opened: str, path: str = path, answers: dict[str, Any] = answers) -> None:
            mine = {"outcome": "held", "marked": "confirmed", "seen": opened, "assignment": f"{user.name}: {TASK}"}
            answers[user.name] = client_of(user).post(path, mine)

        both = {user: seen(user, path) for user in (sami, kaisa)}
        outcomes = all_at_once(*(lambda user=user, opened=opened: save(user, opened) for user, opened in both.items()))

        assert outcomes == {"done": 2}
        assert sorted(answer.status_code for answer in answers.values()) == [303, 422]
        saved = next(name for name, answer in answers.items() if answer.status_code == 303)
        assert read_log(Booking.objects.get(starts_at=starts_at), by=sami).assignment == f"{saved}: {TASK}"
