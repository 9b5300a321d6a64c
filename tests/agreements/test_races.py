"""Two at once, on real threads: each yes counts once, and one version comes out (A1)."""

from collections.abc import Callable
from typing import Any

import pytest

from agreements.models import Answer, Status, Version
from processes.models import Process
from tests.agreements.paper import offered
from tests.bookings.test_races import ROUNDS, all_at_once
from tyonohjaus.events.models import Event
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_all_accept_at_once_and_it_comes_into_force_once(
    aino_with_sami: Process, aino: User, maija: User, sami: User, laura: User
) -> None:
    for number in range(ROUNDS):
        version = offered(aino_with_sami, by=laura, methods=f"Tapa {number}").accept(by=aino)

        def act(user: User, version: Version = version) -> Callable[[], Any]:
            return lambda: version.accept(by=user)

        outcomes = all_at_once(*(act(user) for user in (maija, maija, sami, sami)))

        assert outcomes == {"done": 2, TooLate.__name__: 2}
        assert Version.objects.get(pk=version.pk).status == Status.IN_FORCE
        assert Event.objects.filter(name="agreement.in_force", subject_id=version.pk).count() == 1
    assert Version.objects.in_force().count() == 1


def test_a_yes_and_a_new_offer_at_once_leave_one_that_waits_or_holds(
    aino_with_sami: Process, aino: User, sami: User, laura: User
) -> None:
    for number in range(ROUNDS):
        version = offered(aino_with_sami, by=laura, methods=f"Tapa {number}")

        outcomes = all_at_once(
            lambda version=version: version.accept(by=aino),  # type: ignore[misc]
            lambda number=number: offered(aino_with_sami, by=sami, methods=f"Toinen {number}"),  # type: ignore[misc]
        )

        assert outcomes["done"] >= 1 and set(outcomes) <= {"done", TooLate.__name__}
        assert Version.objects.filter(status=Status.OFFERED).count() == 1
        given = version.signatures.get(user=aino).answer
        assert (given == Answer.ACCEPTED) == (outcomes["done"] == 2)
