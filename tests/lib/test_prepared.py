"""A question that is put together of nobody, and asked about each."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from bookings.models import Booking
from processes.models import Participant, Process
from tests import factories
from tests.factories import NOW
from tyonohjaus.lib.prepared import NOBODY, Prepared, never, nobodies, nobody
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def own(user: Any) -> Any:
    return Participant.objects.filter(user=user, capacity=Participant.As.SUPERVISEE)


def test_it_is_answered_for_each_as_if_it_had_been_made_of_them(aino_with_sami: object, aino: User, outi: User) -> None:
    question = Prepared.of(own(nobody(User)).values("process"))
    for user in (aino, outi):
        found = Participant.objects.filter(process__in=question.rows(user.pk))
        assert set(found) == set(Participant.objects.filter(process__in=own(user).values("process")))
    assert question.answer(aino.pk) and not question.answer(outi.pk)


def test_it_is_asked_of_several_and_of_a_time(aino_with_sami: Process, aino: User, sami: User, outi: User) -> None:
    """Whatever the columns hold is read as Django reads it."""
    people, (after, before) = nobodies(2), never(2)

    def asked(who: list[Any], after: Any, before: Any) -> Any:
        found = Booking.objects.filter(starts_at__gt=after, ends_at__lt=before, process__participants__user__in=who)
        return found.values_list("pk", "starts_at", F("ends_at") - F("starts_at"), "status")

    booking = factories.make_booking(process=aino_with_sami, starts_at=NOW)
    question = Prepared.of(asked(people, after, before), *people, after, before)
    hour = timedelta(hours=1)
    for who in ([aino.pk, outi.pk], [outi.pk, outi.pk]):
        for day in (NOW, NOW + timedelta(days=1)):
            facts = {after: day - hour, before: day + 3 * hour, **dict(zip(people, who, strict=True))}
            assert question.answers(facts) == list(asked(who, day - hour, day + 3 * hour))
    assert question.answers({**facts, people[0]: aino.pk, after: NOW - hour, before: NOW + 3 * hour}) == [
        (booking.pk, NOW, timedelta(minutes=90), booking.status)
    ]


def test_what_is_kept_is_of_nobody(aino_with_sami: object, aino: User) -> None:
    question = Prepared.of(own(nobody(User)))
    question.answer(aino.pk)
    assert aino.pk.hex not in f"{question}".replace("-", "")


def test_nobody_reaches_anything_by_it(aino_with_sami: object) -> None:
    question = Prepared.of(own(nobody(User)))
    assert not question.answer(NOBODY)


def test_one_that_is_of_no_person_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody in particular"):
        Prepared.of(Participant.objects.all())
    with pytest.raises(ValueError, match="nobody in particular"):
        Prepared.of(own(nobody(User)), *nobodies(2))


def test_one_that_is_asked_without_a_fact_is_refused(outi: User) -> None:
    question = Prepared.of(Participant.objects.filter(user__in=nobodies(2)), *nobodies(2))
    with pytest.raises(ValueError, match="without all its facts"):
        question.answer(outi.pk)


def test_one_that_hangs_on_who_they_are_cannot_be_made() -> None:
    with pytest.raises(User.DoesNotExist):
        User.objects.filter(email=nobody(User).email)


def test_where_there_can_be_nothing_there_is_nothing_to_ask() -> None:
    question = Prepared.of(own(nobody(User)).none())
    assert not question and question.answers({}) == []
