"""A named substitute for some days, and a guest who comes and goes (S3-2, C23, C25, C42)."""

from datetime import date
from typing import Any

import pytest
from time_machine import travel

from bookings import diary
from bookings.models import Booking, Log, PrivateNote, Status, read_log, write_log
from bookings.problems import CannotStandIn, NotBookable
from bookings.substitutes import name_substitute, withdraw_substitute
from processes import parties
from processes.models import Participant, People, Process
from tests.bookings import mails
from tests.bookings.pages import reading, text
from tests.factories import NOW, client_of, helsinki, make_booking, make_process, make_supervisor
from tests.processes.agreement import change
from tyonohjaus.access import Action, may
from tyonohjaus.lib import clock
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import Employment, User

TUESDAY = date(2027, 2, 9)
WEDNESDAY = date(2027, 2, 10)


def stand_in(process: Process, user: User, *, by: User, first: date = TUESDAY, last: date = WEDNESDAY) -> Participant:
    return name_substitute(process, user=user, first_on=first, last_on=last, by=by, now=clock.now())


def whose(booking: Booking) -> set[str]:
    return set(booking.allocations.values_list("calendar__user__name", flat=True))


@pytest.fixture
def booked(aino_with_sami: Process) -> Booking:
    return make_booking(process=aino_with_sami, starts_at=helsinki("2027-02-09 10:00"))


def test_a_substitute_of_the_office_gains_no_other_day_by_it_C43(
    booked: Booking, aino_with_sami: Process, laura: User, sami: User
) -> None:
    make_supervisor(user=laura)
    after = make_booking(process=aino_with_sami, starts_at=helsinki("2027-02-16 10:00"))
    stand_in(aino_with_sami, laura, by=sami)
    with travel(helsinki("2027-02-09 08:00")):
        assert may(laura, Action.BOOKING_JOIN, booked)
        assert may(laura, Action.LOG_WRITE, booked)
        assert not may(laura, Action.BOOKING_JOIN, after)
        assert not may(laura, Action.LOG_WRITE, after)
        assert may(laura, Action.BOOKING_SEE, after)


def test_the_session_takes_kaisas_time_and_samis_is_free_again(
    booked: Booking, aino_with_sami: Process, kaisa: User, sami: User, laura: User
) -> None:
    after = make_booking(process=aino_with_sami, starts_at=helsinki("2027-02-16 10:00"))
    stand_in(aino_with_sami, kaisa, by=sami)
    assert whose(booked) == {"Aino Mäkelä", "Kaisa Lindqvist"}
    assert whose(after) == {"Aino Mäkelä", "Sami Rautio"}
    assert "Kaisa Lindqvist" in text(reading(laura).get(booked.get_absolute_url()))
    moved = diary.move(after, starts_at=helsinki("2027-02-10 10:00"), by=laura, now=NOW, outside_hours=True)
    assert whose(moved) == {"Aino Mäkelä", "Kaisa Lindqvist"}


def test_what_is_taken_in_kaisas_calendar_stops_it_whole_and_says_not_what_C42(
    booked: Booking, aino_with_sami: Process, eero: User, kaisa: User, sami: User
) -> None:
    other = make_process(supervisor=kaisa, supervisees=[eero])
    make_booking(process=other, starts_at=helsinki("2027-02-09 10:30"))
    with pytest.raises(NotBookable):
        stand_in(aino_with_sami, kaisa, by=sami)
    assert whose(booked) == {"Aino Mäkelä", "Sami Rautio"}
    assert not aino_with_sami.participants.filter(user=kaisa).exists()
    form = {"user": kaisa.pk, "first_on": "9.2.2027", "last_on": "10.2.2027"}
    answer = reading(sami).post(f"/processes/{aino_with_sami.pk}/substitute/", form)
    assert answer.status_code == 422
    assert "does not fit" in text(answer)
    assert "Eero" not in text(answer)


def test_kaisa_leads_marks_and_logs_her_session_and_reads_no_other_C23(
    booked: Booking, aino_with_sami: Process, kaisa: User, sami: User
) -> None:
    before = make_booking(process=aino_with_sami, starts_at=helsinki("2027-01-12 10:00"), status=Status.HELD)
    write_log(before, Log(themes=["Työn rajat"], shared=True, assignment="", note="Samin oma"), by=sami)
    stand_in(aino_with_sami, kaisa, by=sami)
    assert not may(kaisa, Action.PROCESS_SEE, aino_with_sami)  # not before her days

    with travel(helsinki("2027-02-09 12:00"), tick=False):
        kaisa = User.objects.get(pk=kaisa.pk)
        kaisa.content_open = True
        assert set(Booking.objects.visible_to(kaisa)) == {booked}
        booked.mark_held(by=kaisa, now=clock.now())
        write_log(booked, Log(themes=["Kuormitus ja palautuminen"], shared=True, note="Kaisan oma"), by=kaisa)
        assert read_log(booked, by=kaisa).note == "Kaisan oma"
        assert client_of(kaisa).get(f"/bookings/{before.pk}/log/").status_code == 404
        assert PrivateNote.readable_by(kaisa).count() == 1
        page = text(reading(kaisa).get(f"/processes/{aino_with_sami.pk}/"))
        assert "Työn rajat" not in page
        assert "Limits of the work" not in page
    with travel(helsinki("2027-02-11 12:00"), tick=False):
        kaisa = User.objects.get(pk=kaisa.pk)
        kaisa.content_open = True
        assert not may(kaisa, Action.PROCESS_SEE, aino_with_sami)
        assert client_of(kaisa).get(booked.get_absolute_url()).status_code == 404
    assert PrivateNote.objects.filter(author=kaisa).exists()  # authorship stays


