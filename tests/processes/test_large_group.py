"""A group of 15 with 40 sessions opens in as many queries as a small one, and few ("Must hold" of issue 3)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bookings.models import Booking, Status
from processes import urls as _the_parts  # noqa: F401 (each view registers its own)
from processes.models import GroupGoal, Process
from processes.sections import whole
from processes.views.detail import page
from tests.factories import NOW, make_booking, make_employment, make_person, make_process
from tests.large_group import MEMBERS, SESSIONS, book_all, use_every_part
from tyonohjaus.access import Action, capacities_of, may
from tyonohjaus.people.models import Organisation, User
from tyonohjaus.sealed.models import Opening

MOST = 15
CAST = ["aino", "sami", "kaisa", "maija", "laura"]


@pytest.fixture
def fifteen(
    kuuloke: Any, lehtola: Organisation, maija: User, sami: User, kaisa: User, aino: User, laura: User
) -> Process:
    members = [aino, *(make_person(name=f"Jäsen {number:02}") for number in range(MEMBERS - 1))]
    for user in members[1:]:
        make_employment(employee=user, organisation=lehtola, manager=maija)
    group = make_process(
        supervisor=sami, co_supervisor=kaisa, supervisees=members, organisation=lehtola, agreed_count=SESSIONS
    )
    book_all(group, now=NOW)
    return group


@pytest.fixture
def in_full_use(fifteen: Process, aino: User, sami: User, laura: User) -> Process:
    """Every part of the page holds something."""
    members = [one.user for one in fifteen.participants.filter(capacity="supervisee").select_related("user")]
    use_every_part(fifteen, members, sami=sami, laura=laura)
    return fifteen


def queries_of(process: Process, user: User) -> int:
    """Of the page's own making; signing in, the menu, which asks what one is, and the session come on top for each page
    alike."""
    user = User.objects.get(pk=user.pk)
    user.content_open = True
    capacities_of(user)
    with CaptureQueriesContext(connection) as asked:
        page(whole(Process.objects, user).get(pk=process.pk), user)
    return len(asked)


@pytest.mark.sqlite
def test_the_number_of_queries_does_not_grow_with_members_and_sessions(
    fifteen: Process,
    request: pytest.FixtureRequest,
    eero: User,
    aino: User,
    sami: User,
    kaisa: User,
    lehtola: Any,
) -> None:
    small = make_process(
        supervisor=sami, co_supervisor=kaisa, supervisees=[aino, eero], organisation=lehtola, agreed_count=2
    )
    make_booking(process=small, starts_at=NOW - timedelta(days=3), status=Status.HELD)
    make_booking(process=small, starts_at=NOW + timedelta(days=3))
    for who in CAST:
        user = request.getfixturevalue(who)
        assert queries_of(fifteen, user) <= queries_of(small, user) + 1, who


@pytest.mark.usefixtures("in_full_use")
def test_with_every_part_in_use_it_asks_few_and_what_they_open_is_noted_each_once_an_hour_C34(
    fifteen: Process, aino: User, request: pytest.FixtureRequest
) -> None:
    asked = {who: queries_of(fifteen, request.getfixturevalue(who)) for who in CAST}
    assert max(asked.values()) <= MOST, asked

    Opening.objects.all().delete()
    for _time in range(2):
        queries_of(fifteen, aino)
    noted = sorted(Opening.objects.filter(reader_id=aino.pk, scope_id=fifteen.pk).values_list("section", flat=True))
    assert noted == sorted({"goal", "group goal", "meeting_link", "themes", "assignment"})


def test_what_was_read_for_one_gives_another_nothing(fifteen: Process, sami: User, outi: User) -> None:
    read = whole(Process.objects, sami).get(pk=fifteen.pk)
    assert may(sami, Action.PROCESS_END, read)
    assert not may(sami, Action.PROCESS_EDIT, read)
    assert not may(outi, Action.PROCESS_END, read)


def test_within_what_was_read_for_one_another_finds_nothing_C22(
    fifteen: Process, aino: User, sami: User, maija: User, outi: User
) -> None:
    """And where it was read for nobody, the ways are asked as ever."""
    GroupGoal.write(process=fifteen, text="Puhumme ajoissa", by=aino)
    for user in (sami, maija, outi):
        user.content_open = True
    for process in (fifteen, whole(Process.objects, sami).get(pk=fifteen.pk)):
        assert Booking.objects.visible_to(sami, within=process).count() == SESSIONS
        assert GroupGoal.objects.visible_to(sami, within=process).exists()
        assert not GroupGoal.objects.visible_to(maija, within=process).exists()
        assert not Booking.objects.visible_to(outi, within=process).exists()
    sami.content_open = False
    assert not GroupGoal.objects.visible_to(sami, within=process).exists()


def test_within_is_of_that_process_alone(fifteen: Process, sami: User, eero: User, lehtola: Organisation) -> None:
    make_booking(process=make_process(supervisor=sami, supervisees=[eero]), starts_at=NOW + timedelta(days=300))
    assert Booking.objects.visible_to(sami).count() == SESSIONS + 1
    assert Booking.objects.visible_to(sami, within=fifteen).count() == SESSIONS
    with pytest.raises(TypeError):
        Booking.objects.visible_to(sami, within=lehtola)
