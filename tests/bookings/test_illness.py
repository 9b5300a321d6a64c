"""A sick supervisor's day: every session of the days is cancelled, moved or left, in one go."""

from datetime import date
from typing import Any

import pytest

from bookings import diary
from bookings.earlier_times import offer_freed
from bookings.illness import concerned
from bookings.models import AvailabilityException, Booking, FreedTime, Status, TimeOffer, TimeWish
from bookings.substitutes import name_substitute
from processes.models import Process
from tests.bookings import mails
from tests.bookings.pages import reading, text
from tests.factories import NOW, client_of, helsinki, make_booking, make_process
from tyonohjaus.people.models import User

TUESDAY = date(2027, 2, 9)
DAYS = {"first_on": "2027-02-09", "last_on": "2027-02-09"}
PATH = "/hours/illness/"


@pytest.fixture
def morning(aino_with_sami: Process) -> Booking:
    return make_booking(process=aino_with_sami, starts_at=helsinki("2027-02-09 10:00"))


@pytest.fixture
def afternoon(sami: User, eero: User, lehtola: Any) -> Booking:
    process = make_process(supervisor=sami, supervisees=[eero], organisation=lehtola)
    return make_booking(process=process, starts_at=helsinki("2027-02-09 14:00"))


def choose(booking: Booking, what: str) -> dict[str, str]:
    """As the page's form carries it: with the time at which it was shown."""
    return {f"session-{booking.pk}": what, f"shown-{booking.pk}": booking.shown}


def moves_of(sami: User, booking: Booking) -> list[Any]:
    found = concerned(sami.supervisor, first_on=TUESDAY, last_on=TUESDAY, now=NOW)
    return next(one.moves for one in found if one.booking == booking)


def test_one_is_cancelled_and_one_moved_the_day_is_closed_and_everybody_is_told(
    morning: Booking, afternoon: Booking, sami: User, aino: User, eero: User
) -> None:
    page = text(reading(sami).get(PATH, DAYS))
    assert "Aino" in page
    assert "Eero" in page
    to = moves_of(sami, afternoon)[0].start
    assert to == helsinki("2027-02-10 14:00")
    said = choose(morning, "cancel") | choose(afternoon, to.isoformat())
    assert reading(sami).post(PATH, DAYS | said).status_code == 303
    morning.refresh_from_db()
    afternoon.refresh_from_db()
    assert (morning.status, morning.charged_percent) == (Status.CANCELLED, 0)
    assert (afternoon.status, afternoon.starts_at) == (Status.CONFIRMED, to)
    assert sami.supervisor.exceptions.get().first_on == TUESDAY
    sent = mails.post()
    assert {aino.email, eero.email} <= set(mails.recipients(sent))
    assert not any("ill" in str(one.body).split() or "sair" in str(one.body).lower() for one in sent)
    assert reading(sami).post(PATH, DAYS | said).status_code == 303  # twice is once
    assert sami.supervisor.exceptions.count() == 1


def test_even_on_the_same_day_it_is_never_charged(morning: Booking, sami: User) -> None:
    from time_machine import travel

    with travel(helsinki("2027-02-09 07:00"), tick=False):
        reading(sami).post(PATH, DAYS | choose(morning, "cancel"))
    morning.refresh_from_db()
    assert morning.cancellation.share == 0
    assert not morning.cancellation.booking.charged_percent


def test_what_becomes_free_on_a_closed_day_is_offered_to_nobody(
    morning: Booking, afternoon: Booking, sami: User
) -> None:
    eero = afternoon.process.participants.get(capacity="supervisee").user
    TimeWish.ask(afternoon.process, by=eero, from_on=NOW.date())
    reading(sami).post(PATH, DAYS | choose(morning, "cancel") | choose(afternoon, "stays"))
    assert FreedTime.objects.exists()
    offer_freed(NOW)
    assert not TimeOffer.objects.exists()


def test_no_time_is_proposed_for_two_sessions(morning: Booking, afternoon: Booking, sami: User) -> None:
    first, second = moves_of(sami, morning), moves_of(sami, afternoon)
    assert len(first) == len(second) == 3
    assert not any(a.start < b.end and b.start < a.end for a in first for b in second)


