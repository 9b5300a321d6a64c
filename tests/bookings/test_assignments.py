"""Between two sessions: for whom, by when, done, and a neutral word in time (S4-10, C1, C22)."""

from datetime import date, timedelta

import pytest
import time_machine

from bookings import tasks
from bookings.models import Assignment, AssignmentDone, Booking, Log, Nudge, write_log
from processes.models import Process
from tests import factories
from tests.bookings import mails
from tests.bookings.logs import TASK, YESTERDAY, log_of, text_of
from tests.factories import NOW, client_of, helsinki
from tyonohjaus.people.models import User

TITLE = "Taukopäiväkirja"
DUE = date(2027, 2, 11)


def page_of(process: Process) -> str:
    return f"/processes/{process.pk}/assignments/"


@pytest.fixture
def for_aino(group_session: Booking, sami: User, aino: User) -> Assignment:
    """Of the group, for Aino alone."""
    group_session.mark_held(by=sami, now=NOW)
    write_log(group_session, Log(title=TITLE, assignment=TASK, assignee=aino.pk, due_on=DUE), by=sami)
    return Assignment.objects.get()


def test_sami_gives_it_to_one_alone_with_its_day(group_session: Booking, sami: User, aino: User, eero: User) -> None:
    said = {"outcome": "held", "title": TITLE, "assignment": TASK, "assignee": str(aino.pk), "due_on": "11.2.2027"}
    assert client_of(sami).post(log_of(group_session), said).status_code == 303
    assert (Assignment.objects.get().assignee, Assignment.objects.get().due_on) == (aino, DUE)
    assert TITLE in text_of(aino, "/")
    assert TITLE not in text_of(eero, "/")


def test_what_is_for_one_alone_no_other_member_reads_C22(
    for_aino: Assignment, aino: User, eero: User, sami: User, maija: User
) -> None:
    pages = (for_aino.booking.get_absolute_url(), f"/processes/{for_aino.process_id}/", page_of(for_aino.process), "/")
    for path in pages[:2]:
        assert TASK in text_of(sami, path) or TITLE in text_of(sami, path)
        assert TASK not in text_of(maija, path) and TITLE not in text_of(maija, path)
    for path in pages:
        assert TITLE in text_of(aino, path)
        for text in (TASK, TITLE):
            assert text not in text_of(eero, path)
    assert client_of(maija).get(pages[2]).status_code == 404
    assert client_of(eero).post(pages[2], {"done": str(for_aino.pk)}).status_code == 404


def test_aino_marks_it_done_sami_sees_it_and_eero_does_not(
    group_session: Booking, sami: User, aino: User, eero: User
) -> None:
    write_log(group_session, Log(assignment=TASK), by=sami)
    assignment, path = Assignment.objects.get(), page_of(group_session.process)
    assert TASK in text_of(aino, "/")

    answer = client_of(aino).post(path, {"done": str(assignment.pk), "next": "/"})

    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert TASK not in text_of(aino, "/")
    assert TASK in text_of(eero, "/")
    assert "tehty: Aino Mäkelä" in text_of(sami, path)
    assert "tehty" not in text_of(eero, path)

    client_of(aino).post(path, {"undone": str(assignment.pk)})
    assert TASK in text_of(aino, "/")


def test_two_taps_are_one_mark(for_aino: Assignment, aino: User) -> None:
    for _again in range(2):
        client_of(aino).post(page_of(for_aino.process), {"done": str(for_aino.pk)})
    assert AssignmentDone.objects.count() == 1


@pytest.mark.sqlite
def test_a_key_that_is_none_is_not_there(for_aino: Assignment, aino: User) -> None:
    client = client_of(aino)
    for key in ["", "x", "00000000-0000-4000-8000-000000000000"]:
        assert client.post(page_of(for_aino.process), {"done": key}).status_code == 404, key


def test_a_supervisor_marks_nobodys_assignment(for_aino: Assignment, sami: User) -> None:
    assert client_of(sami).post(page_of(for_aino.process), {"done": str(for_aino.pk)}).status_code == 422
    assert not AssignmentDone.objects.exists()


def test_with_a_day_of_its_own_it_stands_until_it_is_done(for_aino: Assignment, aino: User) -> None:
    factories.make_booking(process=for_aino.process, starts_at=NOW - timedelta(hours=3), status="held")
    assert TITLE in text_of(aino, "/")


# --- the reminder


