"""Every state × every verb has its one result: the tables in reviews.models.states (E2)."""

from collections.abc import Callable
from typing import Any

import pytest

from processes.models import Process
from reviews.models import (
    CONTINUATION_MOVES,
    MOVES,
    Continuation,
    Decision,
    Evaluation,
    Given,
    Outcome,
    Status,
)
from tests.database import undone
from tests.reviews.stories import given, opened, shown
from tyonohjaus.events.models import Event, history
from tyonohjaus.lib.moves import AnsweredAlready, TooLate
from tyonohjaus.people.models import User

EVALUATION: dict[str, Callable[[Evaluation, User, User], Any]] = {
    "answer": lambda row, aino, _sami: row.answer(given(), by=aino),
    "show": lambda row, _aino, _sami: row.show(by=None),
    "conclude": lambda row, _aino, sami: row.conclude(by=sami),
    "lapse": lambda row, _aino, _sami: row.lapse(),
}


def an_evaluation(process: Process, status: str, aino: User, sami: User) -> Evaluation:
    if status in {Status.SHOWN, Status.CONCLUDED}:
        row = shown(process, aino, sami)
        return row.conclude(by=sami) if status == Status.CONCLUDED else row
    row = opened(process)
    return row.lapse() if status == Status.LAPSED else row


@pytest.mark.parametrize("status", Status.values)
def test_each_state_and_verb_of_an_evaluation_gives_the_one_allowed_result_E2(
    aino_with_sami: Process, aino: User, sami: User, status: str
) -> None:
    made = an_evaluation(aino_with_sami, status, aino, sami)
    for verb in EVALUATION:
        with undone():
            of_an_evaluation(Evaluation.objects.get(pk=made.pk), aino, sami, status, verb)


def of_an_evaluation(row: Evaluation, aino: User, sami: User, status: str, verb: str) -> None:
    move = MOVES[verb]
    before = list(history(row))

    if status not in move.sources:
        with pytest.raises(TooLate):
            EVALUATION[verb](row, aino, sami)
        assert Evaluation.objects.get(pk=row.pk).status == status
        assert list(history(row)) == before
        return

    EVALUATION[verb](row, aino, sami)

    assert Evaluation.objects.get(pk=row.pk).status == move.target
    assert [event.name for event in history(row)][len(before) :] == [move.event]


DECISION: dict[str, Callable[[Continuation, User, User, User], Any]] = {
    "choose": lambda row, aino, _sami, _maija: row.choose(Outcome.GO_ON, by=aino),
    "lapse": lambda row, _aino, _sami, _maija: row.lapse(),
}


def a_decision(process: Process, status: str, aino: User, sami: User, maija: User) -> Continuation:
    row = Continuation.open(process)
    if status == Decision.LAPSED:
        return row.lapse()
    if status in {Decision.AGREED, Decision.DIFFERS}:
        row.choose(Outcome.END if status == Decision.DIFFERS else Outcome.GO_ON, by=aino)
        row.choose(Outcome.GO_ON, by=sami)
        return row.choose(Outcome.GO_ON, by=maija)
    return row


@pytest.mark.parametrize("status", Decision.values)
def test_each_state_and_verb_of_a_decision_gives_the_one_allowed_result_E2(
    aino_with_sami: Process, aino: User, sami: User, maija: User, status: str
) -> None:
    made = a_decision(aino_with_sami, status, aino, sami, maija)
    for verb in DECISION:
        with undone():
            of_a_decision(Continuation.objects.get(pk=made.pk), aino, sami, maija, status, verb)


def of_a_decision(row: Continuation, aino: User, sami: User, maija: User, status: str, verb: str) -> None:
    assert row.status == status
    before = len(history(row))
    move = CONTINUATION_MOVES[verb]

    if status not in move.sources:
        with pytest.raises(TooLate):
            DECISION[verb](row, aino, sami, maija)
        assert len(history(row)) == before
        return

    DECISION[verb](row, aino, sami, maija)

    # With everybody's answer there, a changed one settles it at once: agreed, or still not.
    settled = {Decision.DIFFERS: "agree"}.get(status) if verb == "choose" else None
    row.refresh_from_db()
    assert row.status == (CONTINUATION_MOVES[settled].target if settled else move.target)
    assert [event.name for event in history(row)][before] == move.event


@pytest.mark.parametrize("status", Decision.values)
@pytest.mark.parametrize("verb", ["agree", "differ"])
def test_the_last_answer_settles_only_what_is_open_E2(
    aino_with_sami: Process, aino: User, sami: User, maija: User, status: str, verb: str
) -> None:
    row = a_decision(aino_with_sami, status, aino, sami, maija)
    move = CONTINUATION_MOVES[verb]

    def settle() -> Continuation:
        from django.db import transaction

        with transaction.atomic():
            return row._agree(Outcome.GO_ON, by=aino) if verb == "agree" else row._move("differ", by=None)

    if status not in move.sources:
        with pytest.raises(TooLate):
            settle()
        return
    assert settle().status == move.target
    assert Event.objects.filter(name=move.event, subject_id=row.pk).count() == 1


def test_the_tables_name_every_verb_that_the_tests_run() -> None:
    assert set(EVALUATION) == set(MOVES)
    assert {*DECISION, "agree", "differ"} == set(CONTINUATION_MOVES)


def test_an_evaluation_is_answered_once(aino_with_sami: Process, aino: User, sami: User) -> None:
    row = opened(aino_with_sami)
    row.answer(given("Ensimmäinen"), by=aino)

    with pytest.raises(AnsweredAlready):
        row.answer(Given(texts={"1": "Toinen"}), by=aino)
    assert row.answers.get(author=aino).read(by=aino).texts == {"1": "Ensimmäinen"}
