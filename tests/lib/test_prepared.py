"""A question that is put together of nobody, and asked about each."""

from typing import Any

import pytest

from processes.models import Participant
from tyonohjaus.lib.prepared import NOBODY, Prepared, nobody
from tyonohjaus.people.models import User

pytestmark = pytest.mark.django_db


def own(user: Any) -> Any:
    return Participant.objects.filter(user=user, capacity=Participant.As.SUPERVISEE)


def test_it_is_answered_for_each_as_if_it_had_been_made_of_them(aino_with_sami: object, aino: User, outi: User) -> None:
    question = Prepared.of(own(nobody(User)).values("process"))
    assert question is not None
    for user in (aino, outi):
        found = Participant.objects.filter(process__in=question.rows(user.pk))
        assert set(found) == set(Participant.objects.filter(process__in=own(user).values("process")))
    assert question.answer(aino.pk) and not question.answer(outi.pk)


def test_what_is_kept_is_of_nobody(aino_with_sami: object, aino: User) -> None:
    question = Prepared.of(own(nobody(User)))
    assert question is not None
    question.answer(aino.pk)
    assert aino.pk.hex not in f"{question}".replace("-", "")


def test_nobody_reaches_anything_by_it(aino_with_sami: object) -> None:
    question = Prepared.of(own(nobody(User)))
    assert question is not None
    assert not question.answer(NOBODY)


def test_one_that_is_of_no_person_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody in particular"):
        Prepared.of(Participant.objects.all())


def test_one_that_hangs_on_who_they_are_cannot_be_made() -> None:
    with pytest.raises(User.DoesNotExist):
        User.objects.filter(email=nobody(User).email)


def test_where_there_can_be_nothing_there_is_nothing_to_ask() -> None:
    assert Prepared.of(own(nobody(User)).none()) is None
