"""Event × role × language: who is told what, in whose language, answered to whom (D4, C2)."""

from datetime import timedelta

import pytest
import time_machine

from bookings import taking
from processes.models import Process
from tests import factories
from tests.bookings import mails
from tests.bookings.stories import NEXT_TUESDAY, TUESDAY, book, book_series, move
from tests.factories import NOW
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import Organisation, Practice, User

pytestmark = pytest.mark.sqlite

# --- who is told


def test_a_request_is_told_to_the_manager_alone_by_mail(aino_asks: Process, aino: User, maija: User) -> None:
    book(aino_asks, by=aino)

    assert mails.told(mails.post()) == [("maija.korhonen", "Hyväksyttävänä 1 aika")]


@pytest.mark.parametrize("series", [False, True])
def test_one_for_whom_the_office_books_hears_that_it_waits(
    aino_asks: Process, aino: User, sami: User, maija: User, laura: User, series: bool
) -> None:
    book_series(aino_asks, by=laura) if series else book(aino_asks, by=laura)
    sent = mails.post()

    assert mails.recipients(sent) == [aino.email, maija.email, sami.email]
    body = str(mails.to(aino, sent).body).replace("\xa0", " ")
    assert "odottaa hyväksyntää" in body or "odottavat hyväksyntää" in body
    assert "ti 9.2.2027 klo 10.00–11.30" in body
    assert "to 4.2. klo 16" in body
    assert mails.to(aino, sent).reply_to == [sami.email]
    assert mails.files(mails.to(aino, sent)) == []


def test_who_books_for_others_is_not_told_by_mail(aino_asks: Process, aino: User, sami: User, maija: User) -> None:
    book(aino_asks, by=sami)

    assert mails.recipients(mails.post()) == [aino.email, maija.email]


def test_a_confirmation_is_told_to_each_participant(aino_asks: Process, aino: User, maija: User) -> None:
    booking = book(aino_asks, by=aino)
    mails.gone()
    booking.approve(by=maija)

    subject = "Vahvistettu: tapaaminen ti 9.2. klo 10.00"
    assert mails.told(mails.post()) == [("aino.makela", subject), ("sami", subject)]


def test_without_approval_a_booking_is_confirmed_at_once(aino_with_sami: Process, aino: User, sami: User) -> None:
    book(aino_with_sami, by=aino)

    assert mails.recipients(mails.post()) == [aino.email, sami.email]


def test_a_no_is_told_to_the_participants(aino_asks: Process, aino: User, maija: User) -> None:
    booking = book(aino_asks, by=aino)
    mails.gone()
    booking.decline(by=maija)

    sent = mails.post()
    subject = "Ei hyväksytty: tapaaminen ti 9.2. klo 10.00"
    assert mails.told(sent) == [("aino.makela", subject), ("sami", subject)]
    assert not any(mails.files(one) for one in sent)  # it never stood in a calendar


def test_a_lapsed_hold_is_told_to_both_sides(aino_asks: Process, aino: User, sami: User, maija: User) -> None:
    booking = book(aino_asks, by=aino)
    mails.gone()
    assert booking.held_until

    with time_machine.travel(booking.held_until + timedelta(minutes=1), tick=False):
        taking.lapse_expired(booking.held_until + timedelta(minutes=1))
        sent = mails.post()

    assert mails.recipients(sent) == [aino.email, maija.email, sami.email]
    assert mails.to(aino, sent).subject == "Ei hyväksytty ajoissa: tapaaminen ti 9.2. klo 10.00"
    assert mails.to(maija, sent).subject == "1 aika vapautui ilman vastausta"


