"""Bring a folder of lists into the portal: whole, or not at all. A second run of the same lists changes nothing.

First everything is read and checked, each list by itself and against the others; only lists without a fault are
written, in one transaction. What only the database can know (a time taken in the portal) is found there, and undoes
all of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType

from django.db import transaction

from tyonohjaus.lib import clock
from tyonohjaus.outbox.quiet import silence
from tyonohjaus.people.models import Practice

from . import lines, portal, readers, sheets, writers
from .faults import Fault, Findings, Remark
from .kinds import Kind
from .known import Lists
from .lines import Line
from .notes import Note
from .vocabulary import LISTS
from .writers.ledger import Ledger, Outcome

CSV = ".csv"
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
    """Raises NoLists, OSError. Nothing is written when the report has a fault, or on a dry run. No mail is sent."""
    report = Report()
    paths = _find(folder, report)
    with transaction.atomic(), silence():
        practice = Practice.objects.select_for_update().get()  # two imports at once: one after the other
        read = {name: _read(name, path, report) for name, path in paths.items()}
        _check({name: read.get(name) or [] for name in LISTS}, unread={name for name in read if read[name] is None})
        if not report.faults:
            _write({name: read.get(name) or [] for name in LISTS}, report)
            _begin_billing(practice)
        if report.faults or dry_run:
            transaction.set_rollback(True)
    return report


def _find(folder: Path, report: Report) -> dict[str, Path | None]:
    """Each list's file, however its name is written; None where there is one that cannot be it. What else lies in the
    folder is passed over."""
    if not folder.is_dir():
        raise NoLists
    named: dict[str, list[Path]] = {name: [] for name in LISTS}
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name[0] not in ".~":
            _sort_in(path, named, report)
    found = {name: _the_one(paths, report) for name, paths in named.items() if paths}
    if not found:
        raise NoLists
    report.files = {name: path.name for name, path in found.items() if path}
    return found


def _sort_in(path: Path, named: dict[str, list[Path]], report: Report) -> None:
    name = sheets.fold(path.stem)
    if name in named:
        named[name].append(path)
    elif path.suffix.lower() == CSV:
        report.findings.remarks.append(Remark(file=path.name, note=Note.UNKNOWN_FILE))


def _the_one(paths: list[Path], report: Report) -> Path | None:
    """The list among the files that bear its name: a workbook may lie beside what was saved from it."""
    lists = [path for path in paths if path.suffix.lower() == CSV]
    if len(lists) == 1:
        return lists[0]
    if lists:
        fault = Fault(file=lists[1].name, kind=Kind.FILE_TWICE, other=lists[0].name)
    else:
        said = paths[0].suffix.upper().lstrip(".") or "?"
        fault = Fault(file=paths[0].name, kind=Kind.NOT_A_LIST, said=said)
    report.findings.faults.append(fault)
    return None


def _read(name: str, path: Path | None, report: Report) -> list[Line] | None:
    """The lines of a list; None where it cannot be read."""
    if path is None:
        return None
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
    return lines.read(sheet, columns, report.findings) if sheet else None


def _check(lists: Lists, *, unread: set[str]) -> None:
    known = replace(portal.known(), unread=frozenset(unread))
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
