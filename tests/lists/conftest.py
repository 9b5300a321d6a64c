"""A very small practice's lists stand in good/: Aino and Eero at Lehtola under Maija, Sami and Kaisa supervise, Outi
pays for herself through her own business."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import transaction

from tests.factories import NOW
from tyonohjaus.lists.importing import Report, import_lists
from tyonohjaus.people.models import User

Write = Callable[[dict[str, str]], Path]

GOOD = {file.stem: file.read_text() for file in Path(__file__).with_name("good").glob("*.csv")}


def fill(folder: Path, lists: dict[str, str]) -> None:
    """As a Finnish spreadsheet saves them."""
    for name, text in lists.items():
        (folder / f"{name}.csv").write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))


@pytest.fixture
def write(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """Put these lists into a folder."""

    def put(lists: dict[str, str]) -> Path:
        folder = tmp_path / "lists"
        folder.mkdir(exist_ok=True)
        fill(folder, lists)
        return folder

    return put


@pytest.fixture
def bring(write: Write) -> Callable[..., Report]:
    """Import these lists."""

    def run(lists: dict[str, str], **how: Any) -> Report:
        return import_lists(write(lists), **how)

    return run


@pytest.fixture(scope="module")
def brought(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Report]:
    """The good lists are in the portal, brought once for all tests of a module: none of them finds an empty one."""
    folder = tmp_path_factory.mktemp("good")
    fill(folder, GOOD)
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(NOW, tick=True):
            report = import_lists(folder)
        assert report.faults == []
        yield report
        transaction.set_rollback(True)


@pytest.fixture
def office(brought: Report) -> User:
    """Laura, as the lists brought her."""
    return User.objects.get(name="Laura Salmi")
