"""The rows of a list with each cell read: what is sound is a value, what is not is a fault. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .cells import Parser, Unfit
from .faults import Fault, Findings, Remark
from .kinds import Kind, Words
from .notes import Note
from .sheets import Row, Sheet


class Column(NamedTuple):
    name: str
    parse: Parser
    needed: bool = False


@dataclass(kw_only=True)
class Line:
    """A row. `values` holds the cells that say something and could be read, by the name of the column."""

    file: str
    number: int
    said: dict[str, str]
    columns: frozenset[str]
    findings: Findings = field(repr=False)
    values: dict[str, Any] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)

    def __getitem__(self, column: str) -> Any:
        """The value; None where the cell is empty, faulty, or not there."""
        return self.values.get(column)

    @property
    def sound(self) -> bool:
        return not self.faulty

    def fault(self, column: str, kind: Kind, *, said: str | None = None, **more: Any) -> None:
        self.faulty.add(column)
        said = self.said.get(column, "") if said is None else said
        self.findings.faults.append(Fault(file=self.file, row=self.number, column=column, kind=kind, said=said, **more))

    def remark(self, column: str, note: Note, *, said: str | None = None, more: str = "") -> None:
        said = self.said.get(column, "") if said is None else said
        self.findings.remarks.append(
            Remark(file=self.file, row=self.number, column=column, note=note, said=said, more=more)
        )


def needed(columns: Iterable[Column]) -> list[str]:
    return [column.name for column in columns if column.needed]


def read(sheet: Sheet, columns: Iterable[Column], findings: Findings) -> list[Line]:
    columns = list(columns)
    return [_line(sheet, row, columns, findings) for row in sheet.rows]


def _line(sheet: Sheet, row: Row, columns: list[Column], findings: Findings) -> Line:
    line = Line(file=sheet.file, number=row.number, said=row.cells, columns=sheet.columns, findings=findings)
    lost = [name for name in needed(columns) if name in row.cut_off]
    if lost:
        line.fault(lost[0], Kind.SHORT_ROW, said=str(len(row.cells) - len(row.cut_off)), more=", ".join(lost))
    for column in columns:
        if column.name in line.columns and column.name not in row.cut_off:
            _read_cell(line, column)
    return line


def _read_cell(line: Line, column: Column) -> None:
    cell = line.said[column.name]
    try:
        if cell:
            line.values[column.name] = column.parse(cell)
        elif column.needed:
            line.fault(column.name, Kind.MISSING, wish=_wish(column))
    except Unfit as problem:
        line.fault(column.name, problem.kind, more=problem.more)


def _wish(column: Column) -> Words:
    """What the cell would have to be: what its parser says of an empty one."""
    try:
        column.parse("")
    except Unfit as problem:
        return problem.kind.expected.filled({"more": problem.more})
    return Words("jokin arvo", "a value")
