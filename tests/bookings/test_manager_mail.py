"""Every mail to a manager says whose session it was, as far as C1 allows, and leads to the session's own page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from bookings import taking
from bookings.models import Booking
from processes.models import Process
from tests import factories
from tests.bookings import mails
from tests.bookings.stories import book, book_series
from tests.factories import NOW, client_of
from tyonohjaus.people.models import Practice, User

pytestmark = pytest.mark.sqlite

INVOICED = "Peruttu myöhässä: laskutetaan sovitusti."


def called_off(booking: Booking, *, aino: User, maija: User, laura: User) -> None:
    booking.approve(by=maija)
    mails.gone()
    booking.cancel(by=aino, now=NOW)


def unanswered(booking: Booking, *, aino: User, maija: User, laura: User) -> None:
    assert booking.held_until
    taking.lapse_expired(booking.held_until + timedelta(minutes=1))


def yes_by_phone(booking: Booking, *, aino: User, maija: User, laura: User) -> None:
    booking.approve(by=maija, via="phone", recorded_by=laura)


def no_by_phone(booking: Booking, *, aino: User, maija: User, laura: User) -> None:
    booking.decline(by=maija, via="phone", recorded_by=laura)


@pytest.mark.parametrize("what_happens", [called_off, unanswered, yes_by_phone, no_by_phone])
@pytest.mark.parametrize("level", ["none", "count", "names"])
def test_a_mail_to_a_manager_says_whose_and_leads_to_the_session(
    aino_asks: Process, aino: User, maija: User, laura: User, what_happens: Callable[..., None], level: str
) -> None:
    aino_asks.attendance = level
    aino_asks.save()
    booking = book(aino_asks, by=aino)
    mails.gone()
    what_happens(booking, aino=aino, maija=maija, laura=laura)

    mail = mails.to(maija, mails.post())
    assert f"Prosessi: {aino_asks.code}" in str(mail.body)
    assert ("Ohjattava: Aino Mäkelä" in str(mail.body)) == (level == "names")
    assert ("Aino" in mails.everything(mail)) == (level == "names")
    assert f"http://localhost:8000{booking.get_absolute_url()}" in str(mail.body)
    assert client_of(maija).get(booking.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("hours, late", [(23, True), (25, False)])
def test_who_said_yes_to_the_cost_reads_that_a_late_cancellation_is_invoiced(
    aino_asks: Process, aino: User, maija: User, sami: User, hours: int, late: bool
) -> None:
    booking = book(aino_asks, by=aino)
    booking.approve(by=maija)
    mails.gone()
    with time_machine.travel(booking.starts_at - timedelta(hours=hours), tick=False):
        booking.cancel(by=aino, now=booking.starts_at - timedelta(hours=hours))
        sent = mails.post()

    assert (INVOICED in str(mails.to(maija, sent).body)) is late
    assert not [one for one in (aino, sami) if INVOICED in str(mails.to(one, sent).body)]


@pytest.mark.parametrize("who, reads", [("outi", True), ("aino", False)])
def test_one_who_pays_reads_it_too_where_no_employer_does_C6(
    request: pytest.FixtureRequest, kuuloke: Practice, sami: User, who: str, reads: bool
) -> None:
    """Outi's address is her own, Aino's is at Lehtola."""
    payer = request.getfixturevalue(who)
    booking = book(factories.make_process(supervisor=sami, supervisees=[payer]), by=payer)
    mails.gone()
    with time_machine.travel(booking.starts_at - timedelta(hours=23), tick=False):
        booking.cancel(by=payer, now=booking.starts_at - timedelta(hours=23))
        sent = mails.post()

    assert (INVOICED in str(mails.to(payer, sent).body)) is reads
    assert INVOICED not in str(mails.to(sami, sent).body)


def test_of_a_group_each_manager_reads_their_own_people_only_C1(
    group_asks: Process, sami: User, aino: User, eero: User, maija: User, pekka: User
) -> None:
    group_asks.attendance = "names"
    group_asks.save()
    booking = book(group_asks, by=sami)
    booking.approve(by=maija)
    booking.approve(by=pekka)
    mails.gone()
    booking.cancel(by=sami, now=NOW)

    sent = mails.post()
    for manager, own, other in ((maija, aino, eero), (pekka, eero, aino)):
        assert own.name in str(mails.to(manager, sent).body)
        assert other.name not in mails.everything(mails.to(manager, sent))


def test_of_a_series_the_mail_leads_to_the_list_of_sessions(aino_asks: Process, sami: User, maija: User) -> None:
    series = book_series(aino_asks, by=sami)
    mails.gone()
    deadline = min(booking.held_until for booking in series.bookings.all() if booking.held_until)
    with time_machine.travel(deadline + timedelta(minutes=1), tick=False):
        taking.lapse_expired(deadline + timedelta(minutes=1))
        body = str(mails.to(maija, mails.post()).body)

    assert "http://localhost:8000/bookings/" in body
    assert f"Prosessi: {aino_asks.code}" in body


# --- the office writes down what was said by phone


@pytest.mark.parametrize("answer", ["approve", "decline"])
def test_the_manager_is_told_of_an_answer_to_a_session_by_phone(
    group_asks: Process, sami: User, maija: User, laura: User, answer: str
) -> None:
    """Also where another manager's answer is still missing."""
    booking = book(group_asks, by=sami)
    mails.gone()
    path = f"/bookings/{booking.pk}/recorded-approval/"
    client_of(laura).post(path, {"manager": str(maija.pk), "decision": answer})

    mail = mails.to(maija, mails.post())
    assert mail.subject == "Vastauksesi on kirjattu"
    assert ("Vastauksesi: Hyväksytty" if answer == "approve" else "Vastauksesi: Ei hyväksytty") in str(mail.body)


@pytest.mark.parametrize("answer", ["approve", "decline"])
def test_the_manager_is_told_of_an_answer_to_a_series_by_phone(
    aino_asks: Process, sami: User, maija: User, laura: User, answer: str
) -> None:
    series = book_series(aino_asks, by=sami)
    mails.gone()
    first = series.bookings.order_by("starts_at")[0]
    path = f"/bookings/{first.pk}/recorded-approval/"
    client_of(laura).post(path, {"manager": str(maija.pk), "decision": answer, "series": "on"})

    mail = mails.to(maija, mails.post())
    assert mail.subject == "Vastauksesi on kirjattu"
    assert str(mail.body).count("2027 klo 10.00") == 3


def test_the_manager_is_told_of_an_answer_by_phone_to_one_time_of_a_series(
    aino_asks: Process, sami: User, maija: User, laura: User
) -> None:
    series = book_series(aino_asks, by=sami)
    mails.gone()
    second = series.bookings.order_by("starts_at")[1]
    path = f"/bookings/{second.pk}/recorded-approval/"
    client_of(laura).post(path, {"manager": str(maija.pk), "decision": "approve"})

    body = str(mails.to(maija, mails.post()).body)
    assert body.count("2027 klo 10.00") == 1
    assert second.get_absolute_url() in body


def test_a_manager_reads_each_date_of_a_series(aino_asks: Process, sami: User, maija: User) -> None:
    book_series(aino_asks, by=sami)
    body = mails.to(maija, mails.post()).body.replace("\u00a0", " ")
    for day in ("ti 9.2.2027 klo 10.00–11.30", "ti 9.3.2027 klo 10.00–11.30", "ti 6.4.2027 klo 10.00–11.30"):
        assert day in body
