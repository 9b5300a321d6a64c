"""Reminders at the hours that each has chosen, in the daytime, once (D1–D3); the rest of the mail as they like."""

from datetime import datetime, timedelta

import pytest
import time_machine

from bookings import reminders, tasks
from bookings.models import Booking, MailChoice, Reminder
from processes.models import Process
from tests import factories
from tests.bookings import mails
from tests.bookings.pages import landed, reading, text
from tests.bookings.stories import NEXT_TUESDAY, book, move
from tests.factories import helsinki
from tyonohjaus.lib import clock
from tyonohjaus.people.models import User

pytestmark = pytest.mark.sqlite
PAGE = "/own/messages/"


@pytest.fixture
def session(aino_with_sami: Process, aino: User) -> Booking:
    """Booked on 1.2. for 16.2. at ten."""
    booking = book(aino_with_sami, by=aino, at=NEXT_TUESDAY)
    mails.gone()
    return booking


def choose(user: User, *reminders: int, unwanted: tuple[str, ...] = ()) -> None:
    MailChoice.choose(by=user, reminders=reminders, unwanted=unwanted)


def run_at(text: str) -> list[str]:
    """Who is reminded when the beat runs then."""
    with time_machine.travel(helsinki(text), tick=False):
        tasks.remind()
        return mails.recipients(mails.post())


def test_each_is_reminded_at_their_own_hours_and_who_has_not_chosen_as_before(
    session: Booking, aino: User, sami: User
) -> None:
    choose(aino, 0, 2)
    assert run_at("2027-02-09 08:00") == [sami.email]
    assert run_at("2027-02-14 08:00") == [aino.email]
    assert run_at("2027-02-15 08:00") == [sami.email]
    assert run_at("2027-02-16 08:59") == []
    assert run_at("2027-02-16 09:00") == [aino.email]
    assert run_at("2027-02-16 09:01") == []


def test_none_is_none(session: Booking, aino: User, sami: User) -> None:
    choose(aino)
    days = [f"2027-02-{day:02} 08:00" for day in (9, 14, 15)] + ["2027-02-16 09:00"]
    assert [run_at(day) for day in days] == [[sami.email], [], [sami.email], []]


@pytest.mark.parametrize(
    "start, due",
    [
        ("2027-02-16 10:00", "2027-02-16 09:00"),
        ("2027-02-16 07:30", "2027-02-16 07:00"),
        ("2027-02-16 21:59", "2027-02-16 20:59"),
        ("2027-02-16 22:00", "2027-02-17 07:00"),
        ("2027-03-28 07:45", "2027-03-28 07:00"),
        ("2026-10-25 07:45", "2026-10-25 07:00"),
    ],
)
def test_what_is_due_in_the_quiet_hours_waits_for_seven(start: str, due: str) -> None:
    """The clocks of Helsinki change in the nights to 25.10.2026 and 28.3.2027."""
    assert reminders.due_at(Booking(starts_at=helsinki(start)), 0) == helsinki(due)


@pytest.mark.parametrize(
    "start, due, runs",
    [
        ("2027-02-16 07:30", "2027-02-16 07:00", ["06:30", "06:59"]),
        ("2027-02-16 06:30", "", ["05:30", "06:29", "07:00"]),
        ("2027-02-16 22:15", "", ["21:15", "22:14", "23:00"]),
    ],
)
def test_nobody_is_reminded_at_night_nor_after_the_start(
    aino_with_sami: Process, aino: User, start: str, due: str, runs: list[str]
) -> None:
    choose(aino, 0)
    factories.make_booking(process=aino_with_sami, starts_at=helsinki(start), created_at=factories.NOW)
    for run in runs:
        assert aino.email not in run_at(f"2027-02-16 {run}")
    if due:
        assert run_at(due) == [aino.email]
    assert run_at("2027-02-17 07:00") == []


def test_what_came_late_in_the_evening_is_not_sent_at_night_D2(aino_with_sami: Process, aino: User) -> None:
    choose(aino, 0)
    factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-02-16 21:50"), created_at=factories.NOW)
    assert run_at("2027-02-16 21:05") == []
    assert run_at("2027-02-17 07:00") == []


def test_another_choice_plans_each_once_and_nothing_of_before_D3(session: Booking, aino: User) -> None:
    with time_machine.travel(helsinki("2027-02-14 09:00"), tick=False):
        choose(aino, 2, 1)
        tasks.remind()
        assert aino.email not in mails.recipients(mails.post())
        choose(aino, 2, 1, 0)
    assert aino.email in run_at("2027-02-15 08:00")
    with time_machine.travel(helsinki("2027-02-15 09:00"), tick=False):
        choose(aino, 1)
        choose(aino, 0, 1)
    assert run_at("2027-02-15 10:00") == []
    assert run_at("2027-02-16 09:00") == [aino.email]


