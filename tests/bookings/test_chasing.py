"""A manager who has not answered is reminded once; then their deputy is asked, or the office calls; then the time is
free. Each is announced once, and never stale (D1–D3)."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from bookings import chasing, tasks
from bookings.models import Booking, Chase, Status
from processes.models import Process
from processes.waiting import waiting_for
from tests import factories
from tests.bookings import mails
from tests.bookings.stories import book, book_series, move
from tests.factories import NOW, helsinki
from tyonohjaus.lib.working_days import is_working_day
from tyonohjaus.people.models import Deputy, User

# Asked on Monday 1.2., held until Thursday 4.2. at 16.
NINE, NOON = helsinki("2027-02-04 09:00"), helsinki("2027-02-04 12:00")
DEADLINE = helsinki("2027-02-04 16:00")


@pytest.fixture
def waits(asked: Process, aino: User) -> Booking:
    booking = book(asked, by=aino)
    mails.gone()
    assert booking.held_until == DEADLINE
    return booking


@pytest.fixture
def tiina(maija: User, laura: User) -> User:
    user = factories.make_person(name="Tiina Salo", email="tiina.salo@lehtola.example")
    Deputy.name(manager=maija, deputy=user, starts_on=date(2027, 2, 2), ends_on=date(2027, 2, 12), by=laura)
    mails.gone()  # she has been told
    return user


def run_at(instant: datetime) -> list[str]:
    """Who is told what when the beat runs then."""
    with time_machine.travel(instant, tick=False):
        chasing.chase(now=instant)
        tasks.lapse()
        return [f"{one.to[0].partition('@')[0]}: {one.subject}" for one in mails.post()]


def calls(user: User) -> list[str]:
    return [row.title for row in waiting_for(user) if row.url.endswith("/recorded-approval/")]


def test_at_nine_the_manager_at_noon_the_deputy_at_the_deadline_everybody(
    waits: Booking, tiina: User, maija: User, laura: User
) -> None:
    still = "Odottaa yhä vastaustasi: 1 aika"
    assert run_at(NINE - timedelta(minutes=1)) == []
    assert run_at(NINE) == [f"maija.korhonen: {still}"]
    assert run_at(NINE + timedelta(minutes=1)) == []
    assert run_at(NOON) == [f"tiina.salo: {still}"]
    assert run_at(NOON + timedelta(minutes=1)) == []
    with time_machine.travel(NOON + timedelta(minutes=2), tick=False):
        assert calls(laura) == []
    told = run_at(DEADLINE)
    assert sorted(one.partition(":")[0] for one in told) == ["aino.makela", "maija.korhonen", "sami"]
    assert run_at(DEADLINE + timedelta(minutes=1)) == []
    waits.refresh_from_db()
    assert waits.status == Status.LAPSED


def test_the_deputys_mail_opens_the_question(waits: Booking, tiina: User, maija: User) -> None:
    with time_machine.travel(NOON, tick=False):
        chasing.chase(now=NOON)
        mail = mails.to(tiina, mails.post())
        assert "Maija" not in mails.everything(mail)  # C1
        path = mails.link(mail)
        token = Client().get(path).content.decode().partition('name="ask" value="')[2].partition('"')[0]
        assert Client().post(path, {"ask": token, "decision": "approve"}).status_code == 303
    waits.refresh_from_db()
    assert waits.status == Status.CONFIRMED


def test_without_a_deputy_the_office_calls_while_the_time_waits(
    waits: Booking, maija: User, laura: User, sami: User
) -> None:
    run_at(NINE)
    with time_machine.travel(NINE, tick=False):
        assert calls(laura) == []
    assert run_at(NOON) == []
    with time_machine.travel(NOON, tick=False):
        assert len(calls(laura)) == 1
        assert calls(sami) == []
        waits.approve(by=maija)
        assert calls(laura) == []


def test_a_deputy_who_takes_part_is_no_way_out_E3(waits: Booking, tiina: User, asked: Process, laura: User) -> None:
    asked.participants.create(user=tiina, capacity="supervisee", starts_on=asked.starts_on)
    assert run_at(NOON) == ["maija.korhonen: Odottaa yhä vastaustasi: 1 aika"]
    with time_machine.travel(NOON, tick=False):
        assert len(calls(laura)) == 1


@pytest.mark.parametrize("decision", ["approve", "decline"])
def test_who_has_answered_is_left_alone_D1(waits: Booking, tiina: User, maija: User, decision: str) -> None:
    getattr(waits, decision)(by=maija)
    mails.gone()
    assert run_at(NINE) == run_at(NOON) == []
    assert not Chase.objects.exists()


def test_an_answer_while_the_mail_waits_drops_it_D1(waits: Booking, maija: User) -> None:
    with time_machine.travel(NINE, tick=False):
        chasing.chase(now=NINE)
        waits.approve(by=maija)
        assert maija.email not in mails.recipients(mails.post())


def test_a_moved_time_is_asked_and_chased_anew_D1(waits: Booking, sami: User) -> None:
    run_at(NINE)
    with time_machine.travel(NINE + timedelta(hours=1), tick=False):
        moved = move(waits, by=sami, to=helsinki("2027-02-18 13:00"))
        mails.gone()
    assert run_at(NOON) == []
    assert moved.held_until == helsinki("2027-02-09 16:00")
    assert len(run_at(helsinki("2027-02-09 09:00"))) == 1


def test_run_twice_and_after_an_outage_of_two_hours_D2(waits: Booking) -> None:
    late = NINE + timedelta(hours=2)
    with time_machine.travel(late, tick=False):
        chasing.chase(now=late)
        chasing.chase(now=late)
        assert len(mails.post()) == 1


def test_a_stale_reminder_is_missed_and_never_sent_D2(waits: Booking, tiina: User) -> None:
    assert run_at(DEADLINE - timedelta(minutes=30)) == []
    assert set(Chase.objects.values_list("step", "outcome")) == {("reminded", "missed"), ("escalated", "missed")}
    with time_machine.travel(NOON, tick=False):
        chasing.chase(now=NOON)
        assert mails.post() == []


def test_who_was_asked_less_than_a_working_day_before_is_not_reminded_D3(
    asked: Process, aino: User, laura: User
) -> None:
    """Asked on Monday at 9.30 for Thursday morning: held until Wednesday 9.00, whose last noon is Tuesday's."""
    with time_machine.travel(helsinki("2027-02-01 09:30"), tick=False):
        booking = book(asked, by=aino, at=helsinki("2027-02-04 09:00"))
        assert booking.held_until == helsinki("2027-02-03 09:00")
        mails.gone()
    assert run_at(helsinki("2027-02-02 09:00")) == []
    assert run_at(helsinki("2027-02-02 12:00")) == []
    with time_machine.travel(helsinki("2027-02-02 12:00"), tick=False):
        assert len(calls(laura)) == 1


