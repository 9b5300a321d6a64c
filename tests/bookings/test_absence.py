"""A group member cannot come: the session stands, and the supervisors decide where few are left (E4)."""

from datetime import timedelta
from typing import Any

import pytest
from time_machine import travel

from bookings import diary, tasks
from bookings.absences import say, take_back
from bookings.models import Absence, Attendance, Booking, Status
from processes.models import Process
from tests.bookings import mails
from tests.bookings.pages import reading, text
from tests.factories import NOW, client_of, helsinki, make_booking, make_person
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import User

STARTS = helsinki("2027-02-09 10:00")


@pytest.fixture
def ahead(group_with_sami: Process) -> Booking:
    return make_booking(process=group_with_sami, starts_at=STARTS)


def path(booking: Booking) -> str:
    return f"/bookings/{booking.pk}/absence/"


def test_one_absent_member_leaves_the_session_standing_and_is_known_to_the_supervisor_alone_E4(
    ahead: Booking, aino: User, eero: User, sami: User, maija: User, laura: User
) -> None:
    assert reading(aino).post(path(ahead), {"answer": "say"}).status_code == 303
    ahead.refresh_from_db()
    assert ahead.status == Status.CONFIRMED
    assert ahead.allocations.exists()
    page = ahead.get_absolute_url()
    assert "Not coming" in text(reading(sami).get(page))
    for other in (eero, maija, laura):
        assert "Not coming" not in text(reading(other).get(page))
    assert "You have said that you are not coming" in text(reading(aino).get(page))


def test_it_is_told_without_a_name_and_can_be_taken_back_C1(ahead: Booking, aino: User, sami: User) -> None:
    reading(aino).post(path(ahead), {"answer": "say"})
    reading(aino).post(path(ahead), {"answer": "say"})  # twice is once
    sent = mails.post()
    assert mails.recipients(sent) == [sami.email]
    assert "Aino" not in sent[0].subject + str(sent[0].body)
    assert "Mäkelä" not in str(sent[0].body)
    assert reading(aino).post(path(ahead), {"answer": "back"}).status_code == 303
    assert not Absence.objects.exists()
    assert mails.recipients(mails.post()) == [sami.email]


def test_who_does_not_come_is_not_reminded_unless_they_come_after_all(
    ahead: Booking, aino: User, eero: User, sami: User
) -> None:
    say(ahead, by=aino, now=NOW)
    mails.gone()
    with travel(helsinki("2027-02-08 08:00"), tick=False):
        tasks.remind()
        assert set(mails.recipients(mails.post())) == {sami.email, eero.email}
        take_back(ahead, by=aino, now=clock.now())
        tasks.remind()
        assert aino.email in mails.recipients(mails.post())


def test_where_too_few_would_come_the_supervisor_is_asked_until_they_say_so_E4(
    ahead: Booking, aino: User, eero: User, sami: User, maija: User
) -> None:
    say(ahead, by=aino, now=NOW)
    home, asked = reading(sami), "Few are coming"
    assert asked in text(home.get("/"))
    assert "Hold it anyway" in text(home.get(ahead.get_absolute_url()))
    assert reading(maija).post(f"/bookings/{ahead.pk}/hold-anyway/").status_code == 403
    assert home.post(f"/bookings/{ahead.pk}/hold-anyway/").status_code == 303
    assert asked not in text(home.get("/"))
    say(ahead, by=eero, now=NOW)  # fewer still: asked again
    assert asked in text(home.get("/"))


@pytest.mark.parametrize(("quorum", "asked"), [(None, True), (3, True), (2, True)])
def test_the_agreed_number_decides_else_two(ahead: Booking, aino: User, sami: User, quorum: Any, asked: bool) -> None:
    Process.objects.filter(pk=ahead.process_id).update(quorum=quorum)
    say(ahead, by=aino, now=NOW)
    shown = "Fewer are coming" in text(reading(sami).get(ahead.get_absolute_url()))
    assert shown == asked


def test_of_five_who_need_four_the_second_absence_asks_the_supervisor_E4(
    group_with_sami: Process, ahead: Booking, aino: User, eero: User, sami: User
) -> None:
    for name in ("Noora", "Ilkka", "Saara"):
        user = make_person(name=name)
        group_with_sami.participants.create(user=user, capacity="supervisee", starts_on=group_with_sami.starts_on)
    Process.objects.filter(pk=group_with_sami.pk).update(quorum=4)
    say(ahead, by=aino, now=NOW)
    home = reading(sami)
    assert "Few are coming" not in text(home.get("/"))
    say(ahead, by=eero, now=NOW)
    assert "Few are coming" in text(home.get("/"))
    ahead.refresh_from_db()
    assert ahead.status == Status.CONFIRMED


@pytest.mark.parametrize(("hours", "percent"), [(25, 0), (23, 100)])
def test_one_of_a_pair_calls_off_as_one_does_by_the_rule_and_the_other_is_told(
    group_with_sami: Process, ahead: Booking, aino: User, eero: User, sami: User, hours: int, percent: int
) -> None:
    """A pair is no group: it books as one does, and two cannot be one fewer."""
    Process.objects.filter(pk=group_with_sami.pk).update(kind="pair")
    assert reading(aino).post(path(ahead), {"answer": "say"}).status_code == 422
    with travel(STARTS - timedelta(hours=hours), tick=False):
        assert reading(aino).post(f"/bookings/{ahead.pk}/cancellation/", {"sure": "1"}).status_code == 303
        assert {eero.email, sami.email} <= set(mails.recipients(mails.post()))
    ahead.refresh_from_db()
    assert (ahead.status, ahead.charged_percent) == (Status.CANCELLED, percent)


def test_what_they_said_is_ready_when_attendance_is_marked(ahead: Booking, aino: User, eero: User, sami: User) -> None:
    say(ahead, by=aino, now=NOW)
    with travel(STARTS + timedelta(hours=2), tick=False):
        page = reading(sami).get(ahead.get_absolute_url())
        assert f'value="{aino.pk}" checked' in page.content.decode()
        assert f'value="{eero.pk}" checked' not in page.content.decode()
        assert "1 absent, as told" in text(reading(sami).get("/"))
        reading(sami).post(f"/bookings/{ahead.pk}/attendance/", {"as_told": "1"})
    was = dict(Attendance.objects.values_list("user__name", "was"))
    assert was == {aino.name: "absent", eero.name: "present"}


def test_another_time_is_asked_anew(ahead: Booking, aino: User, sami: User) -> None:
    say(ahead, by=aino, now=NOW)
    diary.move(ahead, starts_at=STARTS + timedelta(days=1), by=sami, now=NOW)
    assert not Absence.objects.exists()


def test_after_it_began_and_outside_a_group_nothing_is_said(
    ahead: Booking, aino_with_sami: Process, aino: User, sami: User, outi: User
) -> None:
    own = make_booking(process=aino_with_sami, starts_at=STARTS + timedelta(days=1))
    assert reading(aino).post(path(own), {"answer": "say"}).status_code == 422
    assert reading(aino).post(path(ahead), {"answer": "zq"}).status_code == 422
    assert client_of(sami).post(path(ahead), {"answer": "say"}).status_code == 403
    assert client_of(outi).get(path(ahead)).status_code == 404
    with travel(STARTS, tick=False):
        assert reading(aino).post(path(ahead), {"answer": "say"}).status_code == 422
        with pytest.raises(TooLate):
            say(ahead, by=aino, now=clock.now())
    assert not Absence.objects.exists()
