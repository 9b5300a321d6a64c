"""Event × role × language: who is told what, and what no mail ever holds (D4, C1–C5, D6)."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from bookings import diary
from bookings.models import Booking, Log, write_log
from processes import parties
from processes.models import PersonalGoal, Process
from tests import factories
from tests.bookings import mails
from tests.bookings.stories import NEXT_TUESDAY, TUESDAY, book, book_series, move
from tests.factories import NOW, client_of
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import Organisation, Practice, User

PLANTED = ("Kanervanmuistiinpano", "Kanervanteema", "Kanervantehtävä", "Kanervantavoite")


def agree(sami: User, people: list[User], organisation: Organisation | None, **fields: Any) -> Process:
    return factories.make_process(supervisor=sami, supervisees=people, organisation=organisation, **fields)


def plant(process: Process, sami: User) -> None:
    """An earlier session with a full log, and a goal of each member: none of it may ever leave."""
    earlier = factories.make_booking(process=process, starts_at=NOW - timedelta(days=28), status="held")
    note, theme, assignment, goal = PLANTED
    write_log(earlier, Log(themes=[theme], shared=True, assignment=assignment, note=note), by=sami)
    for person in parties.supervisees(process):
        PersonalGoal.write(process=process, owner=person.user, text=goal)


@pytest.fixture
def aino_asks(kuuloke: Practice, aino: User, sami: User, lehtola: Organisation) -> Process:
    process = agree(sami, [aino], lehtola, approval="each", agreed_count=10, attendance="names", cost_centre="4410")
    plant(process, sami)
    return process


@pytest.fixture
def group_asks(
    kuuloke: Practice, aino: User, eero: User, sami: User, kaisa: User, pekka: User, lehtola: Organisation
) -> Process:
    """Aino answers to Maija, Eero to Pekka; Kaisa, who reads Swedish, is co-supervisor."""
    process = agree(sami, [aino, eero], lehtola, co_supervisor=kaisa, approval="each")
    process.participants.filter(user=eero).update(manager=pekka)
    plant(process, sami)
    return process


# --- who is told


def test_a_request_is_told_to_the_manager_alone_by_mail(aino_asks: Process, aino: User, maija: User) -> None:
    book(aino_asks, by=aino)

    assert mails.told(mails.post()) == [("maija.korhonen", "Hyväksyttävänä 1 aika")]


def test_a_confirmation_is_told_to_each_participant(aino_asks: Process, aino: User, maija: User) -> None:
    booking = book(aino_asks, by=aino)
    mails.post()
    booking.approve(by=maija)

    subject = "Vahvistettu: tapaaminen ti 9.2. klo 10.00"
    assert mails.told(mails.post()) == [("aino.makela", subject), ("sami", subject)]


def test_without_approval_a_booking_is_confirmed_at_once(aino_with_sami: Process, aino: User, sami: User) -> None:
    book(aino_with_sami, by=aino)

    assert mails.recipients(mails.post()) == [aino.email, sami.email]


def test_a_no_is_told_to_the_participants(aino_asks: Process, aino: User, maija: User) -> None:
    booking = book(aino_asks, by=aino)
    mails.post()
    booking.decline(by=maija)

    sent = mails.post()
    subject = "Ei hyväksytty: tapaaminen ti 9.2. klo 10.00"
    assert mails.told(sent) == [("aino.makela", subject), ("sami", subject)]
    assert not any(mails.files(one) for one in sent)  # it never stood in a calendar


def test_a_lapsed_hold_is_told_to_both_sides(aino_asks: Process, aino: User, sami: User, maija: User) -> None:
    booking = book(aino_asks, by=aino)
    mails.post()
    assert booking.held_until

    with time_machine.travel(booking.held_until + timedelta(minutes=1), tick=False):
        diary.lapse_expired(booking.held_until + timedelta(minutes=1))
        sent = mails.post()

    assert mails.recipients(sent) == [aino.email, maija.email, sami.email]
    assert mails.to(aino, sent).subject == "Ei hyväksytty ajoissa: tapaaminen ti 9.2. klo 10.00"
    assert mails.to(maija, sent).subject == "1 aika vapautui ilman vastausta"


def test_a_move_tells_old_and_new_and_asks_the_manager_again(
    aino_asks: Process, aino: User, sami: User, maija: User
) -> None:
    booking = book(aino_asks, by=aino)
    booking.approve(by=maija)
    mails.post()
    move(booking, by=sami)

    sent = mails.post()
    assert mails.recipients(sent) == [aino.email, maija.email, sami.email]
    told = str(mails.to(aino, sent).body)
    assert "ti 16.2.2027 klo 10.00–11.30" in told
    assert "ti 9.2.2027 klo 10.00" in told
    asked = str(mails.to(maija, sent).body)
    assert "Uusi aika: ti 16.2.2027 klo 10.00–11.30" in asked
    assert "Aiempi aika: ti 9.2.2027 klo 10.00" in asked


def test_a_cancellation_tells_the_participants_and_the_manager_who_had_approved(
    aino_asks: Process, aino: User, sami: User, maija: User
) -> None:
    booking = book(aino_asks, by=aino)
    booking.approve(by=maija)
    mails.post()
    booking.cancel(by=aino, now=NOW)

    sent = mails.post()
    assert mails.recipients(sent) == [aino.email, maija.email, sami.email]
    assert mails.to(aino, sent).subject == "Peruttu: tapaaminen ti 9.2. klo 10.00"
    assert mails.to(maija, sent).subject == "1 hyväksymäsi aika ei toteudu"


def test_a_cancelled_request_is_not_asked_any_more(aino_asks: Process, aino: User, sami: User, maija: User) -> None:
    booking = book(aino_asks, by=aino)
    booking.cancel(by=aino, now=NOW)

    sent = mails.post()
    assert mails.recipients(sent) == [aino.email, sami.email]
    assert Message.objects.get(user=maija).state == "dropped"


def test_what_is_written_down_afterwards_sends_nothing(aino_with_sami: Process, sami: User) -> None:
    booking = factories.make_booking(process=aino_with_sami, starts_at=NOW - timedelta(days=1))
    booking.mark_held(by=sami, now=NOW)
    booking.mark_no_show(by=sami, now=NOW)
    booking.mark_cancelled_late(by=sami, now=NOW)

    assert mails.post() == []


def test_an_answer_by_phone_is_told_to_the_manager(
    aino_asks: Process, aino: User, sami: User, maija: User, laura: User
) -> None:
    booking = book(aino_asks, by=aino)
    mails.post()
    booking.approve(by=maija, via="phone", recorded_by=laura)

    sent = mails.post()
    assert mails.recipients(sent) == [aino.email, maija.email, sami.email]
    assert mails.to(maija, sent).subject == "Vastauksesi on kirjattu"


def test_a_series_is_asked_approved_and_told_in_one_mail_each(
    aino_asks: Process, aino: User, sami: User, maija: User
) -> None:
    series = book_series(aino_asks, by=sami)
    sent = mails.post()
    assert mails.told(sent) == [("maija.korhonen", "Hyväksyttävänä 3 aikaa")]
    assert "525,00\xa0€" in str(mails.to(maija, sent).body) or "525,00 €" in str(mails.to(maija, sent).body)

    series.approve(by=maija)
    sent = mails.post()
    assert mails.told(sent) == [("aino.makela", "Vahvistettu: 3 aikaa"), ("sami", "Vahvistettu: 3 aikaa")]
    assert len(mails.files(mails.to(aino, sent))) == 3


def test_a_series_that_nobody_answers_is_told_once(aino_asks: Process, aino: User, sami: User, maija: User) -> None:
    series = book_series(aino_asks, by=sami)
    mails.post()
    deadline = series.bookings.first().held_until

    with time_machine.travel(deadline + timedelta(minutes=1), tick=False):
        diary.lapse_expired(deadline + timedelta(minutes=1))
        assert mails.recipients(mails.post()) == [aino.email, maija.email, sami.email]


def test_a_group_is_confirmed_once_after_the_last_of_its_managers(
    group_asks: Process, sami: User, aino: User, eero: User, kaisa: User, maija: User, pekka: User
) -> None:
    booking = book(group_asks, by=sami)
    assert mails.recipients(mails.post()) == [maija.email, pekka.email]

    booking.approve(by=maija)
    assert mails.post() == []

    booking.approve(by=pekka)
    assert mails.recipients(mails.post()) == sorted([aino.email, eero.email, kaisa.email, sami.email])


def test_a_manager_who_had_said_yes_hears_that_the_group_does_not_meet(
    group_asks: Process, sami: User, maija: User, pekka: User
) -> None:
    booking = book(group_asks, by=sami)
    booking.approve(by=maija)
    mails.post()
    booking.decline(by=pekka)

    sent = mails.post()
    assert mails.to(maija, sent).subject == "1 hyväksymäsi aika ei toteudu"
    assert pekka.email not in mails.recipients(sent)


def test_the_same_event_never_mails_twice_and_a_moved_session_mails_again_D4(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    booking = book(aino_with_sami, by=aino)
    mails.post()
    for start in (NEXT_TUESDAY, TUESDAY, NEXT_TUESDAY):
        move(booking, by=sami, to=start)
        assert mails.recipients(mails.post()) == [aino.email, sami.email]
    assert Message.objects.count() == 8


def test_a_mail_whose_session_changed_before_it_went_out_is_dropped(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    booking = book(aino_with_sami, by=aino)
    move(booking, by=sami)

    assert {one.subject.partition(":")[0] for one in mails.post()} == {"Siirretty"}


def test_who_left_before_the_day_is_not_told(aino_asks: Process, aino: User, sami: User, maija: User) -> None:
    booking = book(aino_asks, by=aino)
    aino_asks.participants.filter(user=aino).update(ends_on=NOW.date())
    mails.post()
    booking.approve(by=maija)

    assert mails.recipients(mails.post()) == [sami.email]


# --- in whose language, from whom, answered to whom


@pytest.mark.parametrize(
    "language, when", [("fi", "ti 9.2. klo 10.00"), ("sv", "ti 9.2 kl. 10.00"), ("en", "Tue 9 Feb at 10:00")]
)
def test_each_reads_their_own_language(aino_with_sami: Process, aino: User, language: str, when: str) -> None:
    User.objects.filter(pk=aino.pk).update(language=language)
    book(aino_with_sami, by=aino)

    assert mails.to(aino, mails.post()).subject.endswith(when)


def test_answers_go_to_the_supervisor_for_participants_and_to_the_office_for_managers(
    aino_asks: Process, aino: User, sami: User, maija: User
) -> None:
    booking = book(aino_asks, by=aino)
    assert mails.to(maija, mails.post()).reply_to == ["toimisto@kuuloke.example"]

    booking.approve(by=maija)
    sent = mails.post()
    assert mails.to(aino, sent).reply_to == [sami.email]
    assert mails.to(sami, sent).reply_to == ["toimisto@kuuloke.example"]


def test_the_practices_neutral_words_stand_in_mails_C2(aino_with_sami: Process, aino: User, kuuloke: Practice) -> None:
    Practice.objects.update(mail_sender="Rantakatu 9", calendar_title="Palaveri")
    book(aino_with_sami, by=aino)

    mail = mails.to(aino, mails.post())
    assert mail.from_email == "Rantakatu 9 <portaali@localhost>"
    assert mail.subject == "Vahvistettu: palaveri ti 9.2. klo 10.00"


# --- what no mail holds


def live_through(process: Process, *, by: User, sami: User, managers: list[User]) -> list[Any]:
    """Ask, approve, move, approve, remind, cancel; ask and decline; ask and lapse: all that can be mailed."""
    sent = []

    def post() -> None:
        sent.extend(mails.post())

    def approve(booking: Booking) -> None:
        for manager in managers:
            booking.approve(by=manager)

    booking = book(process, by=by)
    post()
    approve(booking)
    post()
    move(booking, by=sami)
    post()
    approve(booking)
    post()
    booking.cancel(by=sami, now=NOW)
    post()
    book(process, by=by).decline(by=managers[0])
    post()
    last = book(process, by=by)
    assert last.held_until
    with time_machine.travel(last.held_until + timedelta(minutes=1), tick=False):
        diary.lapse_expired(last.held_until + timedelta(minutes=1))
        post()
    return sent


def test_nothing_that_was_confided_is_in_any_mail_or_file_C1_D6(
    group_asks: Process, sami: User, maija: User, pekka: User
) -> None:
    sent = live_through(group_asks, by=sami, sami=sami, managers=[maija, pekka])

    assert len(sent) > 20
    for one in sent:
        words = mails.everything(one)
        for planted in PLANTED:
            assert planted not in words
        assert not re.search(r"työnohja|handledning|supervis", one.subject, re.IGNORECASE)
        assert group_asks.code not in one.subject
        assert "etänä" not in str(one.body) or one.to[0] in {maija.email, pekka.email}


def test_no_mail_names_another_person_C3_C4(
    group_asks: Process, sami: User, aino: User, eero: User, kaisa: User, maija: User, pekka: User
) -> None:
    """At attendance level "none" nobody is named but the reader; nobody's address stands in another's mail, but the
    supervisor's, whom answers reach."""
    everybody = [sami, aino, eero, kaisa, maija, pekka]
    for one in live_through(group_asks, by=sami, sami=sami, managers=[maija, pekka]):
        words = mails.everything(one)
        assert len(one.to) == 1
        assert not one.cc
        assert not one.bcc
        for person in everybody:
            if one.to == [person.email]:
                continue
            assert person.name not in words
            if person != sami:
                assert person.email not in words


