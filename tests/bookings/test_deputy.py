"""Maija is away, and Tiina answers in her place: what she would be asked, and nothing else (docs/decisions/0032)."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from bookings import absences, approvals, tasks
from bookings.models import Approval, Booking, Status
from processes.models import Participant, Process
from tests import factories
from tests.bookings import mails
from tests.bookings.conftest import PLANTED
from tests.bookings.pages import page, reading, text
from tests.bookings.stories import book, book_series
from tests.bookings.test_races import all_at_once
from tests.factories import NOW, client_of, helsinki
from tests.forms import faults, finnish, said
from tyonohjaus.access import Action, Capacity, capacities_of
from tyonohjaus.events.models import Event
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import AnotherThen, Deputy, Employment, Membership, Organisation, User
from tyonohjaus.people.models.deputy import deputised_by

FEBRUARY = {"starts_on": date(2027, 2, 1), "ends_on": date(2027, 2, 26)}


@pytest.fixture
def tiina(lehtola: Organisation) -> User:
    """Works at Lehtola, and manages nobody."""
    user = factories.make_person(name="Tiina Salo", email="tiina.salo@lehtola.example")
    factories.make_employment(employee=user, organisation=lehtola, manager=None)
    return user


@pytest.fixture
def away(maija: User, tiina: User, laura: User) -> Deputy:
    return Deputy.name(manager=maija, deputy=tiina, by=laura, **FEBRUARY)


def fresh(user: User) -> User:
    """As another request knows them."""
    again = User.objects.get(pk=user.pk)
    again.content_open = True
    return again


# --- what is asked, and answered


def test_the_deputy_is_asked_beside_the_manager_and_sees_the_same_card_C7(
    away: Deputy, aino_asks: Process, aino: User, maija: User, tiina: User
) -> None:
    book(aino_asks, by=aino)
    asked = [one.to[0] for one in mails.post() if one.subject.startswith("Hyväksyttävänä")]
    assert sorted(asked) == [maija.email, tiina.email]
    [hers], [deputys] = approvals.waiting(fresh(maija), now=NOW), approvals.waiting(fresh(tiina), now=NOW)
    assert deputys.card == hers.card
    assert deputys.instead_of == maija
    assert "Vastaat sijaisena. Esihenkilö: Maija Korhonen" in page(fresh(tiina), "/approvals/")


def test_an_answer_in_her_place_names_both(
    away: Deputy, aino_asks: Process, aino: User, maija: User, tiina: User
) -> None:
    booking = book(aino_asks, by=aino)
    [ask] = approvals.waiting(fresh(tiina), now=NOW)
    answer = client_of(tiina).post("/approvals/", {"ask": [ask.token], "decision": "approve"})

    assert answer.status_code == 303
    booking.refresh_from_db()
    assert booking.status == Status.CONFIRMED
    approval = Approval.objects.get()
    assert (approval.manager, approval.deputy, approval.recorded_by) == (maija, tiina, None)
    event = Event.objects.get(name="booking.approved")
    assert (event.actor, event.facts["manager"]) == (tiina.pk, str(maija.pk))
    became = text(reading(maija).get(f"/bookings/{booking.pk}/approval/"))
    assert "This time is approved already." in became
    assert approvals.waiting(fresh(tiina), now=NOW) == []
    assert "You have approved this time." in text(reading(fresh(tiina)).get(f"/bookings/{booking.pk}/approval/"))


def test_by_the_link_of_the_mail_without_signing_in_E1(
    away: Deputy, aino_asks: Process, aino: User, tiina: User, maija: User
) -> None:
    booking = book(aino_asks, by=aino)
    path = mails.link(mails.to(tiina, mails.post()))
    shown = Client().get(path).content.decode()
    token = shown.partition('name="ask" value="')[2].partition('"')[0]
    assert Client().post(path, {"ask": token.rpartition(";")[2], "decision": "approve"}).status_code == 422
    assert Client().post(path, {"ask": token, "decision": "decline"}).status_code == 303
    booking.refresh_from_db()
    assert booking.status == Status.DECLINED
    assert (Approval.objects.get().manager, Approval.objects.get().deputy) == (maija, tiina)
    assert "Et hyväksynyt" in Client().get(path).content.decode()


def test_a_series_at_once(away: Deputy, aino_asks: Process, sami: User, tiina: User, maija: User) -> None:
    series = book_series(aino_asks, by=sami)
    path = mails.link(mails.to(tiina, mails.post()))
    token = Client().get(path).content.decode().partition('name="ask" value="')[2].partition('"')[0]
    assert Client().post(path, {"ask": token, "decision": "approve"}).status_code == 303
    assert set(series.bookings.values_list("status", flat=True)) == {Status.CONFIRMED}
    assert set(Approval.objects.values_list("manager", "deputy")) == {(maija.pk, tiina.pk)}


def test_the_manager_was_faster_and_the_deputy_changes_nothing_E1(
    away: Deputy, aino_asks: Process, aino: User, tiina: User, maija: User
) -> None:
    booking = book(aino_asks, by=aino)
    path = mails.link(mails.to(tiina, mails.post()))
    token = Client().get(path).content.decode().partition('name="ask" value="')[2].partition('"')[0]
    booking.approve(by=maija)
    assert Client().post(path, {"ask": token, "decision": "decline"}).status_code == 422
    booking.refresh_from_db()
    assert booking.status == Status.CONFIRMED


def test_who_manages_in_the_same_group_answers_for_each_of_the_two(
    group_asks: Process, sami: User, maija: User, pekka: User, laura: User
) -> None:
    """Pekka is Eero's manager, and answers for Aino in Maija's place."""
    Deputy.name(manager=maija, deputy=pekka, by=laura, **FEBRUARY)
    booking = book(group_asks, by=sami)
    pekka = fresh(pekka)
    own, hers = approvals.waiting(pekka, now=NOW)
    assert (own.instead_of, own.card.whose) == (None, "Eero Virtanen")
    assert (hers.instead_of, hers.card.whose) == (maija, "Aino Mäkelä")
    assert len([one for one in mails.post() if one.to == [pekka.email]]) == 2
    client_of(pekka).post("/approvals/", {"ask": [hers.token], "decision": "approve"})
    booking.refresh_from_db()
    assert booking.status == Status.REQUESTED
    client_of(pekka).post("/approvals/", {"ask": [own.token], "decision": "approve"})
    booking.refresh_from_db()
    assert booking.status == Status.CONFIRMED


def test_who_is_named_while_a_time_waits_is_asked_at_once(
    aino_asks: Process, aino: User, maija: User, tiina: User, laura: User
) -> None:
    book(aino_asks, by=aino)
    assert tiina.email not in mails.recipients(mails.post())
    Deputy.name(manager=maija, deputy=tiina, by=laura, **FEBRUARY)
    assert mails.recipients(mails.post()) == [tiina.email]


def test_who_begins_later_is_asked_on_that_morning_of_what_waits_once_D2(
    aino_asks: Process, aino: User, maija: User, tiina: User, laura: User
) -> None:
    booking = book(aino_asks, by=aino)
    Deputy.name(manager=maija, deputy=tiina, by=laura, starts_on=date(2027, 2, 3), ends_on=date(2027, 2, 5))
    mails.post()

    def asked_at(text: str) -> list[str]:
        with time_machine.travel(helsinki(text), tick=False):
            tasks.nudge()
            return mails.recipients(mails.post())

    assert asked_at("2027-02-02 10:10") == []
    assert asked_at("2027-02-03 06:10") == []  # nobody at night
    assert asked_at("2027-02-03 07:10") == [tiina.email]
    assert asked_at("2027-02-03 08:10") == asked_at("2027-02-04 08:10") == []
    with time_machine.travel(helsinki("2027-02-03 09:00"), tick=False):
        assert booking.approve(by=maija, deputy=tiina).status == Status.CONFIRMED


def test_what_was_answered_before_their_first_day_is_not_asked_of_them(
    aino_asks: Process, aino: User, maija: User, tiina: User, laura: User
) -> None:
    booking = book(aino_asks, by=aino)
    Deputy.name(manager=maija, deputy=tiina, by=laura, starts_on=date(2027, 2, 3), ends_on=date(2027, 2, 5))
    booking.approve(by=maija)
    mails.post()
    with time_machine.travel(helsinki("2027-02-03 07:10"), tick=False):
        tasks.nudge()
        assert mails.post() == []


@pytest.mark.parametrize("decision", ["approve", "decline"])
def test_a_member_who_is_absent_by_her_own_word_stays_so_whatever_a_deputy_answers_E4(
    away: Deputy, group_asks: Process, sami: User, aino: User, eero: User, maija: User, pekka: User, tiina: User,
    decision: str
) -> None:  # fmt: skip
    """Aino cannot come; Tiina answers in Maija's place, Pekka for Eero. The session is Eero's."""
    booking = book(group_asks, by=sami)
    absences.say(booking, by=aino, now=NOW)
    getattr(booking, decision)(by=maija, deputy=tiina)
    booking.approve(by=pekka)
    booking = Booking.objects.get(pk=booking.pk)
    assert booking.status == Status.CONFIRMED
    assert absences.coming(booking) == 1
    assert absences.too_few(booking, now=NOW)
    assert [one.user for one in absences.refused(booking)] == ([aino] if decision == "decline" else [])
    assert (aino.pk in {one.user_id for one in booking.people()}) == (decision == "approve")
    assert Approval.objects.get(manager=maija).deputy == tiina


# --- what does not open


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
    token = f"{maija.pk};{booking.pk}@{booking.starts_at.isoformat()}"
    client_of(tiina).post("/approvals/", {"ask": [token], "decision": "approve"})
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
    token = f"{away.manager_id};{booking.pk}@{booking.starts_at.isoformat()}"
    assert Client().post(address, {"decision": "approve", "ask": token}).status_code == 422
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
    token = f"{maija.pk};{booking.pk}@{booking.starts_at.isoformat()}"
    for user in (tiina, outi):
        assert client_of(user).post("/approvals/", {"ask": [token], "decision": "approve"}).status_code == 404
        with pytest.raises(TooLate):
            booking.approve(by=maija, deputy=user)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_manager_and_deputy_at_once_make_one_answer_A2(
    away: Deputy, aino_asks: Process, aino: User, tiina: User, maija: User
) -> None:
    for day in ("09", "10", "11"):
        booking = (
            book(aino_asks, by=aino, at=helsinki(f"2027-02-{day} 10:00"))
            if day == "09"
            else book(aino_asks, by=User.objects.get(name="Sami Rautio"), at=helsinki(f"2027-02-{day} 10:00"))
        )
        tally = all_at_once(
            lambda row=booking: row.approve(by=maija), lambda row=booking: row.decline(by=maija, deputy=tiina)
        )
        assert tally == {"done": 1, "TooLate": 1}
        assert booking.approvals.count() == 1


# --- naming one


def test_maija_chooses_among_the_managers_beside_her_and_reads_no_others(
    maija: User, aino: User, tiina: User, pekka: User, lehtola: Organisation, kuuloke: Any
) -> None:
    ritva = factories.make_person(name="Ritva Lehto")
    factories.make_manager(user=ritva, organisation=lehtola)
    browser = finnish(maija)
    shown = browser.get("/own/deputy/").content.decode()
    assert "Ritva Lehto" in shown
    assert not [name for name in ("Aino", "Tiina", "Pekka") if name in shown]
    days = {"starts_on": "8.2.2027", "ends_on": "12.2.2027"}
    assert browser.post("/own/deputy/", days | {"deputy": str(pekka.pk)}).status_code == 422
    assert browser.post("/own/deputy/", days | {"deputy": str(ritva.pk)}).status_code == 303
    row = Deputy.objects.get()
    assert (row.manager, row.deputy, row.starts_on, row.ends_on) == (
        maija,
        ritva,
        date(2027, 2, 8),
        date(2027, 2, 12),
    )
    again = browser.post("/own/deputy/", {"starts_on": "12.2.2027", "ends_on": "13.2.2027", "deputy": str(ritva.pk)})
    assert again.status_code == 422
    assert faults(again) == {"starts_on": said("Another deputy answers on one of these days. End that first.")}
    assert browser.post("/own/deputy/", {"end": str(row.pk)}).status_code == 303
    row.refresh_from_db()
    assert row.ends_on == date(2027, 2, 7)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"starts_on": "31.1.2027", "ends_on": "12.2.2027"}, "starts_on"),
        ({"starts_on": "12.2.2027", "ends_on": "11.2.2027"}, "ends_on"),
        ({"starts_on": "12.2.2027", "ends_on": ""}, "ends_on"),
        ({"starts_on": "kohta", "ends_on": "12.2.2027"}, "starts_on"),
    ],
)
def test_days_that_cannot_be(
    laura: User, maija: User, tiina: User, kuuloke: Any, days: dict[str, str], field: str
) -> None:
    answer = finnish(laura).post(f"/people/{maija.pk}/deputy/", days | {"deputy": str(tiina.pk)})
    assert answer.status_code == 422
    assert list(faults(answer)) == [field]
    assert not Deputy.objects.exists()


def test_the_office_names_one_who_works_there_and_ends_it(
    laura: User, maija: User, tiina: User, pekka: User, kuuloke: Any
) -> None:
    browser, path = finnish(laura), f"/people/{maija.pk}/deputy/"
    filled = {"starts_on": "1.2.2027", "ends_on": "5.2.2027", "deputy": str(tiina.pk)}
    assert browser.post(path, filled | {"deputy": str(pekka.pk)}).status_code == 422
    assert browser.post(path, filled).status_code == 303
    assert "Tiina Salo" in text(browser.get(path))
    assert deputised_by(tiina).get().manager == maija
    row = Deputy.objects.get()
    for nonsense in ("", "nobody", str(pekka.pk)):
        assert browser.post(path, {"end": nonsense}).status_code == 303
    assert browser.post(path, {"end": str(row.pk)}).status_code == 303
    assert not deputised_by(tiina).exists()
    assert [event.actor for event in Event.objects.filter(name__startswith="deputy.")] == [laura.pk, laura.pk]


def test_only_one_at_a_time(maija: User, tiina: User, pekka: User, laura: User) -> None:
    Deputy.name(manager=maija, deputy=tiina, by=laura, **FEBRUARY)
    with pytest.raises(AnotherThen):
        Deputy.name(manager=maija, deputy=pekka, by=laura, starts_on=date(2027, 2, 26), ends_on=date(2027, 3, 5))
    Deputy.name(manager=maija, deputy=pekka, by=laura, starts_on=date(2027, 2, 27), ends_on=date(2027, 3, 5))
