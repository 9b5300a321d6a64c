"""Evaluations and decisions fall due by themselves: by months or by count, before the end, and months after it
(S1-9, S4-7)."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from bookings.models import MailChoice
from processes.models import Process
from reviews import occasions, tasks
from reviews.models import Continuation, Evaluation, Kind, Outcome, ReviewPlan
from reviews.models.due import Course, final, months_after
from tests import factories
from tests.bookings.mails import everything, post, told
from tests.factories import NOW, helsinki
from tests.reviews.stories import given, shown
from tyonohjaus.people.models import User


def held(process: Process, *days: str) -> None:
    for day in days:
        factories.make_booking(process=process, starts_at=helsinki(f"{day} 10:00"), status="held", take_time=False)


def kinds() -> list[str]:
    return list(Evaluation.objects.order_by("opened_at").values_list("kind", flat=True))


@pytest.fixture
def begun(aino_with_sami: Process) -> Process:
    aino_with_sami.starts_on = date(2027, 1, 11)
    aino_with_sami.save()
    held(aino_with_sami, "2027-01-11")
    return aino_with_sami


def test_a_mid_evaluation_every_half_year_once_S1_9(begun: Process, aino: User, sami: User) -> None:
    with time_machine.travel(helsinki("2027-07-10 08:00")):
        occasions.open_due()
        assert kinds() == []
    with time_machine.travel(helsinki("2027-07-11 08:00")):
        occasions.open_due()
        occasions.open_due()
        assert kinds() == [Kind.MID]
        row = Evaluation.objects.get()
        row.answer(given(), by=aino)
        row.answer(given(), by=sami)
        occasions.open_due()
    with time_machine.travel(helsinki("2028-01-11 08:00")):
        occasions.open_due()  # nothing was held since: there is nothing to say
        assert kinds() == [Kind.MID]
        held(begun, "2027-09-01")
        occasions.open_due()
        assert kinds() == [Kind.MID, Kind.MID]


def test_by_count_of_sessions_S1_9(begun: Process, sami: User) -> None:
    ReviewPlan.write(begun, by=sami, mid_sessions=3)
    held(begun, "2027-01-18")
    occasions.open_due()
    assert kinds() == []
    held(begun, "2027-01-25")
    occasions.open_due()
    occasions.open_due()
    assert list(Evaluation.objects.values_list("kind", "basis")) == [(Kind.MID, "session 3")]


def test_the_final_one_before_the_end_or_when_one_agreed_session_is_left(begun: Process) -> None:
    course: dict[str, Any] = {"starts_on": date(2027, 1, 1), "agreed_count": None, "ends_on": None}
    assert final(Course(held=(), **course), today=date(2027, 5, 1)) == ""
    nine, day = (date(2027, 1, 1),) * 9, date(2027, 5, 1)
    assert final(Course(held=nine, **course | {"agreed_count": 10}), today=day) == "count 10"
    assert final(Course(held=nine[:8], **course | {"agreed_count": 10}), today=day) == ""
    ends = course | {"ends_on": date(2027, 5, 15)}
    assert final(Course(held=nine, **ends), today=day) == "end 2027-05-15"
    assert final(Course(held=nine, **ends), today=date(2027, 4, 30)) == ""


def test_one_ending_has_one_final_evaluation(begun: Process, aino: User, sami: User) -> None:
    """By count with one session to go; that the process is then ended in the portal asks nobody again."""
    begun.agreed_count = 2
    begun.save()
    occasions.open_due()
    assert list(Evaluation.objects.values_list("kind", "basis")) == [(Kind.FINAL, "count 2")]
    row = Evaluation.objects.get()
    for user in (aino, sami):
        row = row.answer(given(), by=user)
    held(begun, "2027-02-08")
    with time_machine.travel(helsinki("2027-02-10 08:00")):
        begun.end(on=date(2027, 2, 12), by=sami)
        occasions.open_due()
        assert Evaluation.objects.get() == row


def test_the_follow_up_three_months_after_the_final_one(begun: Process, aino: User, sami: User) -> None:
    shown(begun, aino, sami, kind=Kind.FINAL)
    begun.ends_on = date(2027, 2, 28)
    begun.save()
    with time_machine.travel(helsinki("2027-04-30 08:00")):
        occasions.open_due()
        assert Kind.FOLLOW_UP not in kinds()
    with time_machine.travel(helsinki("2027-05-01 08:00")):
        occasions.open_due()
        occasions.open_due()
        follow_up = Evaluation.objects.get(kind=Kind.FOLLOW_UP)
        # The process is over, and its people still reach what they are asked (DOMAIN 2.1: transfer shows later).
        assert Evaluation.objects.waiting_for(aino) == [follow_up]


def test_a_decision_every_half_year_and_a_final_evaluation_where_all_want_to_end_S4_7(
    begun: Process, aino: User, sami: User, maija: User
) -> None:
    with time_machine.travel(helsinki("2027-07-11 08:00")):
        occasions.open_due()
        occasions.open_due()
        row = Continuation.objects.get()
        for user in (aino, sami, maija):
            row = row.choose(Outcome.END, by=user)
        Evaluation.objects.get().lapse()
        occasions.open_due()
        assert Evaluation.objects.filter(kind=Kind.FINAL, basis=f"decision {row.pk}").exists()


def test_nothing_falls_due_in_an_introductory_meeting_or_without_content(
    kuuloke: Any, aino: User, sami: User, lehtola: Any
) -> None:
    silent = factories.make_process(
        supervisor=sami, supervisees=[aino], organisation=lehtola, no_content_since=NOW.date()
    )
    held(silent, "2027-01-13")
    occasions.open_due()
    assert kinds() == []
    assert Continuation.objects.filter(process=silent).exists()  # a matter of the contract


def test_its_people_alone_are_told_neutrally_and_reminded_once_C1(
    begun: Process, aino: User, sami: User, maija: User
) -> None:
    ReviewPlan.write(begun, by=sami, mid_sessions=1)
    occasions.open_due()
    mails = post()
    assert told(mails) == [
        ("aino.makela", "Lomake odottaa vastaustasi"),
        ("sami", "Lomake odottaa vastaustasi"),
    ]
    assert not [mail for mail in mails if "rvioin" in str(mail.body) or "yönohj" in str(mail.body)]
    Evaluation.objects.get().answer(given(), by=sami)
    with time_machine.travel(NOW + timedelta(days=14, minutes=1)):
        occasions.look_after()
        occasions.look_after()
        assert told(post()) == [("aino.makela", "Lomake odottaa vastaustasi")]
    with time_machine.travel(NOW + timedelta(days=70)):
        occasions.look_after()
        assert Evaluation.objects.get().status == "shown"


def test_months_end_where_they_end() -> None:
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_after(date(2027, 11, 15), 3) == date(2028, 2, 15)


def test_the_plan_is_set_by_supervisor_or_office_within_its_bounds(
    aino_with_sami: Process, sami: User, laura: User, maija: User, aino: User
) -> None:
    from django.urls import reverse

    from tests.factories import client_of

    url = reverse("reviews:plan", args=[aino_with_sami.pk])
    good = {"mid_months": "4", "mid_sessions": "", "follow_up_months": "6", "decision_months": "12"}
    for wrong in ({"follow_up_months": "2"}, {"mid_months": "0"}, {"mid_months": ""}, {"mid_sessions": "999999"}):
        assert client_of(sami).post(url, good | wrong).status_code == 422
    assert client_of(laura).post(url, good).status_code == 303
    assert ReviewPlan.of(aino_with_sami).mid_months == 4
    for user in (maija, aino):
        assert client_of(user).get(url).status_code == 403


def test_no_follow_up_where_the_sessions_go_on(begun: Process, aino: User, sami: User) -> None:
    shown(begun, aino, sami, kind=Kind.FINAL)
    held(begun, "2027-02-08", "2027-03-08")
    with time_machine.travel(helsinki("2027-05-02 08:00")):
        occasions.open_due()
        assert Kind.FOLLOW_UP not in kinds()


# --- before it opens


def near_at(text: str) -> list[tuple[str, str]]:
    with time_machine.travel(helsinki(text), tick=False):
        tasks.look_after()
        return told(post())


SOON = [("sami", "Lomake avautuu pian")]


def test_the_supervisor_is_told_a_week_before_a_mid_evaluation_and_once_S4_7(begun: Process, sami: User) -> None:
    assert near_at("2027-07-03 12:10") == []
    assert near_at("2027-07-04 06:10") == []  # nobody at night
    assert near_at("2027-07-04 07:10") == SOON
    assert near_at("2027-07-04 08:10") == near_at("2027-07-09 12:10") == []


def test_before_the_session_by_whose_count_it_opens(begun: Process, sami: User) -> None:
    ReviewPlan.write(begun, by=sami, mid_sessions=2)
    factories.make_booking(process=begun, starts_at=helsinki("2027-02-12 10:00"))
    assert near_at("2027-02-04 10:10") == []
    assert near_at("2027-02-05 10:10") == SOON


def test_of_nothing_held_and_nothing_kept_nothing_is_said_C44(aino_with_sami: Process, sami: User) -> None:
    """Never for an empty log: it is the calendar that is asked, and no text."""
    aino_with_sami.starts_on = date(2027, 1, 11)
    aino_with_sami.save()
    assert near_at("2027-07-05 10:10") == []
    held(aino_with_sami, "2027-01-18")
    Process.objects.filter(pk=aino_with_sami.pk).update(no_content_since=NOW)
    assert near_at("2027-07-05 10:10") == []
    Process.objects.filter(pk=aino_with_sami.pk).update(no_content_since=None)
    MailChoice.choose(by=sami, reminders=[1], unwanted=["review"])
    assert near_at("2027-07-05 10:10") == []


def test_one_that_has_opened_meanwhile_is_not_announced_any_more(begun: Process) -> None:
    with time_machine.travel(helsinki("2027-07-10 20:10"), tick=False):
        tasks.look_after()
    with time_machine.travel(helsinki("2027-07-11 08:10"), tick=False):
        tasks.open_due()
        assert ("sami", "Lomake avautuu pian") not in told(post())


def test_the_word_tells_neither_whose_nor_what_C1(begun: Process) -> None:
    with time_machine.travel(helsinki("2027-07-05 10:10"), tick=False):
        tasks.look_after()
        (mail,) = post()
    assert not [word for word in ("Aino", "Lehtola", "rviointi", "työnohja") if word in everything(mail)]


@pytest.mark.parametrize("hour", ["00:10", "06:59", "21:10"])
def test_nobody_is_asked_at_night(begun: Process, hour: str) -> None:
    with time_machine.travel(helsinki(f"2027-07-12 {hour}"), tick=False):
        tasks.open_due()
        assert kinds() == []
        assert post() == []
