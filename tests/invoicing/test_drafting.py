"""The 1st of February: January's sessions become one draft a payer and references, however often it is run."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bookings.models import Booking, Status
from invoicing.models import Invoice, Line
from invoicing.monthly_run import NotOver, draft_month, draft_once_a_day, month_that_ended
from processes.models import Process
from tests import factories
from tests.factories import NOW, helsinki
from tests.invoicing.month import (
    FEBRUARY,
    JANUARY,
    MARCH_FIRST,
    cancelled,
    draft,
    held,
    press,
    sessions,
)
from tyonohjaus.events.models import Event
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.django_db


def test_held_and_chargeable_sessions_lie_on_one_draft(framed: Process, aino: User, lehtola: Organisation) -> None:
    """E7."""
    took_place = held(framed, "2027-01-11 09:00")
    did_not_come = factories.make_booking(process=framed, starts_at=helsinki("2027-01-18 09:00"), status="no_show")
    too_late = cancelled(framed, "2027-01-25 09:00", by=aino, share=100)
    cancelled(framed, "2027-01-26 09:00", by=aino, share=0)
    factories.make_booking(process=framed, starts_at=helsinki("2027-01-27 09:00"), status="declined")
    factories.make_booking(process=framed, starts_at=helsinki("2027-01-28 09:00"), status="confirmed")

    [invoice] = draft()

    assert sessions(invoice) == [took_place, did_not_come, too_late]
    assert invoice.organisation == lehtola
    assert (invoice.cost_centre, invoice.buyer_reference) == ("4410", "Toimintaterapia")
    assert (invoice.period_first_on, invoice.period_last_on) == (JANUARY, date(2027, 1, 31))
    assert invoice.number is None


def test_again_nothing_changes(framed: Process, group_with_sami: Process) -> None:
    held(framed), held(group_with_sami, "2027-01-13 13:00")
    draft()
    before = (_rows(Invoice), _rows(Line), _rows(Message), Event.objects.count())

    for _again in range(3):
        outcome = draft_month(JANUARY, now=NOW)

    assert (outcome.new, outcome.gone) == (0, 0)
    assert (_rows(Invoice), _rows(Line), _rows(Message), Event.objects.count()) == before


def test_the_month_ends_in_helsinki(framed: Process) -> None:
    held(framed, "2027-02-01 00:30")  # 22.30 on 31.1. in UTC

    assert draft() == []
    assert month_that_ended(helsinki("2027-02-01 00:01")) == JANUARY
    assert month_that_ended(helsinki("2027-01-31 23:59")) == date(2026, 12, 1)


def test_a_month_that_goes_on_is_not_drafted(framed: Process) -> None:
    with pytest.raises(NotOver):
        draft_month(FEBRUARY, now=NOW)


def test_a_waived_session_leaves_its_draft(framed: Process, aino: User, sami: User) -> None:
    stays, late = held(framed), cancelled(framed, "2027-01-25 09:00", by=aino, share=100)
    draft()

    late.waive(by=sami, now=NOW)

    assert sessions(draft()[0]) == [stays]


def test_a_draft_that_is_left_empty_goes(framed: Process, aino: User, sami: User) -> None:
    late = cancelled(framed, "2027-01-25 09:00", by=aino, share=100)
    draft()
    late.waive(by=sami, now=NOW)

    assert draft() == []


def test_a_session_marked_otherwise_changes_its_line(framed: Process, sami: User) -> None:
    framed.cancellation_share = 50
    framed.save()
    session = held(framed)
    draft()

    session.mark_no_show(by=sami, now=NOW)
    draft()

    assert Line.objects.get().share == 50


def test_a_mended_price_changes_the_line(framed: Process, laura: User) -> None:
    session = held(framed)
    draft()

    session.reprice(by=laura, price=Decimal("160.50"))
    draft()

    assert Line.objects.get().net == Decimal("160.50")


def test_a_mended_reference_moves_the_line(framed: Process, laura: User) -> None:
    session = held(framed)
    draft()
    framed.cost_centre = "9900"
    framed.save()

    [invoice] = draft()

    assert (invoice.cost_centre, sessions(invoice)) == ("9900", [session])


def test_a_session_marked_late_goes_on_the_next_invoice_with_its_own_day(framed: Process, laura: User) -> None:
    held(framed, "2027-01-11 09:00")
    draft()
    press(laura)
    late, february = held(framed, "2027-01-25 09:00"), held(framed, "2027-02-08 09:00")

    assert draft(JANUARY) == []  # January's invoice has gone out
    [invoice] = draft(FEBRUARY, now=MARCH_FIRST)

    assert sessions(invoice) == [late, february]


def test_a_draft_that_was_not_issued_keeps_its_lines(framed: Process) -> None:
    january, february = held(framed, "2027-01-11 09:00"), held(framed, "2027-02-08 09:00")
    draft()

    [invoice] = draft(FEBRUARY, now=MARCH_FIRST)

    assert sessions(invoice) == [february]
    assert sessions(Invoice.objects.of_month(JANUARY).get()) == [january]


def test_a_run_asks_the_database_as_often_for_one_session_as_for_many(
    framed: Process, django_assert_num_queries: object, aino: User, sami: User
) -> None:
    held(framed, "2027-01-04 09:00"), draft()
    with CaptureQueriesContext(connection) as one:
        draft_month(JANUARY, now=NOW)
    for day in (11, 18, 25):
        held(framed, f"2027-01-{day} 09:00")
    draft()
    with CaptureQueriesContext(connection) as many:
        draft_month(JANUARY, now=NOW)

    assert len(one) == len(many)


def test_what_is_no_longer_charged_has_no_status(framed: Process) -> None:
    session = held(framed)
    draft()
    Booking.objects.filter(pk=session.pk).update(status=Status.CONFIRMED)

    draft()

    assert not Line.objects.exists()


def test_the_beat_drafts_once_a_day(group_with_sami: Process, framed: Process) -> None:
    held(framed)
    draft_once_a_day(now=NOW)
    assert Invoice.objects.count() == 1
    held(group_with_sami, "2027-01-13 13:00")

    draft_once_a_day(now=NOW)
    assert Line.objects.count() == 1

    with time_machine.travel(NOW + timedelta(days=1)):
        draft_once_a_day(now=NOW + timedelta(days=1))
    assert Line.objects.count() == 2


def _rows(model: type) -> list[dict[str, object]]:
    return list(model._default_manager.order_by("pk").values())
