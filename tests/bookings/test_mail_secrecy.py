"""What no mail about a session ever holds, and to whom it does not go (C1, C3–C6, D6)."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from bookings import taking
from bookings.models import Booking
from processes.models import Process
from tests import factories
from tests.bookings import mails
from tests.bookings.conftest import PLANTED
from tests.bookings.stories import book, move
from tests.factories import NOW, client_of
from tyonohjaus.people.models import Practice, User

pytestmark = pytest.mark.sqlite


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
    declined = book(process, by=by)
    for manager in managers:  # the first no leaves it to the others
        declined.decline(by=manager)
    post()
    last = book(process, by=by)
    assert last.held_until
    with time_machine.travel(last.held_until + timedelta(minutes=1), tick=False):
        taking.lapse_expired(last.held_until + timedelta(minutes=1))
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
    sent = live_through(group_asks, by=sami, sami=sami, managers=[maija, pekka])

    assert len(sent) > 20
    for one in sent:
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
    assert "Ketä tämä koskee, näet sivulta." in str(mail.body)


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
    process = factories.make_process(supervisor=sami, supervisees=[outi], approval="each")
    process.participants.filter(user=outi).update(manager=maija)
    book(process, by=outi)

    assert mails.recipients(mails.post()) == [outi.email, sami.email]


def test_the_pages_that_mails_lead_to_open_C6(aino_asks: Process, aino: User, maija: User) -> None:
    booking = book(aino_asks, by=aino)
    mails.gone()
    booking.approve(by=maija)
    body = str(mails.to(aino, mails.post()).body)

    (path,) = re.findall(r"http://localhost:8000(/bookings/\S+)", body)
    page = client_of(aino).get(path)
    assert page.status_code == 200
    assert "Sami Rautio" in page.content.decode()  # whom she meets: the session's page, not a way to sign in
