"""Short ways into the middle of a story: other lists, and what the portal then holds."""

from typing import Any

from django.apps import apps

from bookings.models import Booking
from processes.models import Process
from tests.factories import helsinki
from tests.lists.conftest import GOOD
from tyonohjaus.lists.importing import Report
from tyonohjaus.lists.models import ImportedRow
from tyonohjaus.lists.notes import Note


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours, for "changes nothing"."""
    ours = [
        config
        for config in apps.get_app_configs()
        if config.name.split(".")[0] in {"tyonohjaus", "processes", "bookings", "invoicing"}
    ]
    models = [model for config in ours for model in config.get_models()]
    return {model._meta.label: sorted(model._default_manager.values_list(), key=str) for model in models}


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """A good list with one other cell."""
    assert GOOD[name].count(old) == 1, (name, old)
    return {name: GOOD[name].replace(old, new)}


def process(tunnus: str) -> Process:
    return Process.objects.get(pk=ImportedRow.objects.get(kind="prosessit", key=tunnus.lower()).subject_id)


def session(when: str) -> Booking:
    return Booking.objects.get(starts_at=helsinki(when))


def outcomes(report: Report) -> dict[str, dict[str, int]]:
    return {name: {str(outcome): n for outcome, n in counts.items()} for name, counts in report.counts.items()}


def kept(report: Report) -> list[tuple[str, int, str, Note]]:
    return [(remark.file, remark.row, remark.column, remark.note) for remark in report.remarks]
