from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tyonohjaus.lists.importing import NoLists, Report, import_lists
from tyonohjaus.lists.vocabulary import LISTS
from tyonohjaus.lists.writers.ledger import Outcome


class Command(BaseCommand):
    help = "Bring a practice's lists into the portal: whole, or, where anything is faulty, not at all. Sends no mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help=f"the folder of {', '.join(f'{name}.csv' for name in LISTS)}")
        parser.add_argument("--dry-run", action="store_true", help="check and count, write nothing")

    def handle(self, *, folder: Path, dry_run: bool, **options: Any) -> None:
        try:
            report = import_lists(folder, dry_run=dry_run)
        except NoLists:
            raise CommandError(
                _("%(folder)s holds none of the lists: %(lists)s.")
                % {"folder": folder, "lists": ", ".join(f"{name}.csv" for name in LISTS)}
            ) from None
        except OSError as problem:
            raise CommandError(f"{problem.filename}: {problem.strerror}") from problem
        self._tell(report)
        if report.faults:
            raise CommandError(_faulty(len(report.faults)))
        if not options["verbosity"]:
            return
        self.stdout.write(self._counted(report))
        self.stdout.write(_("Nothing was written: this was a trial.") if dry_run else _("Everything is in the portal."))

    def _tell(self, report: Report) -> None:
        for fault in report.faults:
            words = fault.sentence()
            self.stderr.write(f"✗ {words.fi}\n  {words.en}")
        for remark in report.remarks:
            words = remark.sentence()
            self.stdout.write(f"• {words.fi}\n  {words.en}")

    def _counted(self, report: Report) -> str:
        heads = [_("list"), _("new"), _("changed"), _("unchanged"), _("kept")]
        table = [heads] + [
            [report.files[name], *(str(counts.get(outcome, 0)) for outcome in SHOWN)]
            for name, counts in report.counts.items()
        ]
        widths = [max(len(row[column]) for row in table) for column in range(len(heads))]
        return "\n".join("  ".join(_aligned(row, widths)) for row in table)


SHOWN = (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED, Outcome.KEPT)


def _aligned(row: list[str], widths: list[int]) -> list[str]:
    first, *numbers = row
    return [first.ljust(widths[0]), *(word.rjust(width) for word, width in zip(numbers, widths[1:], strict=True))]


def _faulty(count: int) -> str:
    return ngettext(
        "%(count)d fault: nothing was imported. Mend it in the list and import again.",
        "%(count)d faults: nothing was imported. Mend them in the lists and import again.",
        count,
    ) % {"count": count}
