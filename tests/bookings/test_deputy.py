"""Maija is away, and Tiina answers in her place, beside her (docs/decisions/0032)."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from bookings import absences, approvals, tasks
from bookings.models import Approval, Booking, Status
from processes.models import Process
from tests.bookings import mails
from tests.bookings.deputies import FEBRUARY, fresh
from tests.bookings.pages import page, reading, text
from tests.bookings.stories import book, book_series
from tests.bookings.test_races import all_at_once
from tests.factories import NOW, client_of, helsinki
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import Deputy, User


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
    assert len([one for one in mails.post() if one.to == [pekka.email] and "Hyväksyttävänä" in one.subject]) == 2
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
    named, asked = mails.post()
    assert (named.to, asked.to) == ([tiina.email], [tiina.email])
    assert "Hyväksyttävänä" in asked.subject


def test_who_begins_later_is_asked_on_that_morning_of_what_waits_once_D2(
    aino_asks: Process, aino: User, maija: User, tiina: User, laura: User
) -> None:
    booking = book(aino_asks, by=aino)
    Deputy.name(manager=maija, deputy=tiina, by=laura, starts_on=date(2027, 2, 3), ends_on=date(2027, 2, 5))
    mails.gone()

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
    mails.gone()
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
