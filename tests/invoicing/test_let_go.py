"""Somebody said that nobody is charged: that stands, whatever becomes of the session, until somebody takes it back."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from bookings.models import Booking
from invoicing.models import Line, PackedSession
from processes.models import CostShare, Process, Share
from tests.factories import NOW
from tests.forms import finnish
from tests.invoicing.month import cancelled, draft, held, issue
from tests.invoicing.test_crediting import credit
from tests.invoicing.test_packages import DAYS, billed, buy
from tests.invoicing.test_reminders import text_of
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def halved(framed: Process, laura: User, lehtola: Organisation, merikanta: Organisation) -> Process:
    """Lehtola and Merikanta pay one half each."""
    halves = [Share(organisation=whose, percent=Decimal(50)) for whose in (lehtola, merikanta)]
    CostShare.agree(framed, halves, on=date(2026, 1, 1), by=laura)
    CostShare.objects.update(starts_on=date(2026, 1, 1))
    return framed


def returned(line: Line) -> Line:
    Line.objects.filter(pk=line.pk).update(invoice=None, state=Line.State.RETURNED, returned_as="not_held")
    line.refresh_from_db()
    return line


def test_it_stands_when_the_mark_or_the_price_changes_afterwards(framed: Process, laura: User, sami: User) -> None:
    session = held(framed)
    [invoice] = issue(laura)
    credit(invoice, by=laura, again=False)

    session.reprice(by=laura, price=Decimal(200))
    assert draft() == []
    Booking.objects.filter(pk=session.pk).update(status="cancelled")  # in time: nothing is due for a while
    assert draft() == []
    session.refresh_from_db()
    Booking.objects.filter(pk=session.pk).update(status="no_show")
    assert draft() == []


def test_of_a_shared_session_one_payers_part_stays_let_go(
    halved: Process, laura: User, lehtola: Organisation, merikanta: Organisation
) -> None:
    session = held(halved)
    draft()
    returned(Line.objects.get(organisation=merikanta)).let_go(by=laura, now=NOW)

    session.reprice(by=laura, price=Decimal(200))

    [invoice] = draft()
    assert (invoice.organisation, billed(invoice)) == (lehtola, [(11, Decimal(100))])


def test_the_office_takes_it_back_on_a_page_that_the_process_names(framed: Process, laura: User) -> None:
    held(framed)
    [invoice] = issue(laura)
    credit(invoice, by=laura, again=False)
    line = Line.objects.get(edition=1)
    office, page = finnish(laura, content=False), reverse("invoicing:line_settle", args=[line.pk])

    assert page in text_of(office.get(reverse("processes:detail", args=[framed.pk])))
    assert "Laskuta sittenkin" in text_of(office.get(page))
    charge = reverse("invoicing:line_charge", args=[line.pk])
    assert charge in office.get(page).content.decode()
    assert office.post(reverse("invoicing:line_let_go", args=[line.pk])).status_code == 422
    assert office.post(charge).status_code == 303

    assert [billed(one) for one in draft()] == [[(11, Decimal(175))]]
    assert office.post(charge).status_code == 404


def test_it_takes_no_place_in_a_package_that_is_bought_later(framed: Process, laura: User) -> None:
    held(framed, DAYS[0])
    [invoice] = issue(laura)
    credit(invoice, by=laura, again=False)
    buy(framed, by=laura)
    held(framed, DAYS[1])

    assert [billed(one) for one in draft()] == [[(11, Decimal(560))]]
    assert PackedSession.objects.get().booking.day.day == 11


def test_a_package_that_nobody_pays_stays_so_at_another_price_until_it_is_taken_back(
    framed: Process, laura: User
) -> None:
    package = buy(framed, by=laura)
    held(framed, DAYS[0]), held(framed, DAYS[1])
    [invoice] = issue(laura)
    credit(invoice, by=laura, again=False)

    package.change(by=laura, price=Decimal(500))
    assert draft() == []
    package.withdraw(by=laura)
    assert [billed(one) for one in draft()] == [[(4, Decimal(175)), (11, Decimal(175))]]


def test_of_a_package_only_the_session_goes_and_the_next_one_brings_it(
    framed: Process, laura: User, aino: User
) -> None:
    """It keeps its price and its number of sessions: what nobody pays takes no place in it."""
    package = buy(framed, by=laura, sessions=2)
    for day in DAYS[:3]:
        held(framed, day)
    draft()
    line = returned(Line.objects.get(package=package))
    page = reverse("invoicing:line_settle", args=[line.pk])
    office = finnish(laura, content=False)
    assert "Paketin hinta on edelleen 560,00 €" in text_of(office.get(page))

    assert office.post(reverse("invoicing:line_let_go", args=[line.pk])).status_code == 303

    assert [billed(one) for one in draft()] == [[(11, Decimal(560))]]
    package.refresh_from_db()
    assert package.price == Decimal(560)
    assert [one.booking.day.day for one in PackedSession.objects.order_by("booking__starts_at")] == [11, 18]
    assert Booking.objects.get(pk=line.booking_id).price == 0


def test_a_reserved_time_of_a_package_that_is_let_go_is_waived(framed: Process, laura: User, aino: User) -> None:
    buy(framed, by=laura)
    cancelled(framed, DAYS[0], by=aino, share=100)
    held(framed, DAYS[1])
    draft()

    returned(Line.objects.get()).let_go(by=laura, now=NOW)

    assert [billed(one) for one in draft()] == [[(11, Decimal(560))]]


def test_who_was_let_go_of_a_package_pays_nothing_where_it_is_billed_with_another_session(
    halved: Process, laura: User, sami: User, aino: User, lehtola: Organisation, merikanta: Organisation
) -> None:
    buy(halved, by=laura)
    first = cancelled(halved, DAYS[0], by=aino, share=100)
    held(halved, DAYS[1])
    draft()
    returned(Line.objects.get(organisation=merikanta)).let_go(by=laura, now=NOW)

    first.waive(by=sami, now=NOW)

    [invoice] = draft()
    assert (invoice.organisation, billed(invoice)) == (lehtola, [(11, Decimal(280))])
