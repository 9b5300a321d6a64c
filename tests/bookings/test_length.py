"""A session of another length than agreed: its time, its price, its calendar (A1, A4, C3, E2, S4)."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from bookings import diary, lengths
from bookings.models import Allocation, Booking, Room, Status
from bookings.problems import NoPrice, NotBookable, NotThatLong, RoomTaken
from bookings.slots.search import Outcome
from processes.models import Place, Process
from tests import factories
from tests.bookings import mails
from tests.bookings.lengths import LONG, SHORT, change, url
from tests.bookings.pages import reading, text
from tests.bookings.stories import TUESDAY, book
from tests.factories import NOW, helsinki
from tyonohjaus.events.models import Event
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.sqlite, pytest.mark.usefixtures("prices_of_lengths")]


def test_a_longer_session_keeps_its_id_its_uid_and_its_start_C3(
    aino_with_sami: Process, aino: User, sami: User, maija: User
) -> None:
    booking = book(aino_with_sami, by=aino)
    mails.gone()
    row = change(booking, sami)

    assert (row.pk, row.starts_at, row.minutes, row.status) == (booking.pk, TUESDAY, LONG, booking.status)
    assert {a.ends_at for a in Allocation.objects.filter(booking=row)} >= {row.ends_at}
    assert row.price == Decimal("220.00")
    sent = mails.post()
    assert mails.recipients(sent) == sorted([aino.email, sami.email])
    event = mails.event(mails.files(mails.to(aino, sent))[0])
    assert (str(event["uid"]), event["sequence"]) == (booking.uid, booking.sequence + 1)
    assert event["DTEND"].dt == row.ends_at
    body = str(mails.to(aino, sent).body).replace("\u00a0", " ")
    assert "klo 10.00–12.00" in body
    assert "klo 10.00–11.30" in body
    lengths.change_length(row, minutes=LONG, by=sami, now=clock.now())  # it is so already
    assert mails.post() == []
    assert Event.objects.filter(name="booking.length_changed").count() == 1


def test_a_shorter_one_gives_its_end_back(aino_with_sami: Process, eeros: Process, sami: User, aino: User) -> None:
    booking = change(book(aino_with_sami, by=aino), sami, to=SHORT)
    assert booking.price == Decimal("125.00")
    buffer = sami.supervisor.buffer
    diary.book(eeros, starts_at=booking.ends_at + buffer, by=sami, now=NOW, outside_hours=True)


def test_the_agreed_length_has_the_agreed_price_again(aino_with_sami: Process, aino: User, sami: User) -> None:
    booking = change(change(book(aino_with_sami, by=aino), sami), sami, to=aino_with_sami.length_minutes)
    assert booking.price == aino_with_sami.price


def test_one_who_pays_is_told_where_the_price_stands(kuuloke: Any, outi: User, sami: User) -> None:
    own = factories.make_process(supervisor=sami, supervisees=[outi], price=Decimal("100.00"), payer="self")
    booking = book(own, by=outi)
    mails.gone()
    change(booking, sami)
    sent = mails.post()
    assert "uusi hinta" in str(mails.to(outi, sent).body)
    assert "uusi hinta" not in str(mails.to(sami, sent).body)
    assert "276,10 €" in text(reading(outi).get(booking.get_absolute_url())).replace("€276.10", "276,10 €")


def test_no_mail_to_an_employers_mailbox_says_that_she_pays_herself_C6(kuuloke: Any, aino: User, sami: User) -> None:
    own = factories.make_process(supervisor=sami, supervisees=[aino], price=Decimal("100.00"), payer="self")
    booking = book(own, by=aino)
    mails.gone()
    change(booking, sami)
    assert "hinta" not in mails.everything(mails.to(aino, mails.post()))


def test_without_a_price_for_that_length_nothing_changes(aino_with_sami: Process, aino: User, sami: User) -> None:
    booking = book(aino_with_sami, by=aino)
    with pytest.raises(NotBookable) as refusal:
        change(booking, sami, to=75)
    assert refusal.value.problems == (NoPrice(75),)
    page = reading(sami).get(url(booking, minutes=75))
    assert page.status_code == 422
    assert "Nobody has set a price for 75 minutes." in text(page)
    assert reading(sami).post(url(booking, minutes=75)).status_code == 422


def test_what_the_office_lets_go_stays_free_however_long_it_lasts(
    aino_with_sami: Process, aino: User, sami: User, laura: User
) -> None:
    booking = book(aino_with_sami, by=aino).reprice(by=laura, price=Decimal(0))
    longer = change(booking, sami)
    assert longer.price == 0
    assert change(longer, sami, to=75).price == 0  # nor is one asked for


def test_what_begins_in_the_grown_time_stands_in_its_way_A1(
    aino_with_sami: Process, eeros: Process, aino: User, sami: User
) -> None:
    booking = book(aino_with_sami, by=aino)
    diary.book(eeros, starts_at=TUESDAY + timedelta(minutes=105), by=sami, now=NOW, outside_hours=True)
    with pytest.raises(NotBookable) as refusal:
        change(booking, sami)
    assert refusal.value.problems == (NotThatLong(TUESDAY, Outcome.CLASH),)
    booking.refresh_from_db()
    assert (booking.minutes, booking.sequence) == (90, 0)


def test_outside_the_hours_it_does_not_grow(aino_with_sami: Process, aino: User, sami: User) -> None:
    """Sami's hours end at five."""
    booking = book(aino_with_sami, by=sami, at=helsinki("2027-02-09 15:30"))
    with pytest.raises(NotBookable) as refusal:
        change(booking, sami)
    assert refusal.value.problems == (NotThatLong(booking.starts_at, Outcome.CLOSED),)


