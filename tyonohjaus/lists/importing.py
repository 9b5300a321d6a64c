"""Bring a folder of lists into the portal: whole, or not at all. A second run of the same lists changes nothing.

First everything is read and checked, each list by itself and against the others; only lists without a fault are
written, in one transaction. What only the database can know (a time taken in the portal) is found there, and undoes
all of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from django.db import transaction

from tyonohjaus.lib import clock
from tyonohjaus.people.models import Practice

from . import lines, portal, readers, sheets, writers
from .faults import Fault, Findings, Remark
from .kinds import Kind, Note
from .known import Lists
from .lines import Line
from .vocabulary import LISTS
from .writers.ledger import Ledger, Outcome

READERS: dict[str, ModuleType] = {module.NAME: module for module in readers.ALL}


class NoLists(Exception):
    """The folder is not there, or holds none of the lists."""


@dataclass
class Report:
    """What an import found and did. `files`: list → the name of its file, in the order of LISTS."""

    files: dict[str, str] = field(default_factory=dict)
    findings: Findings = field(default_factory=Findings)
    counts: dict[str, Mapping[Outcome, int]] = field(default_factory=dict)

    @property
    def faults(self) -> list[Fault]:
        return self.findings.in_order(list(self.files.values()))

    @property
    def remarks(self) -> list[Remark]:
        return self.findings.remarks


def import_lists(folder: Path, *, dry_run: bool = False) -> Report:
    """Raises NoLists, OSError. Nothing is written when the report has a fault, or on a dry run."""
    report = Report()
    found = _find(folder, report)
    with transaction.atomic():
        practice = Practice.objects.select_for_update().get()  # two imports at once: one after the other
        lists = {name: _read(name, found.get(name), report) for name in LISTS}
        _check(lists)
        if not report.faults:
            _write(lists, report)
            _begin_billing(practice)
        if report.faults or dry_run:
            transaction.set_rollback(True)
    return report


def _find(folder: Path, report: Report) -> dict[str, Path]:
    """Each list's file, however its name is written; what else lies there is passed over."""
    if not folder.is_dir():
        raise NoLists
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and path.name[0] not in ".~"]
    found: dict[str, Path] = {}
    for path in files:
        name = sheets.fold(path.stem)
        if path.suffix.lower() == ".csv" and name in LISTS:
            if found.setdefault(name, path) != path:
                report.findings.faults.append(Fault(file=path.name, kind=Kind.FILE_TWICE, other=found[name].name))
        elif path.suffix.lower() == ".csv":
            report.findings.remarks.append(Remark(file=path.name, note=Note.UNKNOWN_FILE))
    report.findings.faults += _not_csv(files, found)
    if not found and not report.findings.faults:
        raise NoLists
    report.files = {name: found[name].name for name in LISTS if name in found}
    return found


def _not_csv(files: list[Path], found: Iterable[str]) -> list[Fault]:
    """A list that is there only as the spreadsheet itself."""
    return [
        Fault(file=path.name, kind=Kind.NOT_A_LIST, said=path.suffix.upper().lstrip(".") or "?")
        for path in files
        if path.suffix.lower() != ".csv" and sheets.fold(path.stem) in set(LISTS) - set(found)
    ]


def _read(name: str, path: Path | None, report: Report) -> list[Line]:
    if path is None:
        return []
    with path.open("rb") as file:
        content = file.read(sheets.LARGEST + 1)
    columns = READERS[name].COLUMNS
    sheet = sheets.read(
        content,
        file=path.name,
        columns=[column.name for column in columns],
        required=lines.needed(columns),
        findings=report.findings,
    )
    return lines.read(sheet, columns, report.findings) if sheet else []


def _check(lists: Lists) -> None:
    known = portal.known()
    for name in LISTS:
        READERS[name].check(lists, known)


def _write(lists: Lists, report: Report) -> None:
    ledger = Ledger()
    for write in writers.IN_ORDER:
        write(lists, ledger)
    report.counts = {name: ledger.counts(file) for name, file in report.files.items()}


def _begin_billing(practice: Practice) -> None:
    """Sessions before the month of the first import are history, unless the office says otherwise."""
    if practice.billing_starts_on is None:
        practice.change(by=None, billing_starts_on=clock.today().replace(day=1))