def test_a_new_manager_is_not_reminded_of_what_the_earlier_one_was_asked_C12(
    waits: Booking, asked: Process, laura: User, pekka: User
) -> None:
    with time_machine.travel(helsinki("2027-02-03 15:00"), tick=False):
        asked.participants.get(capacity="supervisee").ask(pekka, by=laura)
        mails.gone()
    assert run_at(NINE) == []


def test_a_series_is_one_mail(asked: Process, sami: User, maija: User) -> None:
    book_series(asked, by=sami)
    mails.gone()
    assert run_at(NINE) == ["maija.korhonen: Odottaa yhä vastaustasi: 3 aikaa"]
    assert Chase.objects.count() == 3


def test_each_manager_of_a_group_for_themselves(group_asks: Process, sami: User, maija: User, pekka: User) -> None:
    booking = book(group_asks, by=sami)
    booking.approve(by=maija)
    mails.gone()
    assert run_at(NINE) == ["pekka.aaltonen: Odottaa yhä vastaustasi: 1 aika"]


@pytest.mark.parametrize(
    ("deadline", "day"),
    [
        ("2027-02-04 16:00", date(2027, 2, 4)),
        ("2027-02-04 12:00", date(2027, 2, 3)),  # noon itself is not before it
        ("2027-02-08 10:00", date(2027, 2, 5)),  # over a weekend
        ("2027-03-29 16:00", date(2027, 3, 25)),  # over Easter
        ("2026-12-26 10:00", date(2026, 12, 23)),
    ],
)
def test_the_last_working_day_of_which_noon_is_before_the_deadline(deadline: str, day: date) -> None:
    assert is_working_day(day)
    assert chasing.last_day(helsinki(deadline)) == day


def test_nothing_waits_nothing_is_read(kuuloke: object) -> None:
    chasing.chase(now=NOW)
    assert not Chase.objects.exists()