def test_a_room_that_is_taken_later_stands_in_its_way(
    aino_with_sami: Process, aino: User, sami: User, kaisa: User, eero: User, laura: User
) -> None:
    """It is Kaisa's from half past eleven: nobody else's calendar is in the way (C42)."""
    Room.enter(by=laura, name="Tammi", starts_on=date(2026, 1, 1))
    factories.make_hours(supervisor=sami, place=Place.PREMISES, starts=time(8))
    factories.make_hours(supervisor=kaisa, place=Place.PREMISES, starts=time(8))
    aino_with_sami.place = Place.PREMISES
    aino_with_sami.save()
    booking = book(aino_with_sami, by=aino)
    kaisas = factories.make_process(supervisor=kaisa, supervisees=[eero], place=Place.PREMISES)
    diary.book(kaisas, starts_at=TUESDAY + timedelta(minutes=90), by=kaisa, now=NOW, outside_hours=True)
    with pytest.raises(NotBookable) as refusal:
        change(booking, sami)
    assert refusal.value.problems in {(NotThatLong(TUESDAY, Outcome.NO_ROOM),), (RoomTaken(),)}
    assert change(booking, sami, to=SHORT).room == booking.room


def test_where_the_longer_time_takes_another_room_its_people_are_told(
    aino_with_sami: Process, aino: User, sami: User, kaisa: User, eero: User, laura: User
) -> None:
    """In Tammi another begins when this one was to end."""
    tammi = Room.enter(by=laura, name="Tammi", starts_on=date(2026, 1, 1))
    for supervisor in (sami, kaisa):
        factories.make_hours(supervisor=supervisor, place=Place.PREMISES, starts=time(8))
    aino_with_sami.place = Place.PREMISES
    aino_with_sami.save()
    booking = book(aino_with_sami, by=aino)
    kaisas = factories.make_process(supervisor=kaisa, supervisees=[eero], place=Place.PREMISES)
    diary.book(kaisas, starts_at=TUESDAY + timedelta(minutes=90), by=kaisa, now=NOW, outside_hours=True)
    koivu = Room.enter(by=laura, name="Koivu", starts_on=date(2026, 1, 1))
    mails.gone()
    row = change(booking, sami)
    assert (booking.room, row.room) == (tammi, koivu)
    said = mails.everything(mails.to(aino, mails.post()))
    assert "Myös paikka on vaihtunut" in said
    assert not [name for name in ("Tammi", "Koivu") if name in said]
    change(row, sami, to=SHORT)
    assert "Myös paikka on vaihtunut" not in mails.everything(mails.to(aino, mails.post()))


@pytest.mark.parametrize("state", sorted(Status.values))
def test_only_what_is_open_and_ahead_changes_its_length_E2(
    aino_with_sami: Process, aino: User, sami: User, state: str
) -> None:
    booking = book(aino_with_sami, by=aino)
    held_until = booking.starts_at - timedelta(days=1) if state == Status.REQUESTED else None
    Booking.objects.filter(pk=booking.pk).update(status=state, held_until=held_until)
    if state in {Status.REQUESTED, Status.CONFIRMED}:
        assert change(booking, sami).minutes == LONG
    else:
        with pytest.raises(TooLate):
            change(booking, sami)


def test_nothing_that_has_begun_changes_C4(aino_with_sami: Process, aino: User, sami: User) -> None:
    booking = book(aino_with_sami, by=aino)
    with time_machine.travel(TUESDAY + timedelta(minutes=1), tick=False):
        with pytest.raises(TooLate):
            change(booking, sami)
        page = reading(sami).get(url(booking))
        assert "The session has begun or was changed in the meantime." in text(page)
