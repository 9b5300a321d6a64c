"""Who comes later reads nothing from before, and the others are told that they came (C23, C25, C43)."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from bookings.models import Assignment, Booking, DiscussedThemes, Log, Status, write_log
from processes import parties
from processes.models import People, PersonalGoal, Process
from tests.bookings.mails import everything, post, recipients, to
from tests.bookings.pages import reading, text
from tests.factories import NOW, client_of, helsinki, make_booking, make_process
from tests.processes.agreement import change
from tyonohjaus.people.models import Organisation, User

THEME, TASK, GOAL = "Rajojen pitäminen", "Kysy ensin itseltäsi", "Uskallan pyytää apua ajoissa"
NOON = helsinki("2027-02-01 12:00")


@pytest.fixture
def co_led(group_with_sami: Process, aino: User, sami: User) -> Process:
    """Aino and Eero met this morning at nine, and in January."""
    for starts_at in (helsinki("2027-01-12 10:00"), helsinki("2027-02-01 09:00")):
        session = make_booking(process=group_with_sami, starts_at=starts_at, status=Status.HELD)
        write_log(session, Log(themes=[THEME], shared=True, assignment=TASK), by=sami)
    PersonalGoal.write(process=group_with_sami, owner=aino, text=GOAL)
    return group_with_sami


def join(process: Process, *, by: User, at: datetime, supervisees: tuple[User, ...], **people: User) -> None:
    with time_machine.travel(at):
        change(process, by=by, people=People(supervisees=supervisees, **people))


def sessions_read_by(user: User) -> list[int]:
    """Themes and assignments."""
    return [DiscussedThemes.readable_by(user).count(), Assignment.readable_by(user).count()]


def test_who_joins_a_group_at_noon_reads_nothing_of_the_session_of_that_morning_C23(
    co_led: Process, aino: User, eero: User, outi: User, sami: User, laura: User
) -> None:
    """The hour counts and not the day: nobody shared anything with one who was not there yet."""
    join(co_led, by=laura, at=NOON, supervisor=sami, supervisees=(aino, eero, outi))
    outi.content_open = True
    afternoon = make_booking(process=co_led, starts_at=NOON + timedelta(hours=2), status=Status.HELD)
    with time_machine.travel(NOON + timedelta(hours=4)):
        assert sessions_read_by(outi) == [0, 0]
        write_log(afternoon, Log(themes=[THEME], shared=True, assignment=TASK), by=sami)
        assert sessions_read_by(outi) == [1, 1]
        assert sessions_read_by(eero) == [3, 3]


def test_nor_by_being_added_taken_away_and_added_again_on_one_day(
    co_led: Process, aino: User, eero: User, outi: User, sami: User, laura: User
) -> None:
    for members in ((aino, eero, outi), (aino, eero), (aino, eero, outi)):
        join(co_led, by=laura, at=NOON, supervisor=sami, supervisees=members)
    outi.content_open = True
    with time_machine.travel(NOON):
        assert sessions_read_by(outi) == [0, 0]


def test_nor_by_a_day_that_is_past(
    co_led: Process, aino: User, eero: User, outi: User, sami: User, laura: User
) -> None:
    with time_machine.travel(NOON):
        everybody = People(supervisor=sami, supervisees=(aino, eero, outi))
        change(co_led, by=laura, people=everybody, people_from=date(2027, 1, 1))
        outi.content_open = True
        assert sessions_read_by(outi) == [0, 0]


def test_a_supervisor_who_is_named_later_reads_nothing_from_before_C43(
    co_led: Process, aino: User, eero: User, sami: User, kaisa: User, laura: User
) -> None:
    """Else the office could name one of its own, and read the past."""
    join(co_led, by=laura, at=NOON, supervisor=sami, co_supervisor=kaisa, supervisees=(aino, eero))
    with time_machine.travel(NOON + timedelta(minutes=1)):
        kaisa.content_open = True
        assert sessions_read_by(kaisa) == [0, 0]
        assert GOAL not in text(client_of(kaisa).get(f"/processes/{co_led.pk}/"))
        assert sessions_read_by(sami) == [2, 2]


def test_nor_does_she_write_over_what_she_cannot_read(
    co_led: Process, aino: User, eero: User, sami: User, kaisa: User, laura: User
) -> None:
    join(co_led, by=laura, at=NOON, supervisor=sami, co_supervisor=kaisa, supervisees=(aino, eero))
    session = Booking.objects.order_by("starts_at")[0]
    with time_machine.travel(NOON + timedelta(minutes=1)):
        page = reading(kaisa).get(f"/bookings/{session.pk}/log/")
        assert "before your time here" in text(page)
        client_of(kaisa).post(f"/bookings/{session.pk}/log/", {"outcome": "held", "assignment": "toinen"})
        assert Assignment.objects.get(booking=session).read(by=sami) == TASK


def test_a_goal_opens_to_her_when_its_owner_saves_it_again(
    co_led: Process, aino: User, eero: User, sami: User, kaisa: User, laura: User
) -> None:
    join(co_led, by=laura, at=NOON, supervisor=sami, co_supervisor=kaisa, supervisees=(aino, eero))
    with time_machine.travel(NOON + timedelta(minutes=1)):
        page = text(reading(aino).get(f"/processes/{co_led.pk}/"))
        assert "See this: you and Sami Rautio. Never your manager." in page
        assert "New here: Kaisa Lindqvist." in page
        goal = PersonalGoal.objects.get(owner=aino)
        client_of(aino).post(f"/processes/goals/{goal.pk}/text/", {"text": GOAL})
        assert GOAL in text(client_of(kaisa).get(f"/processes/{co_led.pk}/"))
        assert "New here" not in text(reading(aino).get(f"/processes/{co_led.pk}/"))


def test_a_co_supervisor_who_takes_over_keeps_what_she_was_there_for(
    aino: User, sami: User, kaisa: User, laura: User, lehtola: Organisation, kuuloke: object
) -> None:
    process = make_process(supervisor=sami, co_supervisor=kaisa, supervisees=[aino], organisation=lehtola)
    session = make_booking(process=process, starts_at=NOW - timedelta(days=2), status=Status.HELD)
    write_log(session, Log(themes=[THEME], assignment=TASK), by=sami)
    change(process, by=laura, people=People(supervisor=kaisa, supervisees=(aino,)))
    kaisa.content_open = True
    assert sessions_read_by(kaisa) == [1, 1]
    assert [one.user for one in parties.supervisors_since(process, session.starts_at)] == [kaisa]


def test_everybody_who_meets_there_is_told_that_somebody_was_added_and_not_who_C1(
    co_led: Process, aino: User, eero: User, sami: User, laura: User
) -> None:
    join(co_led, by=laura, at=NOON, supervisor=sami, co_supervisor=laura_supervises(laura), supervisees=(aino, eero))
    with time_machine.travel(NOON + timedelta(minutes=1)):
        mails = post()
    assert recipients(mails) == [aino.email, eero.email, sami.email]
    mail = everything(to(aino, mails))
    assert f"/processes/{co_led.pk}/" in mail
    assert not [word for word in ("Laura", "Eero", "ohjaus", co_led.code) if word in mail]


def laura_supervises(laura: User) -> User:
    """She may: who is of the office may be a supervisor too, and often is."""
    from tests.factories import make_supervisor

    make_supervisor(user=laura)
    return laura


def test_a_supervisor_in_whose_place_another_comes_is_told(
    aino_with_sami: Process, aino: User, sami: User, kaisa: User, laura: User
) -> None:
    change(aino_with_sami, by=laura, people=People(supervisor=kaisa, supervisees=(aino,)))
    mails = post()
    assert recipients(mails) == [aino.email, sami.email]
    assert str(aino_with_sami.pk) not in everything(to(sami, mails))


def test_who_leaves_a_group_makes_no_mail(group_with_sami: Process, aino: User, sami: User, laura: User) -> None:
    change(group_with_sami, by=laura, people=People(supervisor=sami, supervisees=(aino,)))
    assert post() == []
