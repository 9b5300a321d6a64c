"""Another length is another time to say yes to: the manager is asked anew (E3, S4)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from bookings.models import Asked, Status
from bookings.problems import NotBookable, NotThatLong
from bookings.slots.search import Outcome
from processes.models import Process
from tests.bookings import mails
from tests.bookings.lengths import change, url
from tests.bookings.pages import fields, reading, text
from tests.bookings.stories import TUESDAY, book
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.sqlite, pytest.mark.usefixtures("prices_of_lengths")]


@pytest.fixture
def asked(aino_with_sami: Process) -> Process:
    """Aino's process, where Maija is asked."""
    aino_with_sami.approval = "series"
    aino_with_sami.save()
    return aino_with_sami


def test_the_manager_is_asked_anew_and_the_old_answers_stay_of_the_old_time(
    asked: Process, aino: User, sami: User, maija: User
) -> None:
    booking = book(asked, by=aino).approve(by=maija)
    mails.gone()
    row = change(booking, sami)

    assert row.status == Status.REQUESTED
    sent = mails.post()
    question = mails.to(maija, sent)
    body = str(question.body).replace("\u00a0", " ")
    assert "klo 10.00–12.00" in body
    assert "klo 10.00–11.30" in body
    assert "120 min" in body
    assert "220,00" in body
    assert Client().get(mails.link(question)).status_code == 200
    assert row.approve(by=maija).status == Status.CONFIRMED
    assert row.approvals.count() == 2
    event = mails.event(mails.files(mails.to(aino, mails.post()))[0])
    assert event["DTEND"].dt == row.ends_at


def test_back_at_the_old_length_it_is_asked_anew(asked: Process, aino: User, sami: User, maija: User) -> None:
    booking = change(change(book(asked, by=aino).approve(by=maija), sami), sami, to=90)
    assert booking.status == Status.REQUESTED
    assert booking.approve(by=maija).status == Status.CONFIRMED


def test_a_stale_page_does_not_approve_the_longer_session(asked: Process, aino: User, sami: User, maija: User) -> None:
    booking = book(asked, by=aino)
    (old,) = (mails.link(mail) for mail in mails.post() if mail.to == [maija.email])
    client = reading(maija)
    page = client.get(reverse("bookings:approval", args=[booking.pk]))
    form = fields(page, having="ask") | {"decision": "approve"}
    row = change(booking, sami)

    answer = client.post(reverse("bookings:approval", args=[booking.pk]), form)

    assert answer.status_code in {200, 303, 422}
    row.refresh_from_db()
    assert row.status == Status.REQUESTED
    assert not row.approvals.exists()
    with pytest.raises(TooLate):
        row.approve(by=maija, shown=Asked(booking.times, booking.price))
    assert "Tämän ajan kesto on muuttunut." in text(Client().get(old))


def test_too_near_for_the_manager_it_stays_as_it_is(asked: Process, aino: User, sami: User, maija: User) -> None:
    booking = book(asked, by=aino).approve(by=maija)
    with time_machine.travel(TUESDAY - timedelta(hours=30), tick=False), pytest.raises(NotBookable) as refusal:
        change(booking, sami)
    assert refusal.value.problems == (NotThatLong(TUESDAY, Outcome.TOO_SOON),)


def test_nobody_approves_their_own_time_by_making_it_longer_E3(asked: Process, aino: User, sami: User) -> None:
    """A supervisee has no such page, nor has a manager."""
    booking = book(asked, by=aino)
    assert reading(aino).get(url(booking)).status_code in {403, 404}
    assert "Change the length" not in text(reading(aino).get(booking.get_absolute_url()))


def test_a_manager_has_no_such_page(asked: Process, aino: User, maija: User) -> None:
    assert reading(maija).get(url(book(asked, by=aino))).status_code in {403, 404}
