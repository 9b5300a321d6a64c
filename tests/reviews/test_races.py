"""Two at once: real threads on the database of this run (A1)."""

from typing import Any

import pytest

from processes.models import Process
from reviews.models import Answers, Continuation, Extract, Outcome, Tally
from reviews.models.evaluation import Answered
from reviews.models.extract import ApprovedText
from tests.bookings.test_races import ROUNDS, all_at_once
from tests.reviews.stories import big_group, given, opened
from tyonohjaus.people.models import User


@pytest.mark.django_db(transaction=True)
def test_one_person_answers_in_two_windows_at_once_and_once(aino_with_sami: Process, aino: User) -> None:
    for number in range(ROUNDS):
        row = opened(aino_with_sami, basis=f"session {number}")
        acts = [lambda row=row, text=text: row.answer(given(text), by=aino) for text in ("yksi", "kaksi")]
        assert all_at_once(*acts) == {"done": 1, "AnsweredAlready": 1}
        assert Answers.objects.filter(evaluation=row).count() == Answered.objects.filter(evaluation=row).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_groups_answers_at_once_are_all_counted_and_shown_once(kuuloke: Any, sami: User, lehtola: Any) -> None:
    process = big_group(sami, lehtola, members=[])
    people = [one.user for one in process.participants.all()]
    for number in range(ROUNDS):
        row = opened(process, basis=f"session {number}")
        acts = [lambda row=row, user=user: row.answer(given(user.name), by=user) for user in people]
        assert all_at_once(*acts) == {"done": 5}
        row.refresh_from_db()
        assert row.status == "shown"
        spread = Tally.objects.get(evaluation=row).read(by=sami)
        assert spread
        assert spread.count == 4


@pytest.mark.django_db(transaction=True)
def test_a_yes_against_an_edit_never_lets_an_unread_text_through_C13(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    """Whichever was first: what the employer reads is what she accepted."""
    for number in range(ROUNDS):
        row = opened(aino_with_sami, basis=f"session {number}").answer(given(), by=aino).answer(given(), by=sami)
        extract = Extract.write(row, text="Luettu", useful="", by=sami, seen="")
        all_at_once(
            lambda extract=extract: extract.accept(by=aino, seen=extract.mark),
            lambda row=row, extract=extract: Extract.write(row, text="Muu", useful="", by=sami, seen=extract.mark),
        )
        approved = ApprovedText.objects.filter(evaluation=row).first()
        assert approved is None or approved.read(by=aino) == ("Luettu", "")


@pytest.mark.django_db(transaction=True)
def test_three_answers_at_once_settle_it_once(aino_with_sami: Process, aino: User, sami: User, maija: User) -> None:
    row = Continuation.open(aino_with_sami)
    acts = [lambda user=user: row.choose(Outcome.GO_ON, by=user) for user in (aino, sami, maija)]
    assert all_at_once(*acts) == {"done": 3}
    row.refresh_from_db()
    aino_with_sami.refresh_from_db()
    assert (row.status, aino_with_sami.agreed_count) == ("agreed", 20)
    assert all_at_once(*[lambda: Continuation.open(aino_with_sami)] * 3) == {"done": 3}
    assert Continuation.objects.undecided().count() == 1
