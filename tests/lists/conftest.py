"""A very small practice's lists stand in good/: Aino and Eero at Lehtola under Maija, Sami and Kaisa supervise, Outi
pays for herself through her own business."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tyonohjaus.lists.importing import Report, import_lists
from tyonohjaus.people.models import User

Write = Callable[[dict[str, str]], Path]

GOOD = {file.stem: file.read_text() for file in Path(__file__).with_name("good").glob("*.csv")}


@pytest.fixture
def write(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """Put these lists into a folder, as a Finnish spreadsheet saves them."""

    def put(lists: dict[str, str]) -> Path:
        folder = tmp_path / "lists"
        folder.mkdir(exist_ok=True)
        for name, text in lists.items():
            (folder / f"{name}.csv").write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
        return folder

    return put


@pytest.fixture
def bring(write: Write) -> Callable[..., Report]:
    """Import these lists."""

    def run(lists: dict[str, str], **how: Any) -> Report:
        return import_lists(write(lists), **how)

    return run


@pytest.fixture
def brought(bring: Callable[..., Report]) -> Report:
    """The good lists are in the portal."""
    report = bring(GOOD)
    assert report.faults == []
    return report


@pytest.fixture
def office(brought: Report) -> User:
    """Laura, as the lists brought her."""
    return User.objects.get(name="Laura Salmi")
