"""What docs/lists.md tells a practice is what the program reads."""

from pathlib import Path

import pytest

from tyonohjaus.lists import vocabulary
from tyonohjaus.lists.readers import ALL

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "lists.md").read_text()


@pytest.mark.parametrize("reader", ALL)
def test_each_column_and_whether_it_is_needed(reader: object) -> None:
    (row,) = (line for line in TEXT.splitlines() if line.startswith(f"| {reader.NAME} |"))
    told = row.split("|")[2].strip().split(", ")
    assert set(told) == {f"{column.name}{'*' if column.needed else ''}" for column in reader.COLUMNS}


@pytest.mark.parametrize(
    "column, words",
    [
        ("rooli", vocabulary.ROLES),
        ("laji", vocabulary.KINDS),
        ("maksaja", vocabulary.PAYERS),
        ("paikka", vocabulary.PLACES),
        ("hyväksyntätapa", vocabulary.APPROVALS),
        ("läsnäolo_tilaajalle", vocabulary.ATTENDANCES),
        ("tila", vocabulary.STATUSES),
        ("viikonpäivä", vocabulary.WEEKDAYS),
        ("asiakasryhmä", vocabulary.PRICE_GROUPS),
        ("kieli", vocabulary.LANGUAGES),
    ],
)
def test_each_word(column: str, words: dict[str, object]) -> None:
    (row,) = (line for line in TEXT.splitlines() if line.startswith(f"| {column} |"))
    assert all(word in row for word in words)