def run_at(text: str) -> list[str]:
    with time_machine.travel(helsinki(text), tick=False):
        tasks.remind()
        return [mail.to[0] for mail in mails.post() if "portaalissa" in str(mail.body)]


def test_a_neutral_word_three_days_before_once_and_only_to_whom_it_is_for(for_aino: Assignment, aino: User) -> None:
    mails.gone()
    assert run_at("2027-02-08 07:59") == []
    with time_machine.travel(helsinki("2027-02-08 08:00"), tick=False):
        tasks.remind()
        mail = mails.to(aino, mails.post())
    assert mail.subject == "Muistutus: 11.2.2027"
    said = mails.everything(mail)
    for word in (TITLE, TASK, "Eero", "ehtäv", "yönohja", "KV"):
        assert word not in said
    assert run_at("2027-02-08 09:00") == run_at("2027-02-09 09:00") == []


def test_who_has_done_it_hears_nothing(for_aino: Assignment, aino: User) -> None:
    for_aino.mark_done(by=aino)
    mails.gone()
    assert run_at("2027-02-08 08:00") == []


def test_where_nobody_ran_it_on_that_day_it_is_missed_and_never_sent_D2(for_aino: Assignment, aino: User) -> None:
    mails.gone()
    assert run_at("2027-02-09 08:00") == run_at("2027-02-09 08:10") == []

    missed = Nudge.objects.get()
    assert (missed.user, missed.outcome) == (aino, Nudge.Outcome.MISSED)


def test_what_was_given_or_booked_too_late_was_never_due_D2(for_aino: Assignment, sami: User) -> None:
    """Another day, nearer than three days; and a next session that was booked the day before."""
    mails.gone()
    sami.content_open = True
    with time_machine.travel(helsinki("2027-02-02 09:00"), tick=False):
        write_log(for_aino.booking, Log(title=TITLE, due_on=date(2027, 2, 4)), by=sami)
    assert run_at("2027-02-02 10:00") == []
    with time_machine.travel(helsinki("2027-02-05 09:00"), tick=False):
        write_log(for_aino.booking, Log(title=TITLE), by=sami)
        factories.make_booking(process=for_aino.process, starts_at=helsinki("2027-02-06 13:00"))
    assert run_at("2027-02-05 10:00") == []

    assert not Nudge.objects.exists()


def test_one_given_before_nothing_was_kept_any_more_is_still_reminded_of_C44(for_aino: Assignment, aino: User) -> None:
    """It stopped the reminders of the whole practice: the database refused to note that this one was sent."""
    Process.objects.update(no_content_since=NOW.date())
    mails.gone()
    assert run_at("2027-02-08 08:00") == [aino.email]


def test_without_a_day_the_next_session_is_the_day(group_session: Booking, sami: User, aino: User, eero: User) -> None:
    group_session.mark_held(by=sami, now=NOW)
    write_log(group_session, Log(assignment=TASK), by=sami)
    factories.make_booking(process=group_session.process, starts_at=helsinki("2027-02-11 13:00"))
    mails.gone()

    assert sorted(run_at("2027-02-08 08:00")) == sorted([aino.email, eero.email])
    assert run_at("2027-02-08 08:10") == []


def test_who_came_after_that_session_is_not_reminded_of_it_C23(for_aino: Assignment, outi: User, sami: User) -> None:
    Assignment.objects.update(assignee=None)
    for_aino.process.participants.create(user=outi, capacity="supervisee", starts_on=NOW.date())
    mails.gone()
    assert outi.email not in run_at("2027-02-08 08:00")


@pytest.mark.sqlite
def test_a_day_that_is_none_is_told_beside_the_field(session: Booking, sami: User) -> None:
    answer = client_of(sami).post(log_of(session), {"outcome": "held", "title": TITLE, "due_on": "31.2.2027"})
    assert answer.status_code == 422
    assert TITLE in answer.content.decode()
    assert not Assignment.objects.exists()


def test_the_late_joiner_is_not_offered_as_the_one_whom_it_is_for(
    group_session: Booking, sami: User, outi: User
) -> None:
    group_session.process.participants.create(user=outi, capacity="supervisee", starts_on=NOW.date())
    assert YESTERDAY.date() < NOW.date()
    answer = client_of(sami).post(log_of(group_session), {"outcome": "held", "title": TITLE, "assignee": str(outi.pk)})
    assert answer.status_code == 422
