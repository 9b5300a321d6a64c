"""How to go on (S4-6, S4-7): supervisee, supervisor and manager say the same, and no reasons are asked anywhere."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from bookings.models import Status as Session
from processes.models import Process
from reviews.models import Continuation, Decision, Outcome
from reviews.models.continuation import Choice
from tests import factories
from tests.bookings.mails import everything, link, post, to
from tests.bookings.pages import links, reading, text
from tests.factories import NOW, client_of, helsinki
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import User


def url(process: Process) -> str:
    return reverse("reviews:continuation", args=[process.pk])


def choose(row: Continuation, outcome: str, *people: User) -> Continuation:
    for user in people:
        row = row.choose(outcome, by=user)
    return row


def test_three_yeses_and_the_agreed_number_grows_S4_6(
    aino_with_sami: Process, aino: User, sami: User, maija: User
) -> None:
    row = choose(Continuation.open(aino_with_sami), Outcome.GO_ON, aino, sami)
    assert row.status == Decision.OPEN
    row = choose(row, Outcome.GO_ON, maija)

    assert (row.status, row.outcome) == (Decision.AGREED, Outcome.GO_ON)
    aino_with_sami.refresh_from_db()
    assert aino_with_sami.agreed_count == 20


def test_as_before_adds_as_many_as_at_first_each_time_S4_6(
    aino_with_sami: Process, aino: User, sami: User, maija: User
) -> None:
    for expected in (20, 30):
        choose(Continuation.open(aino_with_sami), "continue", aino, sami, maija)
        aino_with_sami.refresh_from_db()
        assert aino_with_sami.agreed_count == expected


def test_different_answers_are_told_by_side_and_may_change_S4_6(
    aino_with_sami: Process, aino: User, sami: User, maija: User
) -> None:
    row = choose(choose(Continuation.open(aino_with_sami), Outcome.GO_ON, aino, sami), Outcome.END, maija)
    assert row.status == Decision.DIFFERS
    for user in (aino, sami, maija):
        page = text(reading(user).get(url(aino_with_sami)))
        assert "Not agreed yet." in page
        assert "Manager Bring it to an end" in page
        assert "Supervisee Go on as before" in page

    row = choose(row, Outcome.CHANGE, maija, aino, sami)

    assert (row.status, row.outcome) == (Decision.AGREED, Outcome.CHANGE)
    aino_with_sami.refresh_from_db()
    assert aino_with_sami.agreed_count == 10
    with pytest.raises(TooLate):
        choose(row, Outcome.END, aino)


def test_no_field_takes_a_reason_C40_S4_6() -> None:
    columns = {field.name for model in (Continuation, Choice) for field in model._meta.concrete_fields}
    assert columns == {
        *("id", "process", "status", "outcome", "more_sessions", "opened_at", "settled_on", "reminded_on"),
        *("continuation", "user", "via"),
    }


def test_a_self_payers_decision_asks_no_manager(kuuloke: Any, aino: User, sami: User, maija: User) -> None:
    own = factories.make_process(supervisor=sami, supervisees=[aino])
    own.participants.filter(user=aino).update(manager=maija)
    row = Continuation.open(own)

    assert choose(row, Outcome.GO_ON, aino, sami).status == Decision.AGREED
    assert client_of(maija).get(url(own)).status_code == 404
    with pytest.raises(TooLate):
        choose(Continuation.open(own), Outcome.END, maija)


def test_in_a_group_nobody_reads_who_chose_what_C11_C22(
    kuuloke: Any, aino: User, eero: User, sami: User, maija: User, pekka: User, lehtola: Any
) -> None:
    group = factories.make_process(supervisor=sami, supervisees=[aino, eero], organisation=lehtola)
    group.participants.filter(user=eero).update(manager=pekka)
    row = Continuation.open(group)
    choose(choose(row, Outcome.GO_ON, aino, sami, maija), Outcome.END, eero)

    for user in (aino, eero, sami, maija, pekka):
        page = text(reading(user).get(url(group)))
        assert "Supervisees Different answers" in page
        assert "Managers Waiting for an answer" in page
        decision = page.partition("How do we go on?")[2]
        assert not [name for name in ("Aino", "Eero", "Maija", "Pekka") if name in decision]


def test_a_stranger_finds_nothing_and_the_office_looks_on(
    aino_with_sami: Process, pekka: User, eero: User, outi: User, laura: User
) -> None:
    Continuation.open(aino_with_sami)
    for user in (pekka, eero, outi):
        assert client_of(user).get(url(aino_with_sami)).status_code == 404
    office = reading(laura)
    assert "Your answer" not in text(office.get(url(aino_with_sami)))
    assert office.post(url(aino_with_sami), {"outcome": "end"}).status_code == 422
    assert not Choice.objects.exists()


def test_the_manager_answers_by_a_signed_link_once(aino_with_sami: Process, maija: User, aino: User) -> None:
    Continuation.open(aino_with_sami)
    mails = post()
    mail = to(maija, mails)
    assert mail.subject == "Yksi kysymys odottaa vastaustasi"
    assert not [word for word in ("Aino", "Sami", "yönohja") if word in str(mail.body)]
    assert "/l/" not in everything(to(aino, mails))
    browser, path = client_of(factories.make_person(name="Joku Muu")), link(mail)

    assert browser.get(path).status_code == 200
    assert not Choice.objects.exists()  # GET changes nothing (E1)
    assert browser.post(path, {"outcome": "nonsense"}).status_code == 422
    assert browser.post(path, {"outcome": "continue"}).status_code == 303
    assert browser.post(path, {"outcome": "end"}).status_code == 422

    choice = Choice.objects.get()
    assert (choice.user, choice.outcome, choice.via) == (maija, Outcome.GO_ON, "link")


def test_a_link_is_void_for_one_who_is_no_manager_there_any_more_C12(
    aino_with_sami: Process, aino: User, maija: User, pekka: User
) -> None:
    Continuation.open(aino_with_sami)
    path = link(to(maija, post()))
    aino_with_sami.participants.get(user=aino).ask(pekka, by=aino)

    assert client_of(maija).post(path, {"outcome": "end"}).status_code == 422
    assert not Choice.objects.exists()
    assert to(pekka, post()).subject == "Yksi kysymys odottaa vastaustasi"


def test_the_used_up_number_of_sessions_leads_here_S4_6(aino_with_sami: Process, aino: User) -> None:
    for number in range(10):
        factories.make_booking(
            process=aino_with_sami,
            starts_at=helsinki("2026-10-05 10:00") + timedelta(weeks=number),
            status=Session.HELD,
            take_time=False,
        )
    assert links(reading(aino).get(reverse("bookings:slots", args=[aino_with_sami.pk])), url(aino_with_sami))

    begun = client_of(aino).post(url(aino_with_sami), {"begin": "1"})

    assert begun.status_code == 303
    assert client_of(aino).post(url(aino_with_sami), {"begin": "1"}).status_code == 303  # the same one
    assert Continuation.objects.count() == 1


def test_what_waits_stands_on_each_home_and_says_little(
    aino_with_sami: Process, aino: User, sami: User, maija: User
) -> None:
    Continuation.open(aino_with_sami)
    for user in (aino, sami, maija):
        assert url(aino_with_sami) in links(reading(user).get("/"), "/continuation/")
        choose(Continuation.objects.get(), Outcome.GO_ON, user)
        assert not links(reading(user).get("/"), "/continuation/")


def test_what_ends_anyway_is_not_decided(aino_with_sami: Process, aino: User, sami: User) -> None:
    row = Continuation.open(aino_with_sami)
    aino_with_sami.end(on=(NOW + timedelta(days=30)).date(), by=sami)
    row.refresh_from_db()
    assert row.status == Decision.LAPSED


def test_after_three_months_it_is_not_waited_for(aino_with_sami: Process) -> None:
    from reviews.occasions import look_after

    row = Continuation.open(aino_with_sami)
    with time_machine.travel(NOW + timedelta(days=15)):
        look_after()
        look_after()
        assert Continuation.objects.get(pk=row.pk).reminded_on
    with time_machine.travel(NOW + timedelta(days=95)):
        look_after()
    row.refresh_from_db()
    assert row.status == Decision.LAPSED
