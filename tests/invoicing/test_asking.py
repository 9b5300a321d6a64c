"""What nobody approved beforehand waits for the payer's yes, and holds no other line back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bookings.models import Booking
from invoicing import hours
from invoicing.models import Line
from processes.models import Process
from tests import factories
from tests.factories import NOW
from tests.invoicing.month import (
    approved,
    draft,
    held,
    sessions,
    state,
)
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import Organisation, Practice, User

pytestmark = pytest.mark.django_db


def test_only_employers_without_approval_or_frame_are_asked(
    aino_with_sami: Process, framed: Process, group_with_sami: Process, aino: User, sami: User, maija: User
) -> None:
    asked = held(group_with_sami, "2027-01-13 13:00")
    in_frame = held(framed, "2027-01-11 09:00")
    said_yes = approved(held(group_with_sami, "2027-01-20 13:00"), by=maija)
    own = held(factories.make_process(supervisor=sami, supervisees=[aino]), "2027-01-14 09:00")

    draft()

    assert state(asked) == Line.State.WAITING
    assert [state(booking) for booking in (in_frame, said_yes, own)] == [Line.State.READY] * 3
    line = Line.objects.get(booking=asked)
    assert line.invoice is None  # it is held back, not the invoice
    assert line.answer_by_on == date(2027, 2, 8)  # five working days


def test_a_yes_to_another_start_is_no_yes(group_with_sami: Process, maija: User) -> None:
    moved = approved(held(group_with_sami, "2027-01-13 13:00"), by=maija)
    Booking.objects.filter(pk=moved.pk).update(
        starts_at=moved.starts_at + timedelta(days=1), ends_at=moved.ends_at + timedelta(days=1)
    )

    draft()

    assert state(moved) == Line.State.WAITING


def test_where_nobody_can_be_asked_nothing_waits(kuuloke: Practice, sami: User, lehtola: Organisation) -> None:
    unmanaged = factories.make_person(name="Iida Metsä")
    session = held(factories.make_process(supervisor=sami, supervisees=[unmanaged], organisation=lehtola))

    draft()

    assert state(session) == Line.State.READY


def test_nobody_is_waited_for_who_need_not_say_yes_any_more(group_with_sami: Process, laura: User) -> None:
    """Lehtola approves the rest of the year in advance: January's question falls away, and the line is billed."""
    session = held(group_with_sami)
    draft()
    group_with_sami.approval = "frame"
    group_with_sami.save()

    [invoice] = draft()

    assert sessions(invoice) == [session]
    assert state(session) == Line.State.READY
    assert Event.objects.get(name="line.released").subject_id == Line.objects.get().pk


def test_an_accepted_line_goes_on_the_draft(group_with_sami: Process, maija: User) -> None:
    session = held(group_with_sami)
    assert draft() == []

    Line.objects.get().accept(by=maija)

    assert sessions(draft()[0]) == [session]


def test_silence_accepts_after_the_last_day(group_with_sami: Process) -> None:
    session = held(group_with_sami)
    draft()

    assert hours.accept_silence(date(2027, 2, 8)) == 0
    assert hours.accept_silence(date(2027, 2, 9)) == 1

    assert sessions(draft()[0]) == [session]
    assert Event.objects.get(name="line.accepted").actor is None


def test_a_returned_line_is_held_back_until_the_office_settles_it(
    group_with_sami: Process, framed: Process, maija: User, laura: User
) -> None:
    session, other = held(group_with_sami, "2027-01-13 13:00"), held(framed)
    draft()
    Line.objects.get(booking=session).give_back(by=maija, returned_as="price")
    hours.accept_silence(date(2027, 3, 1))

    [invoice] = draft()
    assert sessions(invoice) == [other]

    Line.objects.get(booking=session).settle(by=laura, price=Decimal("150.00"))

    assert sessions(draft()[0]) == [other, session]
    session.refresh_from_db()
    assert session.price == Decimal("150.00")


def test_another_sum_is_asked_anew(group_with_sami: Process, maija: User, laura: User) -> None:
    """Maija said yes to 175; she has not said yes to 200."""
    session = held(group_with_sami)
    draft()
    Line.objects.get().accept(by=maija)
    session.reprice(by=laura, price=Decimal(200))

    assert draft() == []
    assert state(session) == Line.State.WAITING
    assert Event.objects.filter(name="hours.asked").count() == 2


def test_a_yes_to_a_held_session_is_no_yes_to_one_that_nobody_came_to(
    group_with_sami: Process, maija: User, sami: User
) -> None:
    """The whole price both times: Maija said yes to a session, not to a reserved time."""
    session = held(group_with_sami)
    draft()
    Line.objects.get().accept(by=maija)
    session.mark_no_show(by=sami, now=NOW)

    draft()

    assert state(session) == Line.State.WAITING
    asked = Event.objects.filter(name="hours.asked", subject_id=maija.pk)
    assert [event.facts["lines"] for event in asked][-1] == [str(Line.objects.get().pk)]


def test_a_line_settled_at_nought_is_not_billed(group_with_sami: Process, maija: User, laura: User) -> None:
    held(group_with_sami)
    draft()
    Line.objects.get().give_back(by=maija, returned_as="not_held")
    Line.objects.get().settle(by=laura, price=Decimal(0))

    assert draft() == []
    assert Line.objects.get().is_let_go
