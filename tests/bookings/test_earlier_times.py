"""A time becomes free, and is offered to one who asked for an earlier one (E5)."""

from datetime import date, timedelta
from typing import Any

import pytest

from bookings import diary, taking
from bookings.earlier_times import offer_freed
from bookings.models import (
    AvailabilityException,
    Booking,
    FreedTime,
    TimeOffer,
    TimeWish,
)
from processes.models import Process
from tests.bookings import mails
from tests.bookings.earlier import FREED, after, held, the_offer
from tests.factories import NOW
from tyonohjaus.lib import clock
from tyonohjaus.people.models import User


def test_a_cancelled_time_is_held_for_who_asked_and_they_are_told_neutrally_E5(
    theirs: Booking, wish: TimeWish, aino: User, eero: User, sami: User
) -> None:
    theirs.cancel(by=aino, now=NOW)
    mails.gone()
    offer_freed(NOW)
    offer = the_offer()
    assert (offer.wish, offer.starts_at, offer.status) == (wish, FREED, "open")
    assert offer.held_until == NOW + timedelta(hours=24)
    assert held() == {sami.name, eero.name}
    told = mails.to(eero, mails.post())
    assert f"/offered/{offer.pk}/" in told.body
    assert told.reply_to == ["sami@rautio.example"]
    assert "Aino" not in told.body + told.subject
    assert "Sami" not in told.body + told.subject
    offer_freed(NOW)
    assert TimeOffer.objects.count() == 1


def test_a_moved_a_declined_and_a_lapsed_time_are_freed_too_E5(
    aino_asks: Process, aino: User, sami: User, maija: User
) -> None:
    booking = diary.book(aino_asks, starts_at=FREED, by=aino, now=NOW)
    diary.move(booking, starts_at=FREED + timedelta(days=1), by=sami, now=NOW)
    assert FreedTime.objects.get().starts_at == FREED
    booking.decline(by=maija)
    assert FreedTime.objects.filter(starts_at=FREED + timedelta(days=1), user=sami).exists()
    other = diary.book(aino_asks, starts_at=FREED + timedelta(days=2), by=aino, now=NOW)
    with after(NOW, days=6):
        taking.lapse_expired(clock.now())
    assert FreedTime.objects.filter(starts_at=other.starts_at).exists()


def test_a_closing_taken_away_is_offered(wish: TimeWish, sami: User) -> None:
    closed = AvailabilityException.objects.create(
        supervisor=sami.supervisor, first_on=date(2027, 2, 9), last_on=date(2027, 2, 9)
    )
    closed.remove(by=sami)
    offer_freed(NOW)
    assert the_offer().day == date(2027, 2, 9)


def test_never_after_the_notice_limit_or_the_start_E5(theirs: Booking, wish: TimeWish, sami: User) -> None:
    sami.supervisor.notice_hours = 24
    sami.supervisor.save()
    with after(FREED, hours=-24):
        theirs.cancel(by=sami, now=clock.now())
        offer_freed(clock.now())
    with after(FREED, hours=1):
        offer_freed(clock.now())
    assert not TimeOffer.objects.exists()
    with after(FREED, hours=2):
        offer_freed(clock.now())
        assert not FreedTime.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {"from_on": date(2027, 2, 10)},
        {"from_on": date(2027, 2, 1), "weekdays": [0]},
        {"from_on": date(2027, 2, 1), "parts": ["afternoon"]},
    ],
)
def test_what_does_not_suit_is_not_offered(
    theirs: Booking, wish: TimeWish, aino: User, eero: User, said: dict[str, Any]
) -> None:
    TimeWish.ask(wish.process, by=eero, **said)
    theirs.cancel(by=aino, now=NOW)
    offer_freed(NOW)
    assert not TimeOffer.objects.exists()


def test_who_gave_it_up_and_who_asks_later_are_not_offered_it(
    theirs: Booking, eeros: Process, aino: User, eero: User
) -> None:
    TimeWish.ask(theirs.process, by=aino, from_on=clock.today())
    theirs.cancel(by=aino, now=NOW)
    with after(NOW, minutes=1):
        TimeWish.ask(eeros, by=eero, from_on=clock.today())
        offer_freed(clock.now())
    assert not TimeOffer.objects.exists()
