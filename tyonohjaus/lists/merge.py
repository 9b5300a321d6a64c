"""Which cells of a row are written: a changed list updates, but never undoes what was since changed in the portal.

Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

BLANK: tuple[Any, ...] = (None, "", [])


class Last(NamedTuple):
    """What the cell said when it was last imported, and what that put into the portal."""

    cell: Any
    put: Any


@dataclass
class Merged:
    write: dict[str, Any] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    last: dict[str, Last] = field(default_factory=dict)


def merge(
    cells: Mapping[str, Any], *, last: Mapping[str, Last], current: Mapping[str, Any], meaning: Mapping[str, Any]
) -> Merged:
    """Per column: `cells` as they stand now, `last` as imported, `current` in the portal; all as JSON holds them.

    `meaning` is what an empty cell stands for, where that is not "nothing". A cell is written only when it differs
    from the last imported one *and* the portal still says what was put there; a cell that is and was empty says
    nothing. All else that differs is kept, for the report.
    """
    merged = Merged()
    for column, cell in cells.items():
        wanted = meaning.get(column, cell) if cell in BLANK else cell
        before, now = last.get(column), current[column]
        if wanted == now:
            merged.last[column] = Last(cell, now)
        elif cell in BLANK and (before is None or before.cell in BLANK):
            merged.last[column] = before or Last(cell, None)
        elif now in BLANK if before is None else (cell != before.cell and now == before.put):
            merged.write[column] = wanted
            merged.last[column] = Last(cell, wanted)
        else:
            merged.kept.append(column)
            if before:
                merged.last[column] = before
    return merged
