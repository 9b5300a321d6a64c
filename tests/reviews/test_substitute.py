"""Who stands in for some days has no part in looking back nor in how to go on (docs/decisions/0020)."""

from datetime import date

import pytest
from django.urls import reverse

from bookings.substitutes import name_substitute
from processes.models import Process
from reviews.models import Continuation, Evaluation
from tests.factories import NOW, client_of
from tests.reviews.stories import shown
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import User


@pytest.fixture
def kaisa_stands_in(aino_with_sami: Process, sami: User, kaisa: User) -> Process:
    name_substitute(aino_with_sami, user=kaisa, first_on=date(2027, 2, 1), last_on=date(2027, 2, 2), by=sami, now=NOW)
    Message.objects.all().delete()
    return aino_with_sami


def test_a_substitute_is_not_asked_and_reads_no_evaluation_C23(
    kaisa_stands_in: Process, aino: User, sami: User, kaisa: User
) -> None:
    row = shown(kaisa_stands_in, aino, sami)
    assert row.status == "shown", "nobody waits for Kaisa"
    assert client_of(kaisa).get(row.get_absolute_url()).status_code == 404
    assert not Evaluation.objects.waiting_for(kaisa)
    assert kaisa.pk not in Message.objects.values_list("user", flat=True)


def test_how_to_go_on_does_not_wait_for_a_substitute(
    kaisa_stands_in: Process, aino: User, sami: User, maija: User, kaisa: User
) -> None:
    row = Continuation.open(kaisa_stands_in)
    assert kaisa.pk not in Message.objects.values_list("user", flat=True)
    for user in (aino, sami, maija):
        row = row.choose("end", by=user)
    assert row.status == "agreed"
    path = reverse("reviews:continuation", args=[kaisa_stands_in.pk])
    assert client_of(kaisa).post(path, {"outcome": "go_on"}).status_code == 422
