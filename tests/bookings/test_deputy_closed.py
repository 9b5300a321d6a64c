"""What stays closed to a deputy: all but the card, their own time, and every other day (E3, docs/decisions/0032)."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from bookings import approvals
from bookings.models import Approval, Booking, Status
from processes.models import Participant, Process
from tests import factories
from tests.bookings import mails
from tests.bookings.conftest import PLANTED
from tests.bookings.deputies import FEBRUARY, fresh
from tests.bookings.pages import page, text, token
from tests.bookings.stories import book
from tests.factories import NOW, client_of, helsinki
from tyonohjaus.access import Action, Capacity, capacities_of
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import Deputy, Employment, Membership, Organisation, User
from tyonohjaus.people.models.deputy import deputised_by

pytestmark = pytest.mark.both


@pytest.fixture
def seen_by_tiina(away: Deputy, aino_asks: Process, aino: User, tiina: User) -> tuple[Client, Booking]:
    booking = book(aino_asks, by=aino)
    return client_of(tiina), booking


def test_a_deputy_reads_nothing_but_the_card_C7_C8(
    seen_by_tiina: tuple[Client, Booking], aino_asks: Process, maija: User, sami: User
) -> None:
    """An earlier session with a full log, a goal, another confirmed session, prices: none of it is theirs."""
    browser, booking = seen_by_tiina
    confirmed = factories.make_booking(process=aino_asks, starts_at=helsinki("2027-02-16 10:00"))
    for path in (
        f"/processes/{aino_asks.pk}/",
        booking.get_absolute_url(),
        confirmed.get_absolute_url(),
        f"/bookings/{confirmed.pk}/approval/",
        f"/people/{maija.pk}/",
        "/own/deputy/",
    ):
        assert browser.get(path).status_code == 404, path
    for path in ("/approvals/", f"/bookings/{booking.pk}/approval/", "/bookings/", "/processes/", "/invoices/", "/"):
        body = browser.get(path, follow=True).content.decode().replace("\xa0", " ")
        assert not [word for word in (*PLANTED, "16.2.", "Sami Rautio") if word in body], path


@pytest.mark.sqlite
def test_the_mail_to_a_deputy_says_no_more_than_the_managers_C1(
    away: Deputy, asked: Process, aino: User, maija: User, tiina: User
) -> None:
    """The agreement shows no names: neither whose time it is, nor in whose place, stands in the mail."""
    book(asked, by=aino)
    sent = mails.post()
    body = mails.everything(mails.to(tiina, sent))
    assert "sijaisena" in body
    assert not [word for word in ("Aino", "Maija", "Sami", "työnohjau") if word in body]


def test_a_manager_elsewhere_who_deputises_gains_the_card_alone(
    aino_asks: Process, aino: User, maija: User, pekka: User, laura: User
) -> None:
    """Pekka's own home, lists and costs have nothing of Lehtola's."""
    Deputy.name(manager=maija, deputy=pekka, by=laura, **FEBRUARY)
    factories.make_booking(process=aino_asks, starts_at=helsinki("2027-02-16 10:00"))
    book(aino_asks, by=aino)
    pekka = fresh(pekka)
    home = page(pekka, "/")
    assert "Aino Mäkelä" in home
    assert "16.2." not in home
    assert list(Booking.objects.visible_to(pekka)) == []
    assert list(Process.objects.where_user_may(pekka, Action.BUDGET_SEE)) == []


@pytest.mark.parametrize("joins_on", [date(2020, 1, 1), date(2027, 2, 5)])
@pytest.mark.parametrize("capacity", [Participant.As.SUPERVISEE, Participant.As.CO_SUPERVISOR])
def test_nobody_approves_what_is_their_own_E3(
    away: Deputy, group_asks: Process, sami: User, tiina: User, maija: User, capacity: str, joins_on: date
) -> None:
    """Nor what will be theirs: she joins before that day."""
    group_asks.participants.create(user=tiina, capacity=capacity, starts_on=joins_on)
    booking = book(Process.objects.get(pk=group_asks.pk), by=sami)
    tiina = fresh(tiina)
    assert approvals.waiting(tiina, now=NOW) == []
    assert not [one for one in mails.post() if one.to == [tiina.email] and one.subject.startswith("Hyväksyttävänä")]
    with pytest.raises(TooLate):
        booking.approve(by=maija, deputy=tiina)
    shown = f"{maija.pk};{token(booking)}"
    client_of(tiina).post("/approvals/", {"ask": [shown], "decision": "approve"})
    assert not Approval.objects.exists()


def test_nobody_is_their_own_deputy_E3(maija: User, laura: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Deputy.name(manager=maija, deputy=maija, by=laura, **FEBRUARY)


def test_it_ends_by_itself_and_its_link_with_it(
    away: Deputy, aino_asks: Process, aino: User, tiina: User, maija: User
) -> None:
    with time_machine.travel(helsinki("2027-02-26 15:00"), tick=False):
        booking = book(aino_asks, by=aino, at=helsinki("2027-03-09 10:00"))
        path = mails.link(mails.to(tiina, mails.post()))
        token = Client().get(path).content.decode().partition('name="ask" value="')[2].partition('"')[0]
    with time_machine.travel(helsinki("2027-02-27 08:00"), tick=False):
        assert Capacity.DEPUTY not in capacities_of(fresh(tiina))
        assert client_of(fresh(tiina)).get("/approvals/").status_code == 404
        assert Client().post(path, {"ask": token, "decision": "approve"}).status_code == 422
        assert not Approval.objects.exists()
        assert booking.approve(by=maija).status == Status.CONFIRMED


def test_who_works_there_no_more_answers_there_no_more_C12(
    away: Deputy, aino_asks: Process, aino: User, tiina: User, laura: User
) -> None:
    booking = book(aino_asks, by=aino)
    address = mails.link(mails.to(tiina, mails.post()))
    Employment.objects.get(employee=tiina).end(by=laura)
    assert approvals.waiting(fresh(tiina), now=NOW) == []
    assert Capacity.DEPUTY not in capacities_of(fresh(tiina))
    assert "Aino" not in text(Client().get(address))
    shown = f"{away.manager_id};{token(booking)}"
    assert Client().post(address, {"decision": "approve", "ask": shown}).status_code == 422
    assert not Approval.objects.exists()


def test_who_still_manages_beside_her_answers_on_C12(
    away: Deputy, tiina: User, laura: User, lehtola: Organisation
) -> None:
    Membership.begin(user=tiina, organisation=lehtola, capacity=Membership.As.MANAGER, by=laura)
    Employment.objects.get(employee=tiina).end(by=laura)
    assert deputised_by(tiina).exists()
    Membership.objects.get(user=tiina).end(by=laura)
    assert not deputised_by(tiina).exists()


def test_before_the_first_day_and_for_a_stranger_nothing_opens(
    aino_asks: Process, aino: User, tiina: User, maija: User, outi: User, laura: User
) -> None:
    booking = book(aino_asks, by=aino)
    Deputy.name(manager=maija, deputy=tiina, starts_on=date(2027, 2, 2), ends_on=date(2027, 2, 5), by=laura)
    shown = f"{maija.pk};{token(booking)}"
    for user in (tiina, outi):
        assert client_of(user).post("/approvals/", {"ask": [shown], "decision": "approve"}).status_code == 404
        with pytest.raises(TooLate):
            booking.approve(by=maija, deputy=user)
