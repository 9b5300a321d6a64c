"""Sealed rows: ciphertext in the database, verbs in the code, and a trace of who opened what."""

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.db import connection

from bookings.models import Log, PrivateNote, write_log
from processes.models import PersonalGoal, Process
from tests import factories
from tests.factories import helsinki
from tyonohjaus.people.models import User
from tyonohjaus.sealed.cipher import Unreadable
from tyonohjaus.sealed.models import DataKey, Opening, SealedModel, open_texts

pytestmark = pytest.mark.both

PLANTED = "Kanervanvarsi 7 puhuu"


def sealed_models() -> list[Any]:
    return [model for model in apps.get_models() if issubclass(model, SealedModel)]


@pytest.mark.django_db
def test_the_database_holds_no_plain_text_C27(aino_with_sami: Process, aino: User) -> None:
    goal = PersonalGoal.write(process=aino_with_sami, owner=aino, text=PLANTED)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM processes_personalgoal")
        assert PLANTED.encode() not in b"".join(
            bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
            for value in cursor.fetchone()
        )
    assert goal.read(by=aino) == PLANTED


@pytest.mark.django_db
def test_no_search_finds_a_text_C31(aino_with_sami: Process, aino: User) -> None:
    PersonalGoal.write(process=aino_with_sami, owner=aino, text=PLANTED)

    for word in (PLANTED, PLANTED[:4]):
        assert not PersonalGoal.objects.filter(text_sealed__contains=word.encode()).exists()
    indexed = {field for model in sealed_models() for index in model._meta.indexes for field in index.fields}
    assert not any(field.endswith("_sealed") for field in indexed)


@pytest.mark.django_db
def test_opening_leaves_one_row_an_hour_C34(aino_with_sami: Process, aino: User, sami: User) -> None:
    goal = PersonalGoal.write(process=aino_with_sami, owner=aino, text=PLANTED)
    for reader in (sami, sami, aino):
        goal.read(by=reader)

    assert sorted(Opening.objects.values_list("reader_id", "section")) == sorted([(sami.pk, "goal"), (aino.pk, "goal")])


@pytest.mark.django_db
def test_many_texts_open_in_the_same_number_of_queries(
    aino_with_sami: Process, aino: User, sami: User, django_assert_num_queries: object
) -> None:
    notes = []
    for week in range(3):
        booking = factories.make_booking(process=aino_with_sami, starts_at=helsinki(f"2027-01-{4 + 7 * week:02} 10:00"))
        write_log(booking, Log(note=f"{PLANTED} {week}"), by=sami)
        notes.append(PrivateNote.objects.get(booking=booking))
    for many in (1, 3):
        with django_assert_num_queries(2):  # type: ignore[operator]
            texts = open_texts(notes[:many], "text_sealed", by=sami)
        assert len(texts) == many


@pytest.mark.django_db
def test_sealed_columns_are_not_written_in_bulk(aino_with_sami: Process, aino: User) -> None:
    goal = PersonalGoal.write(process=aino_with_sami, owner=aino, text=PLANTED)
    with pytest.raises(FieldError):
        PersonalGoal.objects.update(text_sealed=b"")
    with pytest.raises(FieldError):
        PersonalGoal.objects.bulk_update([goal], ["text_sealed"])


@pytest.mark.django_db
def test_a_destroyed_key_makes_its_texts_unreadable_C29(aino_with_sami: Process, aino: User) -> None:
    goal = PersonalGoal.write(process=aino_with_sami, owner=aino, text=PLANTED)
    DataKey.objects.get().destroy()

    with pytest.raises(Unreadable):
        goal.read(by=aino)


@pytest.mark.django_db
def test_an_empty_text_leaves_nothing(aino_with_sami: Process, sami: User) -> None:
    booking = factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-01-11 10:00"))
    write_log(booking, Log(note=""), by=sami)

    assert PrivateNote.objects.count() == 0
    assert DataKey.objects.count() == 0
