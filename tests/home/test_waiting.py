"""What waits for a person in any room stands on whichever home they look at, and nowhere for anybody else."""

from typing import Any

import pytest

from processes import waiting
from processes.models import Process
from tests.factories import client_of
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
        with django_assert_num_queries(1):
            waiting.waiting_for(user)
    assert asked == [maija]
