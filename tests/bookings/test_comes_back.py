"""What was answered of a time does not hold when a session comes back to it; what was shown is what is called off; a
hold that began anew does not end with the one before."""

from datetime import timedelta

import pytest

from bookings import diary, taking
from bookings.models import Booking, Status
from processes.models import Process
from tests.bookings import mails
from tests.bookings.pages import reading, text
from tests.bookings.stories import NEXT_TUESDAY, TUESDAY, book, book_series, move
from tests.factories import NOW
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import User


def fresh(booking: Booking) -> Booking:
    return Booking.objects.select_related("process").get(pk=booking.pk)


def names(booking: Booking) -> list[str]:
    return sorted(one.user.first_name for one in fresh(booking).people())


@pytest.fixture
def came_back(group_asks: Process, sami: User, maija: User, pekka: User) -> Booking:
    """Pekka said no of his people, Maija yes; then it was moved away and back to the same time."""
    booking = book(group_asks, by=sami)
    booking.decline(by=pekka)
    booking.approve(by=maija)
    for start in (NEXT_TUESDAY, TUESDAY):
        diary.move(fresh(booking), starts_at=start, by=sami, now=NOW)
    return fresh(booking)


def test_a_session_that_comes_back_is_asked_again_of_each_manager_E5(
    came_back: Booking, maija: User, pekka: User
) -> None:
    assert came_back.status == Status.REQUESTED
    for manager in (maija, pekka):
        assert Booking.objects.waiting_for(manager, NOW).count() == 1
    asked = [one.to[0] for one in mails.post() if one.subject.startswith("Hyväksyttävänä")]
    assert {maija.email, pekka.email} <= set(asked)


def test_a_managers_no_is_not_undone_by_moving_away_and_back_C42(
    came_back: Booking, sami: User, maija: User, pekka: User
) -> None:
    assert came_back.settle(by=sami).status == Status.REQUESTED
    came_back.approve(by=maija)
    came_back.decline(by=pekka)
    assert fresh(came_back).status == Status.CONFIRMED
    assert "Eero" not in names(came_back)


def test_a_series_that_comes_back_is_asked_again_E5(asked: Process, sami: User, maija: User) -> None:
    series = book_series(asked, by=sami)
    series.approve(by=maija)
    for days in (1, -1):
        shown = {row.pk: row.times for row in series.bookings.all()}
        to = {pk: start + timedelta(days=days) for pk, (start, _end) in shown.items()}
        diary.move_several(series, shown=shown, to=to, by=sami, now=NOW)
    assert Booking.objects.waiting_for(maija, NOW).count() == 3


def test_a_stale_page_does_not_cancel_what_has_moved_meanwhile(aino_with_sami: Process, aino: User, sami: User) -> None:
    booking = book(aino_with_sami, by=aino)
    path = f"{booking.get_absolute_url()}cancellation/"
    shown = reading(aino).get(path).context["shown"]
    move(booking, by=sami)
    answer = reading(aino).post(path, {"shown": shown})
    assert answer.status_code == 422
    assert "The session has changed in the meantime" in text(answer)
    assert fresh(booking).status == Status.CONFIRMED
    assert reading(aino).post(path, {"shown": answer.context["shown"]}).status_code == 303
    assert fresh(booking).status == Status.CANCELLED


def test_what_has_come_to_cost_something_is_not_cancelled_by_a_page_that_said_it_costs_nothing(
    aino_with_sami: Process, aino: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    booking = book(aino_with_sami, by=aino)
    path = f"{booking.get_absolute_url()}cancellation/"
    shown = reading(aino).get(path).context["shown"]
    late = booking.starts_at - timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: late)
    answer = reading(aino).post(path, {"shown": shown})
    assert answer.status_code == 422
    assert "If you cancel now" in text(answer)
    assert fresh(booking).status == Status.CONFIRMED


def test_a_hold_that_began_anew_does_not_end_with_the_one_before_E5(asked: Process, aino: User, sami: User) -> None:
    booking = book(asked, by=aino)
    stale = fresh(booking)
    move(booking, by=sami, to=NEXT_TUESDAY + timedelta(days=7))
    Booking.objects.filter(pk=booking.pk).update(held_until=clock.now() + timedelta(days=5))
    with pytest.raises(TooLate):
        stale.lapse()
    assert fresh(booking).status == Status.REQUESTED
    taking.lapse_expired(clock.now())
    assert fresh(booking).status == Status.REQUESTED
