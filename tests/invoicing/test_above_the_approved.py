"""The price that a manager approved stands: what goes above it is asked before it is invoiced, and silence is no yes to
it (docs/decisions/0036)."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from bookings.models import Booking, Status
from invoicing import hours
from invoicing.models import Line
from invoicing.repricing import reprice
from processes.models import CostShare, Process, Share
from tests.bookings.pages import facts, reading, text
from tests.bookings.stories import book
from tests.factories import NOW
from tests.invoicing.month import approved, cancelled, draft, held, sessions, state
from tyonohjaus.people.models import Membership, Organisation, User

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

OLD, NEW = Decimal("175.00"), Decimal("190.00")


@pytest.fixture
def dearer(group_with_sami: Process, maija: User, laura: User) -> Booking:
    """Maija had said yes to 175."""
    return reprice(approved(held(group_with_sami), by=maija, price=OLD), by=laura, price=NEW)


def test_a_higher_price_waits_for_the_managers_yes(dearer: Booking, maija: User) -> None:
    assert draft() == []
    assert state(dearer) == Line.State.WAITING
    [card] = hours.waiting(maija)
    assert (card.net, card.approved) == (NEW, OLD)
    said = text(reading(maija).get(reverse("invoicing:hours")))
    assert "€175.00 was approved beforehand: the new price holds only if you accept it." in said

    Line.objects.get().accept(by=maija)

    assert sessions(draft()[0]) == [dearer]


def test_silence_is_no_yes_to_it_and_the_office_reads_that(dearer: Booking, office: Client, laura: User) -> None:
    draft()
    assert hours.accept_silence(date(2027, 2, 9)) == 0

    line = Line.objects.get()
    assert (line.state, line.returned_as, line.answered_by) == (Line.State.RETURNED, Line.Returned.PRICE, None)
    page = reading(laura, content=False).get(reverse("invoicing:line_settle", args=[line.pk]))
    assert "Nobody answered, and less was approved beforehand." in facts(page)["Returned"]
    line.settle(by=laura, price=OLD)
    assert sessions(draft()[0]) == [dearer]


@pytest.mark.parametrize("price", [OLD, Decimal("150.00")])
def test_the_same_or_a_lower_price_is_asked_of_nobody(
    group_with_sami: Process, maija: User, laura: User, price: Decimal
) -> None:
    session = reprice(approved(held(group_with_sami), by=maija, price=OLD), by=laura, price=price)
    draft()
    assert state(session) == Line.State.READY


def test_half_of_a_higher_price_is_within_what_was_approved(
    group_with_sami: Process, aino: User, maija: User, laura: User
) -> None:
    late = approved(cancelled(group_with_sami, "2027-01-11 09:00", by=aino, share=50), by=maija, price=OLD)
    draft()
    assert state(reprice(late, by=laura, price=NEW)) == Line.State.READY


def test_who_saw_no_price_is_asked_and_may_be_silent(group_with_sami: Process, maija: User) -> None:
    """It had none, or their employer did not pay then."""
    session = approved(held(group_with_sami), by=maija, price=Decimal(0))
    draft()
    assert state(session) == Line.State.WAITING
    assert [card.approved for card in hours.waiting(maija)] == [None]
    assert hours.accept_silence(date(2027, 2, 9)) == 1


def test_of_a_shared_cost_the_own_part_counts(
    group_with_sami: Process, maija: User, laura: User, lehtola: Organisation, merikanta: Organisation
) -> None:
    halves = [Share(organisation=whose, percent=Decimal(50)) for whose in (lehtola, merikanta)]
    CostShare.agree(group_with_sami, halves, on=date(2026, 1, 1), by=laura)
    session = approved(held(group_with_sami), by=maija, price=Decimal("87.50"))
    draft()
    own = Line.objects.get(organisation=lehtola)
    assert own.state == Line.State.READY

    reprice(session, by=laura, price=NEW)
    draft()

    assert Line.objects.get(organisation=lehtola).state == Line.State.WAITING
    assert [(card.net, card.approved) for card in hours.waiting(maija)] == [(Decimal("95.00"), Decimal("87.50"))]


@pytest.fixture
def maija_of_two(
    group_with_sami: Process, maija: User, laura: User, lehtola: Organisation, merikanta: Organisation
) -> Process:
    """Maija manages at both employers, which pay 60 and 40 percent."""
    Membership.objects.create(user=maija, organisation=merikanta, capacity="manager", starts_on=date(2026, 1, 1))
    shares = [Share(organisation=lehtola, percent=Decimal(60)), Share(organisation=merikanta, percent=Decimal(40))]
    CostShare.agree(group_with_sami, shares, on=date(2026, 1, 1), by=laura)
    return group_with_sami


def test_who_manages_at_two_employers_said_yes_to_both_their_parts_together(
    maija_of_two: Process, maija: User, laura: User
) -> None:
    """Either part of the higher price is below what she approved of both: she is asked all the same."""
    session = approved(held(maija_of_two), by=maija, price=OLD)
    draft()
    assert {line.state for line in Line.objects.all()} == {Line.State.READY}

    reprice(session, by=laura, price=NEW)
    assert draft() == []

    assert {line.state for line in Line.objects.all()} == {Line.State.WAITING}
    read = {(card.net, card.approved) for card in hours.waiting(maija)}
    assert read == {(Decimal("114.00"), Decimal("105.00")), (Decimal("76.00"), Decimal("70.00"))}
    assert hours.accept_silence(date(2027, 2, 9)) == 0


def test_both_sides_read_it_and_the_time_stands(
    aino_with_sami: Process, aino: User, maija: User, sami: User, laura: User
) -> None:
    Process.objects.filter(pk=aino_with_sami.pk).update(approval="each")
    booking = book(Process.objects.get(pk=aino_with_sami.pk), by=aino).approve(by=maija)
    url = reverse("invoicing:session_price", args=[booking.pk])
    office = reading(laura, content=False)
    assert facts(office.get(url))["Approved"] == f"€175.00{maija.name}"

    assert office.post(url, {"price": "190"}).status_code == 303

    booking.refresh_from_db()
    assert (booking.status, booking.price) == (Status.CONFIRMED, NEW)
    note = "You approved €175.00. You are asked before more than that is invoiced."
    assert note in facts(reading(maija).get(booking.get_absolute_url()))["Price"]
    assert "175" not in text(reading(aino).get(booking.get_absolute_url()))
    assert booking.starts_at > NOW