def test_a_substitute_stays(morning: Booking, sami: User, kaisa: User) -> None:
    name_substitute(morning.process, user=kaisa, first_on=TUESDAY, last_on=TUESDAY, by=sami, now=NOW)
    page = text(reading(sami).get(PATH, DAYS))
    assert "Kaisa Lindqvist leads it" in page
    reading(sami).post(PATH, DAYS | choose(morning, "stays"))
    morning.refresh_from_db()
    assert morning.status == Status.CONFIRMED


def test_a_time_that_was_just_taken_leaves_its_session_and_says_so(
    morning: Booking, afternoon: Booking, sami: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = moves_of(sami, afternoon)[0].start
    said = choose(morning, "cancel") | choose(afternoon, to.isoformat())
    real = diary.move

    def just_taken(booking: Booking, **how: Any) -> Booking:
        if booking == afternoon:
            real(morning, starts_at=to, by=sami, now=NOW, outside_hours=True)
        return real(booking, **how)

    morning_says = choose(morning, "stays")
    monkeypatch.setattr(diary, "move", just_taken)
    answer = reading(sami).post(PATH, DAYS | said | morning_says)
    assert answer.status_code == 303
    assert "/hours/illness/?" in answer["Location"]
    afternoon.refresh_from_db()
    assert afternoon.starts_at == helsinki("2027-02-09 14:00")


def test_what_was_moved_meanwhile_is_shown_anew_and_not_moved_once_more(
    morning: Booking, aino: User, sami: User
) -> None:
    """To another hour of the same day: the choice was about another time."""
    to = moves_of(sami, morning)[0].start
    said = choose(morning, to.isoformat())
    diary.move(morning, starts_at=helsinki("2027-02-09 13:00"), by=aino, now=NOW)

    answer = reading(sami).post(PATH, DAYS | said)

    assert answer.status_code == 422
    assert "13:00" in text(answer)
    morning.refresh_from_db()
    assert morning.starts_at == helsinki("2027-02-09 13:00")


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "bad",
    [
        {"first_on": "x", "last_on": "2027-02-09"},
        {"first_on": "2027-02-10", "last_on": "2027-02-09"},
        {"first_on": "2027-01-31", "last_on": "2027-02-09"},
        {"first_on": "2027-02-09", "last_on": "2028-02-09"},
        DAYS,
        DAYS | {"session": "zq"},
    ],
)
def test_what_is_wrong_or_missing_changes_nothing(morning: Booking, sami: User, bad: dict[str, str]) -> None:
    assert reading(sami).post(PATH, bad).status_code == 422
    assert not AvailabilityException.objects.exists()


def test_it_is_a_supervisors_page(sami: User, aino: User, maija: User, laura: User) -> None:
    assert [client_of(user).get(PATH).status_code for user in (sami, aino, maija, laura)] == [200, 404, 404, 404]


def test_a_substitute_is_named_from_there_for_these_days_and_leads_it(
    morning: Booking, sami: User, kaisa: User, aino: User
) -> None:
    browser = reading(sami)
    address = f"/processes/{morning.process_id}/substitute/?first_on=2027-02-09&last_on=2027-02-09"
    assert address.replace("&", "&amp;") in browser.get(PATH, DAYS).content.decode()
    assert browser.get(address).context["form"].initial == {"first_on": TUESDAY, "last_on": TUESDAY}
    filled = {"user": str(kaisa.pk), "first_on": "9.2.2027", "last_on": "9.2.2027"}
    answer = browser.post(address, filled)
    assert (answer.status_code, answer["Location"]) == (303, f"{PATH}?first_on=2027-02-09&last_on=2027-02-09")
    page = text(browser.get(answer["Location"]))
    assert "Kaisa Lindqvist leads it" in page
    assert "Name a substitute" not in page


@pytest.mark.parametrize("query", ["first_on=x&last_on=y", "first_on=2027-02-09", "first_on=2027-02-09&last_on=1.1.1"])
def test_days_that_are_none_are_passed_over(morning: Booking, sami: User, query: str) -> None:
    shown = reading(sami).get(f"/processes/{morning.process_id}/substitute/?{query}")
    assert (shown.status_code, shown.context["form"].initial["first_on"]) == (200, date(2027, 2, 1))