def test_a_manager_reads_only_of_their_own_people_and_names_where_the_agreement_says_so_C1(
    group_asks: Process, sami: User, aino: User, eero: User, maija: User, pekka: User
) -> None:
    group_asks.attendance = "names"
    group_asks.save()
    book(group_asks, by=sami)
    sent = mails.post()

    assert aino.name in mails.everything(mails.to(maija, sent))
    assert eero.name not in mails.everything(mails.to(maija, sent))
    assert eero.name in mails.everything(mails.to(pekka, sent))
    assert aino.name not in mails.everything(mails.to(pekka, sent))


@pytest.mark.parametrize("level", ["none", "count"])
def test_below_names_the_page_tells_whom_it_concerns(aino_asks: Process, aino: User, maija: User, level: str) -> None:
    aino_asks.attendance = level
    aino_asks.save()
    book(aino_asks, by=aino)
    mail = mails.to(maija, mails.post())

    assert "Aino" not in mails.everything(mail)
    assert "Ketä aika koskee, näet sivulta." in str(mail.body)


def test_a_manager_reads_length_cost_and_code_and_gets_no_calendar_file(
    aino_asks: Process, aino: User, maija: User
) -> None:
    book(aino_asks, by=aino)
    mail = mails.to(maija, mails.post())

    for fact in ("90 min, etänä", "175,00 €", "219,63 €", "25,5 %", aino_asks.code, "to 4.2. klo 16"):
        assert fact in str(mail.body).replace("\xa0", " ")
    assert mails.files(mail) == []
    assert "calendar" not in mails.everything(mail)


def test_nobody_who_pays_for_themselves_is_mailed_about_to_a_manager(
    kuuloke: Practice, outi: User, sami: User, maija: User
) -> None:
    process = agree(sami, [outi], None, approval="each")
    process.participants.filter(user=outi).update(manager=maija)
    book(process, by=outi)

    assert mails.recipients(mails.post()) == [outi.email, sami.email]


def test_the_pages_that_mails_lead_to_open_C6(aino_asks: Process, aino: User, maija: User) -> None:
    booking = book(aino_asks, by=aino)
    mails.post()
    booking.approve(by=maija)
    body = str(mails.to(aino, mails.post()).body)

    (path,) = re.findall(r"http://localhost:8000(/bookings/\S+)", body)
    assert client_of(aino).get(path).status_code == 200
