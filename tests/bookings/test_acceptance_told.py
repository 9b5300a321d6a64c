"""What is told of a time that its supervisor confirms: whose it is, once more before it is lost, and in words that hold
whoever's yes is missing. Aino and Niina book with Sami, who has chosen so."""

from datetime import datetime, timedelta

import pytest
import time_machine

from bookings import tasks
from bookings.models import MailChoice, Nudge
from processes.models import Process
from tests.bookings import mails
from tests.bookings.pages import reading, text
from tests.bookings.stories import NEXT_TUESDAY, book, move
from tests.factories import helsinki
from tyonohjaus.people.models import User

# Asked on Monday 1.2., held until Thursday 4.2. at 16.
NINE, DEADLINE = helsinki("2027-02-04 09:00"), helsinki("2027-02-04 16:00")


@pytest.fixture(autouse=True)
def sami_confirms_each(sami: User) -> None:
    sami.supervisor.change(by=sami, confirms_requests=True)


def run_at(instant: datetime) -> list[str]:
    """Who is told what when the beat runs then."""
    with time_machine.travel(instant, tick=False):
        tasks.remind()
        return [f"{one.to[0].partition('@')[0]}: {one.subject}" for one in mails.post()]


# --- once more, before it is lost


def test_sami_is_asked_once_more_on_the_last_morning_D2(aino_with_sami: Process, aino: User) -> None:
    book(aino_with_sami, by=aino)
    mails.gone()

    assert run_at(NINE - timedelta(minutes=1)) == []
    assert run_at(NINE) == ["sami: Vahvistettavana: tapaaminen ti 9.2. klo 10.00"]
    assert run_at(NINE + timedelta(minutes=1)) == []


def test_hours_late_it_is_missed_and_never_sent_D2(aino_with_sami: Process, aino: User, sami: User) -> None:
    """Nobody ran it from nine till noon."""
    book(aino_with_sami, by=aino)
    mails.gone()

    assert run_at(NINE + timedelta(hours=3, minutes=1)) == run_at(NINE + timedelta(hours=4)) == []

    assert Nudge.objects.get(user=sami).outcome == Nudge.Outcome.MISSED


def test_not_of_what_he_has_answered_nor_where_he_wants_none_D1(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    booking = book(aino_with_sami, by=aino)
    mails.gone()

    MailChoice.choose(by=sami, reminders=[], unwanted=[MailChoice.Nudge.REQUEST])
    assert run_at(NINE) == run_at(NINE + timedelta(hours=4)) == []
    MailChoice.choose(by=sami, reminders=[], unwanted=[])
    booking.accept(by=sami)
    mails.gone()
    assert run_at(NINE) == run_at(NINE + timedelta(hours=4)) == []
    assert not Nudge.objects.exists()


def test_a_time_that_moved_meanwhile_is_asked_of_at_its_own_deadline_D1(aino_with_sami: Process, aino: User) -> None:
    booking = book(aino_with_sami, by=aino)
    with time_machine.travel(NINE - timedelta(hours=1), tick=False):
        move(booking, by=aino, to=NEXT_TUESDAY)
        mails.gone()

    assert run_at(NINE) == []
    assert run_at(helsinki("2027-02-09 09:00")) == ["sami: Vahvistettavana: tapaaminen ti 16.2. klo 10.00"]


# --- pages


@pytest.mark.sqlite
def test_his_home_says_whose_time_it_is(aino_with_sami: Process, aino: User, sami: User) -> None:
    book(aino_with_sami, by=aino)
    assert "Individual supervision, Aino Mäkelä, Tue 9 Feb" in text(reading(sami).get("/"))


@pytest.mark.sqlite
def test_no_page_speaks_of_approval_where_only_samis_yes_is_missing(aino_with_sami: Process, aino: User) -> None:
    booking = book(aino_with_sami, by=aino)
    client, url = reading(aino, language="fi"), booking.get_absolute_url()
    assert "kunnes aika on vahvistettu" in text(client.get(url))
    assert "ei ole vielä vahvistettu" in text(client.get("/"))
    for path in (url, f"{url}cancellation/", f"{url}rescheduling/", "/"):
        assert "hyväksyn" not in text(client.get(path))


@pytest.mark.sqlite
def test_lapsed_with_one_yes_nobody_reads_that_nobody_answered(asked: Process, aino: User, maija: User) -> None:
    booking = book(asked, by=aino)
    booking.approve(by=maija)
    mails.gone()
    with time_machine.travel(DEADLINE, tick=False):
        tasks.lapse()
        assert "Määräajan päättyessä vastaus puuttui" in mails.everything(mails.to(aino, mails.post()))
        assert "Määräajan päättyessä vastaus puuttui" in text(
            reading(aino, language="fi").get(booking.get_absolute_url())
        )
