"""A group of 15 with 40 sessions opens in as many queries as a small one, and few ("Must hold" of issue 3)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bookings.models import Status
from processes.models import Process
from processes.views.detail import page
from tests.factories import NOW, make_booking, make_employment, make_person, make_process
from tyonohjaus.people.models import Organisation, User

MOST = 15


@pytest.fixture
def fifteen(
    kuuloke: Any, lehtola: Organisation, maija: User, sami: User, kaisa: User, aino: User, laura: User
) -> Process:
    members = [aino, *(make_person(name=f"Jäsen {number:02}") for number in range(14))]
    for user in members[1:]:
        make_employment(employee=user, organisation=lehtola, manager=maija)
    group = make_process(
        supervisor=sami, co_supervisor=kaisa, supervisees=members, organisation=lehtola, agreed_count=40
    )
    for number in range(40):
        held = number < 20
        make_booking(
            process=group,
            starts_at=NOW + timedelta(weeks=2 * (number - 20), hours=3),
            status=Status.HELD if held else Status.CONFIRMED,
        )
    return group


def queries_of(process: Process, user: User) -> int:
    """Of the page's own making; signing in, the menu and the session come on top for each page alike."""
    user = User.objects.get(pk=user.pk)
    user.content_open = True
    with CaptureQueriesContext(connection) as asked:
        page(Process.objects.get(pk=process.pk), user)
    return len(asked)


@pytest.mark.parametrize("who", ["aino", "sami", "kaisa", "maija", "laura"])
def test_the_number_of_queries_does_not_grow_with_members_and_sessions(
    fifteen: Process,
    who: str,
    request: pytest.FixtureRequest,
    eero: User,
    aino: User,
    sami: User,
    kaisa: User,
    lehtola: Any,
) -> None:
    user = request.getfixturevalue(who)
    small = make_process(
        supervisor=sami, co_supervisor=kaisa, supervisees=[aino, eero], organisation=lehtola, agreed_count=2
    )
    make_booking(process=small, starts_at=NOW - timedelta(days=3), status=Status.HELD)
    make_booking(process=small, starts_at=NOW + timedelta(days=3))
    assert queries_of(fifteen, user) <= queries_of(small, user) + 1
