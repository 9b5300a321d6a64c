"""A word about what may have been forgotten: once in each gap, once a week, and never for an empty log."""

import pytest
import time_machine

from bookings import tasks
from bookings.models import Booking, MailChoice
from processes.models import Process
from tests import factories
from tests.bookings import mails
from tests.bookings.stories import book
from tests.factories import helsinki
from tyonohjaus.people.models import User

pytestmark = pytest.mark.sqlite


def run_at(text: str) -> list[tuple[str, str]]:
    with time_machine.travel(helsinki(text), tick=False):
        tasks.nudge()
        return mails.told(mails.post())


NEXT = [("aino.makela", "Seuraavaa aikaa ei ole varattu")]


def held(process: Process, text: str) -> Booking:
    return factories.make_booking(process=process, starts_at=helsinki(text), status="held")


@pytest.fixture
def last(aino_with_sami: Process) -> Booking:
    """Every four weeks; held on Monday 4.1., so the next is due on 1.2."""
    return held(aino_with_sami, "2027-01-04 10:00")


def test_aino_who_has_no_next_time_is_told_a_week_before_it_is_due_and_once(last: Booking) -> None:
    assert run_at("2027-01-24 10:00") == []
    assert run_at("2027-01-25 07:59") == []
    assert run_at("2027-01-25 08:10") == NEXT
    assert run_at("2027-01-25 09:10") == run_at("2027-02-08 09:10") == []


def test_in_the_next_gap_she_is_told_again(last: Booking, aino_with_sami: Process) -> None:
    assert run_at("2027-01-25 08:10") == NEXT
    held(aino_with_sami, "2027-02-02 10:00")
    assert run_at("2027-02-22 10:10") == []
    assert run_at("2027-02-23 10:10") == NEXT


def test_who_has_a_next_time_is_told_nothing(last: Booking, aino_with_sami: Process, aino: User) -> None:
    book(aino_with_sami, by=aino)
    mails.gone()
    assert run_at("2027-02-01 10:10") == []


def test_a_word_that_waits_when_she_books_is_not_sent(last: Booking, aino_with_sami: Process, aino: User) -> None:
    with time_machine.travel(helsinki("2027-02-01 10:10"), tick=False):
        tasks.nudge()
        book(aino_with_sami, by=aino)
        assert "Seuraavaa aikaa ei ole varattu" not in [mail.subject for mail in mails.post()]


@pytest.mark.parametrize(
    "terms",
    [{"agreed_count": 1}, {"ends_on": "2027-01-31"}, {"ends_on": "2027-01-20"}],
)
def test_nothing_is_said_where_no_next_session_is_agreed(
    last: Booking, aino_with_sami: Process, terms: dict[str, object]
) -> None:
    Process.objects.filter(pk=aino_with_sami.pk).update(**terms)
    assert run_at("2027-01-26 10:10") == []


def test_a_long_pause_is_not_the_supervisees_to_hear_of(last: Booking) -> None:
    """It may have its reasons; the supervisor sees it (S2-1)."""
    assert run_at("2027-02-20 10:10") == []


def test_members_whose_times_the_supervisor_sets_are_not_told(group_with_sami: Process) -> None:
    held(group_with_sami, "2027-01-04 10:00")
    assert run_at("2027-01-26 10:10") == []


def test_who_wants_none_gets_none(last: Booking, aino: User) -> None:
    MailChoice.choose(by=aino, reminders=[1], unwanted=["next"])
    assert run_at("2027-01-26 10:10") == []


def test_who_was_not_invited_or_has_left_is_told_nothing(last: Booking, aino: User) -> None:
    User.objects.filter(pk=aino.pk).update(invited_at=None)
    assert run_at("2027-01-26 10:10") == []
    User.objects.filter(pk=aino.pk).update(invited_at=factories.NOW, is_active=False)
    assert run_at("2027-01-26 10:10") == []


@pytest.mark.parametrize("hour", ["21:00", "06:59", "03:10"])
def test_at_night_nothing_is_said(last: Booking, hour: str) -> None:
    assert run_at(f"2027-01-27 {hour}") == []


def test_the_words_say_neither_whose_nor_what_C1(last: Booking) -> None:
    with time_machine.travel(helsinki("2027-01-26 10:10"), tick=False):
        tasks.nudge()
        (mail,) = mails.post()
    whole = mails.everything(mail)
    assert "Edellinen aika oli 4.1.2027" in str(mail.body).replace("\xa0", " ")
    for word in ("Sami", "Rautio", "Aino Mäkelä", "Lehtola", "työnohja"):
        assert word not in whole


# --- sessions that nobody marked


@pytest.fixture
def unmarked(aino_with_sami: Process) -> list[Booking]:
    """On Thursday and Friday before Monday 1.2."""
    return [
        factories.make_booking(process=aino_with_sami, starts_at=helsinki(f"2027-01-{day} 10:00")) for day in (28, 29)
    ]


TWO = [("sami", "2 aikaa odottaa merkitsemistä")]


def test_sami_is_told_on_monday_of_last_week_and_once_a_week(unmarked: list[Booking]) -> None:
    assert run_at("2027-01-30 10:10") == []
    assert run_at("2027-02-01 07:10") == []
    assert run_at("2027-02-01 08:10") == TWO
    assert run_at("2027-02-01 09:10") == run_at("2027-02-05 10:10") == []
    assert run_at("2027-02-08 08:10") == TWO


def test_where_monday_was_lost_he_is_told_on_tuesday(unmarked: list[Booking]) -> None:
    assert run_at("2027-02-02 12:10") == TWO


def test_an_empty_log_is_no_reason(unmarked: list[Booking], sami: User) -> None:
    for booking in unmarked:
        booking.mark_held(by=sami, now=factories.NOW)
    assert run_at("2027-02-01 08:10") == []


def test_marked_while_it_waited_it_is_not_sent(unmarked: list[Booking], sami: User) -> None:
    with time_machine.travel(helsinki("2027-02-01 08:10"), tick=False):
        tasks.nudge()
        for booking in unmarked:
            booking.mark_held(by=sami, now=helsinki("2027-02-01 08:10"))
        assert mails.post() == []


def test_both_who_led_it_are_told_and_a_supervisor_of_others_not(
    kuuloke: object, aino: User, eero: User, sami: User, kaisa: User
) -> None:
    pair = factories.make_process(supervisor=sami, co_supervisor=kaisa, supervisees=[aino, eero])
    factories.make_booking(process=pair, starts_at=helsinki("2027-01-28 10:00"))
    assert run_at("2027-02-01 08:10") == [
        ("kaisa", "1 tid väntar på att markeras"),
        ("sami", "1 aika odottaa merkitsemistä"),
    ]


def test_sami_may_want_none(unmarked: list[Booking], sami: User) -> None:
    MailChoice.choose(by=sami, reminders=[1], unwanted=["unmarked"])
    assert run_at("2027-02-01 08:10") == []


def test_that_word_names_nobody_C1(unmarked: list[Booking]) -> None:
    with time_machine.travel(helsinki("2027-02-01 08:10"), tick=False):
        tasks.nudge()
        (mail,) = mails.post()
    for word in ("Aino", "Mäkelä", "Lehtola", "työnohja"):
        assert word not in mails.everything(mail)
