"""The demo's lists have no fault, and its story goes as far as its clock."""

import pytest

from bookings.models import Assignment
from processes.models import PersonalGoal
from tests.factories import helsinki
from tyonohjaus.demo.clock import at
from tyonohjaus.demo.load import load
from tyonohjaus.demo.story.sessions import LISTS
from tyonohjaus.lists.importing import import_lists

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_the_practices_lists_are_without_fault() -> None:
    with at(helsinki("2027-01-04 08:00")):
        report = import_lists(LISTS)
    assert report.faults == []
    assert report.remarks == []


def test_what_lies_ahead_of_the_clock_has_not_happened() -> None:
    with at(helsinki("2027-01-12 11:00")):
        load()
    assert not PersonalGoal.objects.exists()
    assert Assignment.objects.count() == 1
