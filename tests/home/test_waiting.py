"""What waits for a person in any room stands on whichever home they look at, and nowhere for anybody else."""

from typing import Any

import pytest

from processes import waiting
from processes.models import Process
from tests.factories import client_of
from tyonohjaus.people.models import User
from tyonohjaus.ui.parts import Row


@pytest.fixture
def something_for_maija(monkeypatch: pytest.MonkeyPatch, maija: User) -> None:
    def maker(user: Any) -> list[Row]:
        return [Row(title="Sopimus odottaa", url="/agreements/")] if user.pk == maija.pk else []

    monkeypatch.setattr(waiting, "_makers", [maker])


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


def test_no_maker_is_asked_twice() -> None:
    before = len(waiting._makers)

    def maker(_user: Any) -> list[Row]:
        return []

    waiting.waits(maker)
    waiting.waits(maker)
    assert len(waiting._makers) == before + 1
    waiting._makers.remove(maker)
