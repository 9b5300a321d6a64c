"""Where in the lists something is wrong or worth saying. Row 1 is the heading, row 0 the whole file."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .kinds import Kind, Words
from .notes import Note

LONGEST_QUOTE = 60
_ANYTHING = Words("jokin arvo", "a value")


@dataclass(frozen=True, kw_only=True)
class Place:
    file: str
    row: int = 0
    column: str = ""

    def words(self) -> Words:
        row = Words(f", rivi {self.row}", f", row {self.row}") if self.row else Words("", "")
        column = Words(f", sarake {self.column}", f", column {self.column}") if self.column else Words("", "")
        return Words(f"{self.file}{row.fi}{column.fi}", f"{self.file}{row.en}{column.en}")


@dataclass(frozen=True, kw_only=True)
class Fault(Place):
    """`said` is the cell, `other` the row it clashes with, `more` what `kind` needs beside."""

    kind: Kind
    said: str = ""
    other: str = ""
    more: str = ""
    wish: Words = _ANYTHING

    @property
    def wrong(self) -> Words:
        return self.kind.wrong.filled(self._values())

    @property
    def expected(self) -> Words:
        return self.kind.expected.filled(self._values())

    def sentence(self) -> Words:
        place, wrong, expected = self.words(), self.wrong, self.expected
        return Words(
            f"{place.fi}: {wrong.fi}. Odotetaan: {expected.fi}.", f"{place.en}: {wrong.en}. Expected: {expected.en}."
        )

    def _values(self) -> dict[str, Any]:
        return {
            "said": shortened(self.said),
            "other": self.other,
            "more": self.more,
            "column": self.column,
            "expected": self.wish,
        }


@dataclass(frozen=True, kw_only=True)
class Remark(Place):
    note: Note
    said: str = ""
    more: str = ""

    def sentence(self) -> Words:
        place = self.words()
        words = self.note.value.filled({"said": shortened(self.said), "more": shortened(self.more)})
        return Words(f"{place.fi}: {words.fi}.", f"{place.en}: {words.en}.")


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"


@dataclass
class Findings:
    """Everything that was found, in the order of files, rows and columns as they were read."""

    faults: list[Fault] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def in_order(self, files: Sequence[str]) -> list[Fault]:
        place = {file: number for number, file in enumerate(files)}
        return sorted(self.faults, key=lambda fault: (place.get(fault.file, -1), fault.row))
