"""Laura and a payer agree on a line: at a price, or it is let go."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from bookings.models import Booking, Status, Waiver
from invoicing import hours
from invoicing.models import Invoice, Line
from invoicing.repricing import reprice
from processes.models import CostShare, Process, Share
from tests import factories
from tests.bookings.pages import text
from tests.factories import NOW, helsinki
from tests.invoicing.month import (
    cancelled,
    draft,
    held,
    press,
    sessions,
    state,
)
from tyonohjaus.events.models import Event
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.django_db


def test_laura_settles_a_returned_line_at_the_price_agreed(
    group_with_sami: Process, office: Client, maija: User
) -> None:
    session = held(group_with_sami)
    draft()
    line = Line.objects.get()
    line.give_back(by=maija, returned_as="price")
    url = reverse("invoicing:line_settle", args=[line.pk])

    faulty = office.post(url, {"price": "sata"})
    assert faulty.status_code == 422
    assert b"sata" in faulty.content
    assert office.post(url, {"price": "15000"}).status_code == 422  # 150,00 without its comma

    assert office.post(url, {"price": "150,00"}).status_code == 303
    invoice = Invoice.objects.get()
    assert sessions(invoice) == [session]
    assert invoice.lines.get().net == Decimal("150.00")
    assert office.post(url, {"price": "160,00"}).status_code == 422  # too late: it was settled


def test_laura_lets_a_returned_line_go(group_with_sami: Process, office: Client, maija: User) -> None:
    held(group_with_sami)
    draft()
    line = Line.objects.get()
    line.give_back(by=maija, returned_as="not_held")

    assert office.post(reverse("invoicing:line_let_go", args=[line.pk])).status_code == 303
    assert draft() == []
    shown = text(office.get(reverse("processes:detail", args=[group_with_sami.pk])))
    assert "Ei laskuteta" in shown
    assert Booking.objects.get().price == 0, "its ceiling and its manager read that it costs nothing"
    kept = Line.objects.get()

    assert office.post(reverse("invoicing:line_charge", args=[kept.pk])).status_code == 303

    [again] = Line.objects.all()
    assert (again.pk != kept.pk, again.net) == (True, Decimal("175.00"))


def test_what_maija_accepted_meanwhile_is_not_let_go(group_with_sami: Process, office: Client, maija: User) -> None:
    """Laura's page is old: nobody came, and Maija has said yes to it."""
    session = factories.make_booking(
        process=group_with_sami, starts_at=helsinki("2027-01-13 13:00"), status=Status.NO_SHOW
    )
    draft()
    line = Line.objects.get()
    line.accept(by=maija)

    answer = office.post(reverse("invoicing:line_let_go", args=[line.pk]))

    assert answer.status_code == 422
    assert not Waiver.objects.exists()
    assert sessions(draft()[0]) == [session]


def test_a_cancelled_session_that_is_let_go_is_waived(
    group_with_sami: Process, aino: User, maija: User, laura: User
) -> None:
    session = cancelled(group_with_sami, "2027-01-13 13:00", by=aino, share=100)
    draft()
    Line.objects.get().give_back(by=maija, returned_as="price")

    Line.objects.get().let_go(by=laura, now=NOW)

    session.refresh_from_db()
    assert (session.waiver.by, session.price) == (laura, Decimal(175))


def test_laura_writes_down_a_yes_given_by_phone(group_with_sami: Process, office: Client) -> None:
    session = held(group_with_sami)
    draft()
    office.post(reverse("invoicing:line_settle", args=[Line.objects.get().pk]), {"price": "175,00"})

    assert state(session) == Line.State.READY
    assert sessions(Invoice.objects.get()) == [session]


def test_laura_gives_a_session_its_price(framed: Process, office: Client, laura: User) -> None:
    session = held(framed, price=None)
    url = reverse("invoicing:session_price", args=[session.pk])
    assert office.get(url).status_code == 200

    office.post(url, {"price": "175"})

    assert sessions(Invoice.objects.get()) == [session]
    press(laura)
    assert office.post(url, {"price": "200"}).status_code == 422
    assert Booking.objects.get().price == 175
    with pytest.raises(TooLate):
        reprice(session, by=laura, price=Decimal(200))


def test_a_wrong_reference_is_mended_and_the_manager_asked_once_more(
    group_with_sami: Process, office: Client, maija: User
) -> None:
    """Returned as "wrong reference": Laura mends the process, Maija reads the new one, and her silence accepts."""
    session = held(group_with_sami)
    draft()
    line = Line.objects.get()
    line.give_back(by=maija, returned_as="reference")
    url = reverse("invoicing:line_settle", args=[line.pk])
    page = office.get(url).content.decode()
    assert reverse("processes:edit", args=[group_with_sami.pk]) in page
    Process.objects.filter(pk=group_with_sami.pk).update(cost_centre="5500")

    assert office.post(url, {"price": "sata", "decision": "ask"}).status_code == 422
    assert office.post(url, {"price": "175,00", "decision": "ask"}).status_code == 303

    [card] = hours.waiting(maija)
    assert (card.cost_centre, card.answer_by_on) == ("5500", hours.answer_by(NOW))
    assert Event.objects.filter(name="hours.asked", subject_id=maija.pk).count() == 2
    assert office.post(url, {"price": "175,00", "decision": "ask"}).status_code == 422  # it waits already
    hours.accept_silence(date(2027, 2, 20))
    [invoice] = draft()
    assert (sessions(invoice), invoice.cost_centre) == ([session], "5500")


def test_nobody_is_asked_again_where_nobody_says_yes(framed: Process, office: Client, maija: User) -> None:
    held(framed)
    draft()
    line = Line.objects.get()
    assert 'value="ask"' not in office.get(reverse("invoicing:line_settle", args=[line.pk])).content.decode()


@pytest.mark.parametrize("shared", [False, True])
def test_nobody_is_asked_whether_they_pay_nothing(
    group_with_sami: Process,
    office: Client,
    laura: User,
    maija: User,
    lehtola: Organisation,
    merikanta: Organisation,
    shared: bool,
) -> None:
    """It is let go, on the list of what was, and takes no number for a line of nought."""
    if shared:
        halves = [Share(organisation=whose, percent=Decimal(50)) for whose in (lehtola, merikanta)]
        CostShare.agree(group_with_sami, halves, on=date(2026, 1, 1), by=laura)
    held(group_with_sami)
    draft()
    line = Line.objects.get(organisation=lehtola if shared else None)
    line.give_back(by=maija, returned_as="price")

    answer = office.post(reverse("invoicing:line_settle", args=[line.pk]), {"price": "0", "decision": "ask"})

    assert answer.status_code == 303
    line.refresh_from_db()
    assert line.state == Line.State.LET_GO
    draft()
    assert not Line.objects.filter(invoice__organisation=lehtola).exists()
