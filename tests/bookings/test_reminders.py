"""Once per person, at its hour, and never for what is no longer so (D1–D3)."""

from datetime import datetime, timedelta

import pytest
import time_machine

from bookings import reminders, tasks
from bookings.models import Booking, Reminder
from processes.models import Process
from tests import factories
from tests.bookings import mails
from tests.bookings.stories import NEXT_TUESDAY, book, move
from tests.factories import NOW, helsinki
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import User

WEEK_BEFORE = helsinki("2027-02-09 08:00")
DAY_BEFORE = helsinki("2027-02-15 08:00")


@pytest.fixture
def session(aino_with_sami: Process, aino: User) -> Booking:
    """Booked on 1.2. for 16.2.; everybody has been told."""
    booking = book(aino_with_sami, by=aino, at=NEXT_TUESDAY)
    mails.gone()
    return booking


def run_at(instant: datetime) -> list[str]:
    """Who is reminded when the beat runs then."""
    with time_machine.travel(instant, tick=False):
        tasks.remind()
        return mails.recipients(mails.post())


def test_each_is_reminded_a_week_and_a_day_before(session: Booking, aino: User, sami: User) -> None:
    assert run_at(WEEK_BEFORE - timedelta(minutes=1)) == []
    assert run_at(WEEK_BEFORE) == [aino.email, sami.email]
    assert run_at(WEEK_BEFORE + timedelta(minutes=1)) == []
    assert run_at(DAY_BEFORE - timedelta(minutes=1)) == []
    assert run_at(DAY_BEFORE) == [aino.email, sami.email]


@pytest.mark.sqlite
def test_the_words_of_a_reminder(session: Booking, aino: User) -> None:
    with time_machine.travel(DAY_BEFORE, tick=False):
        tasks.remind()
        mail = mails.to(aino, mails.post())

    assert mail.subject == "Muistutus: tapaaminen ti 16.2. klo 10.00"
    assert "ti 16.2.2027 klo 10.00–11.30" in str(mail.body)
    assert mails.files(mail) == []


def test_an_answer_to_a_reminder_reaches_the_supervisor_and_theirs_the_office(
    session: Booking, aino: User, sami: User
) -> None:
    with time_machine.travel(DAY_BEFORE, tick=False):
        tasks.remind()
        sent = mails.post()

    assert mails.to(aino, sent).reply_to == [sami.email]
    assert mails.to(sami, sent).reply_to == ["toimisto@kuuloke.example"]


def test_run_twice_at_once_and_after_an_outage_of_three_hours_D2(session: Booking, aino: User, sami: User) -> None:
    late = DAY_BEFORE + timedelta(hours=3)
    with time_machine.travel(late, tick=False):
        reminders.remind(now=late)
        reminders.remind(now=late)
        assert mails.recipients(mails.post()) == [aino.email, sami.email]
    assert Reminder.objects.filter(days_before=1, outcome="queued").count() == 2


def test_a_stale_one_is_missed_and_never_sent_D2(session: Booking) -> None:
    assert run_at(DAY_BEFORE + timedelta(hours=7)) == []
    assert Reminder.objects.filter(days_before=1, outcome="missed").count() == 2
    assert run_at(DAY_BEFORE + timedelta(hours=8)) == []


@pytest.mark.parametrize("moment", [WEEK_BEFORE - timedelta(hours=1), WEEK_BEFORE, DAY_BEFORE])
def test_none_after_a_cancellation_D1(session: Booking, sami: User, moment: datetime) -> None:
    with time_machine.travel(moment, tick=False):
        tasks.remind()
        session.cancel(by=sami, now=moment)
        assert {one.subject.partition(":")[0] for one in mails.post()} == {"Peruttu"}
    assert run_at(DAY_BEFORE) == []


def test_a_moved_session_is_reminded_of_at_its_new_time_alone_D1(session: Booking, aino: User, sami: User) -> None:
    with time_machine.travel(WEEK_BEFORE, tick=False):
        tasks.remind()
        move(session, by=sami, to=helsinki("2027-02-18 13:00"))
        assert {one.subject.partition(":")[0] for one in mails.post()} == {"Siirretty"}
    assert Message.objects.filter(template="bookings/mail/reminder", state="dropped").count() == 2
    assert run_at(DAY_BEFORE) == []
    assert run_at(helsinki("2027-02-17 08:00")) == [aino.email, sami.email]


