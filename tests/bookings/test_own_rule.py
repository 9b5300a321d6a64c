"""What cancelling costs is kept on each session when it is agreed, as its price is; later terms change nothing."""

from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.urls import reverse

from bookings.models import Booking
from processes.models import Process
from tests import factories
from tests.bookings.logs import YESTERDAY
from tests.bookings.pages import reading, text
from tests.bookings.stories import NEXT_TUESDAY, TUESDAY, book, move
from tests.factories import NOW, helsinki
from tests.processes.agreement import change
from tyonohjaus.people.models import User

TWO_WEEKS = 24 * 14
LATE = helsinki("2027-02-08 18:00")


@pytest.fixture
def booked(aino_with_sami: Process, aino: User, laura: User) -> Booking:
    """Aino was told 24 hours and the whole price; then the office agrees on two weeks and half."""
    booking = book(aino_with_sami, by=aino)
    terms = {"cancellation_hours": TWO_WEEKS, "cancellation_share": 50}
    change(Process.objects.get(pk=aino_with_sami.pk), by=laura, **terms)
    return Booking.objects.get(pk=booking.pk)


def cancelling(booking: Booking) -> str:
    return reverse("bookings:cancellation", args=[booking.pk])


def test_aino_reads_and_gets_the_rule_that_she_was_told_when_booking(booked: Booking, aino: User) -> None:
    page = text(reading(aino).get(cancelling(booked)))
    assert "free of charge until Mon 8 Feb at 10:00" in page
    assert "After that the payer is invoiced for the whole price." in page

    assert booked.cancel(by=aino, now=NOW).charged_percent == 0


def test_late_it_costs_what_she_was_told(booked: Booking, aino: User) -> None:
    with time_machine.travel(LATE):
        page = text(reading(aino).get(cancelling(booked)))
    assert "If you cancel now: the payer is invoiced for the whole price." in page

    assert booked.cancel(by=aino, now=LATE).cancellation.share == 100


def test_a_moved_session_keeps_its_rule_as_it_keeps_its_price(booked: Booking, aino: User) -> None:
    move(booked, by=aino, to=NEXT_TUESDAY)

    moved = Booking.objects.get(pk=booked.pk)
    assert (moved.cancellation_hours, moved.cancellation_share, moved.price) == (24, 100, booked.price)


def test_the_next_one_has_the_rule_of_its_own_day(booked: Booking, aino: User) -> None:
    booked.cancel(by=aino, now=NOW)

    again = book(Process.objects.get(pk=booked.process_id), by=aino, at=TUESDAY)

    assert (again.cancellation_hours, again.cancellation_share) == (TWO_WEEKS, 50)


@pytest.mark.parametrize("marked", ["mark_no_show", "mark_cancelled_late"])
def test_what_is_marked_afterwards_is_charged_by_the_sessions_own_rule(
    aino_with_sami: Process, sami: User, laura: User, marked: str
) -> None:
    session = factories.make_booking(process=aino_with_sami, starts_at=YESTERDAY)
    change(aino_with_sami, by=laura, cancellation_share=50)

    getattr(session, marked)(by=sami, now=NOW)

    assert Booking.objects.get(pk=session.pk).charged_percent == 100


def test_what_stood_before_gets_its_agreements_rule(aino_with_sami: Process) -> None:
    stood = factories.make_booking(process=aino_with_sami, starts_at=TUESDAY)
    Process.objects.filter(pk=aino_with_sami.pk).update(cancellation_hours=48, cancellation_share=50)

    import_module("bookings.migrations.0004_rules_from_the_agreements").fill(apps, None)

    stood.refresh_from_db()
    assert (stood.cancellation_hours, stood.cancellation_share) == (48, 50)
