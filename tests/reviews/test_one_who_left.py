"""Nothing waits for one who is gone: a decision and a text for the employer go on without them, or are passed over."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from processes.models import Process
from reviews.models import Continuation, Decision, Evaluation, Extract, Outcome, Status
from reviews.occasions import look_after
from tests import factories
from tests.bookings.mails import everything, post
from tests.bookings.pages import reading, text
from tests.factories import NOW
from tests.reviews.stories import given, opened
from tests.reviews.test_extract import asked_of
from tyonohjaus.lib import clock
from tyonohjaus.people.accounts import close_account
from tyonohjaus.people.models import User

LEAVES = (NOW + timedelta(days=10)).date()


def without(process: Process, user: User) -> None:
    """From tomorrow on."""
    process.participants.filter(user=user).update(ends_on=clock.today())


def mails(template: str) -> list[Any]:
    from tyonohjaus.outbox.models import Message

    return list(Message.objects.filter(template=template).order_by("pk"))


def chosen(process: Process, *people: User, outcome: str = Outcome.GO_ON) -> Continuation:
    row = Continuation.open(process)
    for user in people:
        row = row.choose(outcome, by=user)
    return row


def test_the_day_after_the_last_who_was_awaited_has_left_the_others_have_agreed_S4_6(
    group_with_sami: Process, aino: User, eero: User, sami: User, maija: User
) -> None:
    row = chosen(group_with_sami, aino, sami, maija)
    without(group_with_sami, eero)
    look_after()
    assert Continuation.objects.get(pk=row.pk).status == Decision.OPEN

    with time_machine.travel(NOW + timedelta(days=1)):
        look_after()
        look_after()

    row.refresh_from_db()
    assert (row.status, row.outcome) == (Decision.AGREED, Outcome.GO_ON)
    assert {one.user for one in mails("reviews/mail/decided")} == {aino, sami, maija}


def test_a_closed_account_is_not_waited_for_S4_6(
    group_with_sami: Process, aino: User, eero: User, sami: User, maija: User, laura: User
) -> None:
    row = chosen(group_with_sami, aino, sami, maija)
    close_account(eero, by=laura)
    row.refresh_from_db()
    assert row.status == Decision.AGREED


def test_one_who_thought_otherwise_and_left_does_not_stand_in_the_way_S4_6(
    group_with_sami: Process, aino: User, eero: User, sami: User, maija: User, laura: User
) -> None:
    row = chosen(group_with_sami, aino, sami, maija).choose(Outcome.END, by=eero)
    assert row.status == Decision.DIFFERS
    close_account(eero, by=laura)
    row.refresh_from_db()
    assert row.status == Decision.AGREED


@pytest.mark.parametrize("end", ["account", "employment"])
def test_without_a_manager_nothing_is_agreed_behind_the_employers_back_S4_6(
    aino_with_sami: Process, aino: User, sami: User, maija: User, laura: User, end: str
) -> None:
    row = chosen(aino_with_sami, aino, sami)
    if end == "account":
        close_account(maija, by=laura)
    else:
        aino_with_sami.participants.get(user=aino).ask(None, by=laura)

    row.refresh_from_db()
    assert (row.status, row.outcome) == (Decision.LAPSED, "")
    aino_with_sami.refresh_from_db()
    assert aino_with_sami.agreed_count == 10
    assert {one.user for one in mails("reviews/mail/lapsed")} == {aino, sami}
    told = [mail for mail in post() if "ilman päätöstä" in str(mail.subject)]
    assert len(told) == 2
    assert not [word for word in ("Maija", "Rautio", "Mäkelä") if word in everything(told[0])]


def test_with_nobody_left_to_supervise_nothing_is_decided(aino_with_sami: Process, aino: User, sami: User) -> None:
    row = chosen(aino_with_sami, sami)
    without(aino_with_sami, aino)
    with time_machine.travel(NOW + timedelta(days=1)):
        look_after()
    row.refresh_from_db()
    assert row.status == Decision.LAPSED


def test_an_evaluation_of_two_is_shown_when_the_one_awaited_is_gone_and_a_groups_waits_C24(
    aino_with_sami: Process, aino: User, sami: User, kaisa: User, laura: User, lehtola: Any
) -> None:
    alone = opened(aino_with_sami).answer(given(), by=sami)
    members = [factories.make_person(name=f"Jäsen {number}") for number in "ABCD"]
    group = factories.make_process(supervisor=kaisa, supervisees=members, organisation=lehtola)
    nameless = opened(group)
    for user in [*members[1:], kaisa]:
        nameless = nameless.answer(given(), by=user)

    close_account(aino, by=laura)
    close_account(members[0], by=laura)
    look_after()

    assert Evaluation.objects.get(pk=alone.pk).status == Status.SHOWN
    assert Evaluation.objects.get(pk=nameless.pk).status == Status.OPEN
    assert nameless.may_show(kaisa)


@pytest.fixture
def drafted(group_with_sami: Process, aino: User, eero: User, sami: User) -> Extract:
    row = opened(group_with_sami)
    for user in (aino, eero, sami):
        row = row.answer(given(), by=user)
    text = Extract.write(row, text="zqkooste", useful="yes", by=sami, seen="")
    return text.accept(by=aino, seen=text.mark)


@pytest.mark.parametrize("how", ["account", "day", "agreement"])
def test_a_text_is_asked_anew_and_no_departure_sends_it_C13(
    drafted: Extract, aino: User, eero: User, sami: User, laura: User, how: str
) -> None:
    process, later = drafted.process, NOW + timedelta(days=1)
    if how == "account":
        close_account(eero, by=laura)
    elif how == "day":
        without(process, eero)
        with time_machine.travel(later):
            look_after()
    else:
        from processes.models.agreeing import People

        process.kind = "individual"
        process.change(people=People(supervisor=sami, supervisees=(aino,)), by=laura, kind="individual")

    with time_machine.travel(later):
        assert not drafted.is_approved
        assert asked_of(aino)
        assert [one.user for one in mails("reviews/mail/accept")] == [aino]
        assert "zqkooste" not in str([one.facts for one in mails("reviews/mail/accept")])
        drafted.accept(by=aino, seen=drafted.mark)
        assert drafted.is_approved


def test_where_nobody_is_left_whom_it_concerns_the_page_says_so(
    drafted: Extract, aino: User, eero: User, sami: User, laura: User
) -> None:
    close_account(aino, by=laura)
    close_account(eero, by=laura)
    page = text(reading(sami).get(f"/evaluations/{drafted.evaluation_id}/extract/"))
    assert "Nobody whom it concerns is here any more" in page
    assert not drafted.is_approved