def test_a_choice_saved_in_the_minute_when_one_is_due_loses_nothing_D2(session: Booking, aino: User) -> None:
    with time_machine.travel(helsinki("2027-02-15 08:00") + timedelta(seconds=20), tick=False):
        choose(aino, 1, 7)
    assert aino.email in run_at("2027-02-15 08:01")


@pytest.mark.parametrize("moment", ["2027-02-16 08:30", "2027-02-16 09:00"])
def test_an_hour_before_a_session_that_was_called_off_or_moved_nothing_comes_D1(
    session: Booking, aino: User, sami: User, moment: str
) -> None:
    choose(aino, 0)
    with time_machine.travel(helsinki(moment), tick=False):
        tasks.remind()
        move(session, by=sami, to=helsinki("2027-02-18 13:00"))
        assert {mail.subject.partition(":")[0] for mail in mails.post()} == {"Siirretty"}
    assert run_at("2027-02-16 09:00") == []
    assert run_at("2027-02-18 12:00") == [aino.email]
    assert Reminder.objects.filter(user=aino, days_before=0, outcome="queued", starts_at=NEXT_TUESDAY).count() <= 1


def test_who_books_within_the_hour_is_not_reminded_D3(aino_with_sami: Process, aino: User) -> None:
    choose(aino, 0)
    with time_machine.travel(helsinki("2027-02-16 09:30"), tick=False):
        factories.make_booking(process=aino_with_sami, starts_at=NEXT_TUESDAY)
    assert run_at("2027-02-16 09:31") == []


def test_aino_chooses_on_her_own_page(session: Booking, aino: User) -> None:
    client = reading(aino)
    page = client.get(PAGE)
    assert page.context["form"]["reminders"].value() == [1, 7]
    assert page.context["form"]["nudges"].value() == ["assignment", "next"]

    answer = landed(client.post(PAGE, {"reminders": ["0", "2"], "nudges": ["assignment"]}), client)
    assert "Saved." in text(answer)
    row = MailChoice.objects.get(user=aino)
    assert (row.days, row.unwanted) == ([0, 2], ["next"])


def test_a_supervisor_is_asked_of_marking_and_a_manager_of_no_nudge(session: Booking, sami: User, maija: User) -> None:
    assert [value for value, _label in reading(sami).get(PAGE).context["form"]["nudges"].field.choices] == [
        "unmarked",
        "request",
        "review",
    ]
    assert "nudges" not in reading(maija).get(PAGE).context["form"].fields
    assert reading(maija).post(PAGE, {}).status_code == 303


def test_what_one_is_not_asked_stays(session: Booking, aino: User) -> None:
    choose(aino, 1, unwanted=("unmarked",))
    reading(aino).post(PAGE, {"reminders": ["1"], "nudges": ["assignment", "next"]})
    assert MailChoice.objects.get(user=aino).unwanted == ["unmarked"]


@pytest.mark.parametrize("typed", [{"reminders": ["3"]}, {"reminders": ["x"]}, {"nudges": ["unmarked"]}])
def test_what_is_not_on_the_list_is_refused(session: Booking, aino: User, typed: dict[str, list[str]]) -> None:
    assert reading(aino).post(PAGE, typed).status_code == 422
    assert not MailChoice.objects.exists()


def test_choosing_twice_in_the_same_way_changes_nothing(aino: User) -> None:
    choose(aino, 1, 7)
    before = MailChoice.objects.values().get()
    choose(aino, 1, 7)
    assert MailChoice.objects.values().get() == before
    assert before["reminders"] == {"1": "", "7": ""}


def test_what_must_be_told_is_told_whatever_was_chosen(aino_with_sami: Process, aino: User, sami: User) -> None:
    choose(aino, unwanted=("assignment", "next"))
    booking = book(aino_with_sami, by=aino)
    move(booking, by=sami).cancel(by=sami, now=clock.now())
    sent = [mail.subject.partition(":")[0] for mail in mails.post() if mail.to == [aino.email]]
    assert sent == ["Peruttu"]  # the others were untrue by then


def test_a_night_is_from_nine_to_seven() -> None:
    hours = [f"{hour:02}:00" for hour in range(24) if clock.is_quiet(helsinki(f"2027-02-16 {hour:02}:00"))]
    assert hours == ["00:00", "01:00", "02:00", "03:00", "04:00", "05:00", "06:00", "21:00", "22:00", "23:00"]
    assert isinstance(clock.waking(factories.NOW), datetime)