def test_a_reminder_that_waits_when_its_session_is_gone_is_dropped_at_the_door_D1(session: Booking, sami: User) -> None:
    with time_machine.travel(DAY_BEFORE, tick=False):
        tasks.remind()
        Booking.objects.filter(pk=session.pk).update(status="cancelled")  # as by another program
        assert mails.post() == []
    assert set(Message.objects.filter(template="bookings/mail/reminder").values_list("state", flat=True)) == {"dropped"}


def test_who_books_inside_the_window_is_not_told_what_they_just_chose_D3(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    with time_machine.travel(helsinki("2027-02-10 09:00"), tick=False):
        book(aino_with_sami, by=aino, at=NEXT_TUESDAY)
        mails.gone()
        tasks.remind()
        assert mails.post() == []
    assert run_at(DAY_BEFORE) == [aino.email, sami.email]


def test_who_is_confirmed_inside_the_window_is_not_reminded_of_it_D3(
    kuuloke: object, aino: User, sami: User, maija: User, lehtola: object
) -> None:
    process = factories.make_process(supervisor=sami, supervisees=[aino], organisation=lehtola, approval="each")  # type: ignore[arg-type]
    with time_machine.travel(helsinki("2027-02-08 09:00"), tick=False):
        booking = book(process, by=aino, at=NEXT_TUESDAY)
    with time_machine.travel(helsinki("2027-02-09 10:00"), tick=False):
        booking.approve(by=maija)
        mails.gone()
        tasks.remind()
        assert mails.post() == []


def test_another_rule_plans_each_reminder_once_D3(session: Booking, settings: object, aino: User, sami: User) -> None:
    run_at(WEEK_BEFORE)
    settings.REMINDER_DAYS = [7, 3]  # type: ignore[attr-defined]

    assert run_at(helsinki("2027-02-13 08:00")) == [aino.email, sami.email]
    assert run_at(DAY_BEFORE) == []


def test_who_was_not_invited_yet_is_told_nothing(session: Booking, aino: User, sami: User) -> None:
    User.objects.filter(pk=aino.pk).update(invited_at=None)

    assert run_at(WEEK_BEFORE) == [sami.email]


def test_an_agreed_session_from_the_lists_is_reminded_of(aino_with_sami: Process, aino: User, sami: User) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=NEXT_TUESDAY, origin="imported", created_at=NOW)

    assert run_at(WEEK_BEFORE) == [aino.email, sami.email]


def test_a_request_is_not_reminded_of(aino_with_sami: Process) -> None:
    factories.make_booking(process=aino_with_sami, starts_at=NEXT_TUESDAY, status="requested")

    assert run_at(DAY_BEFORE) == []


def test_a_reminder_comes_at_eight_on_both_sides_of_the_clock_change(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    """Helsinki's clocks go forward in the night to 28.3.2027."""
    booking = book(aino_with_sami, by=aino, at=helsinki("2027-03-30 09:00"))
    mails.gone()

    assert reminders.due_at(booking, 7) == helsinki("2027-03-23 08:00")
    assert reminders.due_at(booking, 1) == helsinki("2027-03-29 08:00")
    assert run_at(helsinki("2027-03-29 08:00")) == [aino.email, sami.email]


def test_a_year_of_minutes_costs_the_same_few_queries(session: Booking, django_assert_max_num_queries: object) -> None:
    run_at(WEEK_BEFORE)
    with (
        time_machine.travel(WEEK_BEFORE + timedelta(hours=1), tick=False),
        django_assert_max_num_queries(12),  # type: ignore[operator]
    ):
        tasks.remind()


def test_holds_lapse_by_the_beat(kuuloke: object, aino: User, sami: User, lehtola: object) -> None:
    process = factories.make_process(supervisor=sami, supervisees=[aino], organisation=lehtola, approval="each")  # type: ignore[arg-type]
    booking = book(process, by=aino)
    assert booking.held_until
    assert booking.held_until > NOW

    with time_machine.travel(booking.held_until, tick=False):
        tasks.lapse()

    booking.refresh_from_db()
    assert booking.status == "lapsed"
