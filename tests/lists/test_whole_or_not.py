"""One fault, wherever it is found, and nothing of the lists is in the portal."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import factories
from tests.factories import helsinki
from tests.lists.conftest import GOOD, Write
from tests.lists.story import changed, everything, kept, process
from tyonohjaus.events.models import Event
from tyonohjaus.lists.importing import NoLists, Report, import_lists
from tyonohjaus.lists.kinds import Kind
from tyonohjaus.lists.notes import Note
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_one_fault_and_nothing_is_written(bring: Callable[..., Report]) -> None:
    before = everything()
    report = bring(GOOD | changed("tapaamiset", "8.2.2027", "31.2.2027"))

    assert [fault.kind for fault in report.faults] == [Kind.NOT_A_DAY]
    assert report.counts == {}
    assert everything() == before


def test_a_time_taken_in_the_portal_undoes_everything_A6(brought: Report, bring: Callable[..., Report]) -> None:
    factories.make_booking(process=process("A-3"), starts_at=helsinki("2027-02-11 13:00"))
    before = everything()
    more = GOOD["tapaamiset"] + "A-2;3.2.2027;13.00;sovittu\nA-2;11.2.2027;12.30;sovittu\n"
    report = bring(GOOD | {"tapaamiset": more})

    assert [(fault.row, fault.column, fault.kind) for fault in report.faults] == [(8, "alkaa", Kind.OVERLAPS_PORTAL)]
    assert everything() == before


def test_hours_over_hours_of_the_portal_undo_everything(brought: Report, bring: Callable[..., Report]) -> None:
    factories.make_hours(supervisor=User.objects.get(name="Sami Rautio"), weekdays=(4,))
    before = everything()
    report = bring(GOOD | {"tyoajat": GOOD["tyoajat"] + "sami@rautio.example;pe;16.00;18.00;etä;1.1.2027\n"})

    assert [fault.kind for fault in report.faults] == [Kind.OVERLAPS_PORTAL]
    assert everything() == before


def test_hours_come_in_by_the_verb_that_supervisors_use(brought: Report) -> None:
    entered = Event.objects.filter(subject_type="bookings.availabilityrule").values_list("name", "actor")
    assert set(entered) == {("hours.entered", None)}
    assert len(entered) == 3


def test_a_folder_without_lists_is_said(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(NoLists):
            import_lists(folder)


def test_a_workbook_in_place_of_a_list_is_refused(tmp_path: Path) -> None:
    (tmp_path / "henkilot.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "notes.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "muistilista.csv").write_text("asia\nmaito\n")
    report = import_lists(tmp_path)

    assert [(fault.file, fault.kind, fault.said) for fault in report.faults] == [
        ("henkilot.xlsx", Kind.NOT_A_LIST, "XLSX")
    ]
    assert kept(report) == [("muistilista.csv", 0, "", Note.UNKNOWN_FILE)]


def test_the_same_list_twice_is_refused(write: Write) -> None:
    folder = write(GOOD)
    (folder / "Henkilöt.csv").write_text("nimi\n")
    assert [fault.kind for fault in import_lists(folder).faults] == [Kind.FILE_TWICE]