def test_a_move_tells_old_and_new_and_asks_the_manager_again(
    aino_asks: Process, aino: User, sami: User, maija: User
) -> None:
    booking = book(aino_asks, by=aino)
    booking.approve(by=maija)
    mails.gone()
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
    mails.gone()
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
    mails.gone()
    booking.approve(by=maija, via="phone", recorded_by=laura)

    sent = mails.post()
    assert mails.recipients(sent) == [aino.email, maija.email, sami.email]
    assert mails.to(maija, sent).subject == "Vastauksesi on kirjattu"


def test_a_series_is_asked_approved_and_told_in_one_mail_each(
    aino_asks: Process, aino: User, sami: User, maija: User
) -> None:
    series = book_series(aino_asks, by=sami)
    sent = mails.post()
    booked = ("aino.makela", "Varattu, odottaa hyväksyntää: 3 aikaa")
    assert mails.told(sent) == [booked, ("maija.korhonen", "Hyväksyttävänä 3 aikaa")]
    assert "525,00\xa0€" in str(mails.to(maija, sent).body) or "525,00 €" in str(mails.to(maija, sent).body)

    series.approve(by=maija)
    sent = mails.post()
    assert mails.told(sent) == [("aino.makela", "Vahvistettu: 3 aikaa"), ("sami", "Vahvistettu: 3 aikaa")]
    assert len(mails.files(mails.to(aino, sent))) == 3


def test_a_series_that_nobody_answers_is_told_once(aino_asks: Process, aino: User, sami: User, maija: User) -> None:
    series = book_series(aino_asks, by=sami)
    mails.gone()
    deadline = series.bookings.first().held_until

    with time_machine.travel(deadline + timedelta(minutes=1), tick=False):
        taking.lapse_expired(deadline + timedelta(minutes=1))
        assert mails.recipients(mails.post()) == [aino.email, maija.email, sami.email]


def test_a_group_is_confirmed_once_after_the_last_of_its_managers(
    group_asks: Process, sami: User, aino: User, eero: User, kaisa: User, maija: User, pekka: User
) -> None:
    booking = book(group_asks, by=sami)
    told = [aino.email, eero.email, kaisa.email]
    assert mails.recipients(mails.post()) == sorted([maija.email, pekka.email, *told])

    booking.approve(by=maija)
    assert mails.post() == []

    booking.approve(by=pekka)
    assert mails.recipients(mails.post()) == sorted([aino.email, eero.email, kaisa.email, sami.email])


def test_a_manager_who_had_said_yes_hears_that_the_group_does_not_meet(
    group_asks: Process, sami: User, maija: User, pekka: User
) -> None:
    booking = book(group_asks, by=sami)
    booking.approve(by=maija)
    booking.decline(by=pekka)
    mails.gone()
    booking.cancel(by=sami, now=NOW)

    sent = mails.post()
    assert mails.to(maija, sent).subject == "1 hyväksymäsi aika ei toteudu"
    assert pekka.email not in mails.recipients(sent)


def test_the_same_event_never_mails_twice_and_a_moved_session_mails_again_D4(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    booking = book(aino_with_sami, by=aino)
    mails.gone()
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


def test_who_left_before_the_day_is_not_told(
    group_asks: Process, aino: User, eero: User, kaisa: User, sami: User, maija: User
) -> None:
    booking = book(group_asks, by=sami)
    group_asks.participants.filter(user=eero).update(ends_on=NOW.date())
    mails.gone()
    booking.approve(by=maija)

    assert mails.recipients(mails.post()) == sorted([aino.email, kaisa.email, sami.email])


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
    """C5."""
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


def test_names_in_it_are_listed_in_the_recipients_language(
    kuuloke: Practice, aino: User, eero: User, maija: User, sami: User, lehtola: Organisation
) -> None:
    User.objects.filter(pk=maija.pk).update(language="sv")
    terms = {"approval": "each", "attendance": "names"}
    book(factories.make_process(supervisor=sami, supervisees=[eero, aino], organisation=lehtola, **terms), by=sami)

    assert "Aino Mäkelä och Eero Virtanen" in mails.everything(mails.to(maija, mails.post()))
