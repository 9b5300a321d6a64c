"""The demo's lists have no fault, and its story goes as far as its clock."""

from pathlib import Path

import pytest

from bookings.models import Assignment
from processes.models import PersonalGoal
from tests.factories import helsinki
from tyonohjaus.demo.clock import at
from tyonohjaus.demo.load import load
from tyonohjaus.demo.story import sessions
from tyonohjaus.lists.importing import Report, import_lists

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_its_lists_are_without_fault_and_what_lies_ahead_of_the_clock_has_not_happened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reports: list[Report] = []

    def kept(folder: Path) -> Report:
        reports.append(import_lists(folder))
        return reports[0]

    monkeypatch.setattr(sessions, "import_lists", kept)
    with at(helsinki("2027-01-12 11:00")):
        load()
    [report] = reports
    assert report.faults == []
    assert report.remarks == []
    assert not PersonalGoal.objects.exists()
    assert Assignment.objects.count() == 1