def test_everybody_is_told_and_kaisa_invited(
    booked: Booking, aino_with_sami: Process, aino: User, kaisa: User, sami: User
) -> None:
    stand_in(aino_with_sami, kaisa, by=sami)
    post = mails.post()
    told = {address for one in post for address in one.to}
    assert {aino.email, kaisa.email} <= told
    assert not any("Kaisa" in one.subject for one in post)
    named = Message.objects.filter(template="processes/mail/standing_in")
    assert [one.user for one in named] == [kaisa]  # she is told that it is she
    assert kaisa not in [one.user for one in Message.objects.filter(template="processes/mail/substitute")]


def test_it_is_taken_back_at_once(booked: Booking, aino_with_sami: Process, kaisa: User, sami: User) -> None:
    substitute = stand_in(aino_with_sami, kaisa, by=sami)
    withdraw_substitute(substitute, by=sami, now=NOW)
    assert whose(booked) == {"Aino Mäkelä", "Sami Rautio"}
    withdraw_substitute(substitute, by=sami, now=NOW)  # again: nothing


@pytest.mark.parametrize(
    "first, last, why",
    [(date(2027, 1, 31), TUESDAY, "days"), (WEDNESDAY, TUESDAY, "days"), (TUESDAY, WEDNESDAY, "")],
)
def test_which_days(aino_with_sami: Process, kaisa: User, sami: User, first: date, last: date, why: str) -> None:
    if not why:
        stand_in(aino_with_sami, kaisa, by=sami, first=first, last=last)
        return
    with pytest.raises(CannotStandIn) as refused:
        stand_in(aino_with_sami, kaisa, by=sami, first=first, last=last)
    assert refused.value.why == why


def test_who_cannot_stand_in(
    aino_with_sami: Process, aino: User, kaisa: User, sami: User, maija: User, outi: User
) -> None:
    for user, why in ((sami, "here"), (aino, "here"), (maija, "manager")):
        with pytest.raises(CannotStandIn) as refused:
            stand_in(aino_with_sami, user, by=sami)
        assert refused.value.why == why
    stand_in(aino_with_sami, kaisa, by=sami)
    with pytest.raises(CannotStandIn) as refused:
        stand_in(aino_with_sami, outi, by=sami, first=WEDNESDAY, last=WEDNESDAY)
    assert refused.value.why == "taken"


def test_a_change_of_the_agreement_leaves_the_substitute(
    aino_with_sami: Process, kaisa: User, sami: User, laura: User
) -> None:
    stand_in(aino_with_sami, kaisa, by=sami)
    change(aino_with_sami, by=laura, cost_centre="1")
    assert aino_with_sami.participants.get(user=kaisa).stands_for == sami


def test_sami_names_kaisa_on_the_page_and_takes_it_away(
    booked: Booking, aino_with_sami: Process, kaisa: User, sami: User, aino: User, maija: User
) -> None:
    client, page = reading(sami), f"/processes/{aino_with_sami.pk}/"
    assert "Name a substitute" in text(client.get(page))
    form = {"user": kaisa.pk, "first_on": "9.2.2027", "last_on": "10.2.2027"}
    assert client.post(f"{page}substitute/", form).status_code == 303
    assert "Kaisa Lindqvist" in text(reading(aino).get(page))
    assert "Kaisa Lindqvist" not in text(reading(maija).get(page))
    row = aino_with_sami.participants.get(user=kaisa)
    assert client_of(aino).post(f"/processes/substitutes/{row.pk}/end/").status_code in {403, 404}
    assert client.post(f"/processes/substitutes/{row.pk}/end/").status_code == 303
    assert whose(booked) == {"Aino Mäkelä", "Sami Rautio"}


def test_a_guest_goes_at_once_though_times_are_booked_and_what_she_wrote_stays_hers_C25(
    kuuloke: Any, aino: User, eero: User, sami: User, kaisa: User, laura: User, lehtola: Any
) -> None:
    process = make_process(supervisor=sami, co_supervisor=kaisa, supervisees=[aino, eero], organisation=lehtola)
    other = make_process(supervisor=sami, supervisees=[aino])
    held = make_booking(process=process, starts_at=helsinki("2027-01-12 10:00"), status=Status.HELD)
    ahead = make_booking(process=process, starts_at=helsinki("2027-02-09 10:00"))
    write_log(held, Log(note="Kaisan oma"), by=kaisa)
    assert not may(kaisa, Action.PROCESS_SEE, other)  # this one process and no other

    change(process, by=laura, people=People(supervisor=sami, supervisees=(aino, eero)))

    kaisa = User.objects.get(pk=kaisa.pk)
    kaisa.content_open = True
    assert not may(kaisa, Action.PROCESS_SEE, process)
    assert not PrivateNote.readable_by(kaisa).exists()
    assert PrivateNote.objects.get().author == kaisa
    assert whose(ahead) == {"Sami Rautio"}


def test_who_manages_a_supervisee_never_becomes_their_supervisors_yes(
    aino_with_sami: Process, sami: User, laura: User, aino: User
) -> None:
    """Aino's employer makes Sami her manager: nobody says yes for her rather than who supervises her."""
    Employment.objects.get(employee=aino, ends_on=None).change_manager(to=sami, by=laura)
    assert parties.managers(Process.objects.get()) == []
