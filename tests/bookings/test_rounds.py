"""One row that fails stops no round of the beat for the others, and the log says nothing of it (C30)."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from bookings import tasks
from bookings.earlier_times import offer_freed
from bookings.models import Booking, FreedTime, Reminder, Status, TimeOffer, TimeWish
from processes.models import Process
from tests import factories
from tests.bookings.stories import NEXT_TUESDAY, TUESDAY, book
from tests.factories import NOW, helsinki
from tyonohjaus.events import record
from tyonohjaus.people.models import User

SECRET = "Kanervansalaisuus"


@pytest.fixture
def failing() -> Iterator[set[Any]]:
    """The keys of what cannot be told of: some subscriber breaks."""
    keys: set[Any] = set()

    def breaks(_event: Any, row: Any) -> None:
        if row.pk in keys:
            raise ValueError(SECRET)

    heard = ("booking.lapsed", "booking.reminded", "time_offer.lapsed", "earlier_time.taken_back")
    for name in heard:
        record.on(name)(breaks)
    yield keys
    for name in heard:
        record._subscribers[name].remove(breaks)


def test_held_times_lapse_beside_one_that_cannot(
    asked: Process, aino: User, sami: User, failing: set[Any], caplog: pytest.LogCaptureFixture
) -> None:
    first, second = book(asked, by=sami), book(asked, by=sami, at=NEXT_TUESDAY)
    failing.add(first.pk)
    with time_machine.travel(NEXT_TUESDAY - timedelta(days=1), tick=False), caplog.at_level(logging.ERROR):
        tasks.lapse()

    assert {row.pk: row.status for row in Booking.objects.all()} == {first.pk: "requested", second.pk: Status.LAPSED}
    assert first.allocations.exists()
    assert [one.getMessage() for one in caplog.records] == [
        "In the round of held times that lapse one failed; the others go on"
    ]
    assert str(first.pk) not in caplog.records[0].getMessage()


def test_reminders_go_out_beside_one_that_cannot(
    aino_with_sami: Process, eero: User, sami: User, aino: User, failing: set[Any]
) -> None:
    others = factories.make_process(supervisor=sami, supervisees=[eero])
    first = factories.make_booking(process=aino_with_sami, starts_at=TUESDAY)
    second = factories.make_booking(process=others, starts_at=TUESDAY + timedelta(hours=3))
    Booking.objects.update(created_at=NOW - timedelta(days=20))
    failing.add(first.pk)
    with time_machine.travel(helsinki("2027-02-02 08:00"), tick=False):
        tasks.remind()

    assert set(Reminder.objects.values_list("booking", "outcome")) == {(second.pk, "queued")}


def test_wishes_and_offers_end_beside_those_that_cannot(
    aino_with_sami: Process, eero: User, sami: User, aino: User, failing: set[Any]
) -> None:
    others = factories.make_process(supervisor=sami, supervisees=[eero])
    wishes = [
        TimeWish.ask(aino_with_sami, by=aino, from_on=NOW.date()),
        TimeWish.ask(others, by=eero, from_on=NOW.date()),
    ]
    held = {"ends_at": TUESDAY + timedelta(minutes=90), "held_until": NOW, "place": "remote"}
    offers = [TimeOffer.objects.create(wish=wish, starts_at=TUESDAY, **held) for wish in wishes]
    failing |= {offers[0].pk}

    offer_freed(NOW)

    assert [TimeOffer.objects.get(pk=one.pk).status for one in offers] == ["open", "lapsed"]
    assert not FreedTime.objects.exists()
