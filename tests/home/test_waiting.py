"""What waits for a person in any room stands on whichever home they look at, and nowhere for anybody else."""

from typing import Any

import pytest
import time_machine

from processes import waiting
from processes.models import Process
from tests.factories import client_of, helsinki
from tyonohjaus.access import Capacity, capacities_of
from tyonohjaus.lib import clock
from tyonohjaus.people.models import User
from tyonohjaus.ui.parts import Row

pytestmark = pytest.mark.sqlite


def somebody(user: Any) -> Any:
    return User.objects.filter(pk=user.pk)


@pytest.fixture
def something_for_maija(monkeypatch: pytest.MonkeyPatch, maija: User) -> None:
    def maker(user: Any) -> list[Row]:
        return [Row(title="Sopimus odottaa", url="/agreements/")] if user.pk == maija.pk else []

    monkeypatch.setattr(waiting, "_makers", {maker: somebody})


@pytest.mark.usefixtures("something_for_maija", "kuuloke")
def test_it_stands_on_the_managers_home_and_the_heading_counts_it(maija: User, aino_with_sami: Process) -> None:
    page = client_of(maija).get("/").content.decode()
    assert "Sopimus odottaa" in page
    assert "1 asia odottaa sinua" in page
    assert "Mikään ei odota sinua" not in page


@pytest.mark.usefixtures("something_for_maija", "kuuloke")
def test_nobody_else_reads_of_it(aino: User, sami: User, laura: User, outi: User, aino_with_sami: Process) -> None:
    for person in (aino, sami, laura, outi):
        page = client_of(person).get("/").content.decode()
        assert "Sopimus odottaa" not in page
        assert "Odottaa sinua" not in page


def test_a_room_with_nothing_for_this_person_is_asked_no_further(
    monkeypatch: pytest.MonkeyPatch, maija: User, aino: User, django_assert_num_queries: Any
) -> None:
    asked: list[User] = []

    def maker(user: Any) -> list[Row]:
        asked.append(user)
        return []

    monkeypatch.setattr(waiting, "_makers", {})
    waiting.waits(lambda user: User.objects.filter(pk=maija.pk) & User.objects.filter(pk=user.pk))(maker)
    for user in (maija, aino):
        capacities_of(user)  # as each page's menu does
        with django_assert_num_queries(1):
            waiting.waiting_for(user)
    assert asked == [maija]


STANDINGS = [frozenset(Capacity), frozenset[Capacity](), *(frozenset({capacity}) for capacity in Capacity)]


@pytest.mark.parametrize("content_open", [True, False])
@pytest.mark.parametrize("held", STANDINGS, ids=lambda held: "-".join(sorted(held)))
@pytest.mark.usefixtures("db")
def test_what_is_asked_of_a_home_is_the_same_from_morning_to_evening(
    held: frozenset[Capacity], content_open: bool, django_assert_num_queries: Any
) -> None:
    """It is put together once a day, and without the database: whatever hung on who the person is would be read
    there."""
    asked = []
    for hour in ("00:05", "23:55"):
        waiting._question.cache_clear()
        with time_machine.travel(helsinki(f"2027-02-01 {hour}"), tick=False), django_assert_num_queries(0):
            rooms = tuple(waiting._makers.items())
            asked.append(waiting._question(User, held, rooms, clock.today(), content_open=content_open))
    assert asked[0] == asked[1]
    assert asked[0] is not None
