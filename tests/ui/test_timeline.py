"""Days with their hours beside each other: every row has as many columns, whatever lies in it."""

from datetime import date

import pytest

from tests.factories import helsinki
from tyonohjaus.ui.parts import Gap
from tyonohjaus.ui.timeline import Part, cells, hours

DAY = date(2027, 2, 9)


def part(begins: str, ends: str, *, on: str = "2027-02-09", faint: bool = False) -> Part:
    start, end = helsinki(f"{on} {begins}"), helsinki(f"{on} {ends}")
    return Part(start=start, end=end, entry=Gap("leaf", f"{begins}-{ends}"), faint=faint)


def laid(*parts: Part) -> list[tuple[int, list[str]]]:
    shown = hours([(DAY, parts)])
    return [
        (cell.span, [entry.text for entry in cell.entries if isinstance(entry, Gap)])
        for cell in cells(DAY, parts, shown)
    ]


def test_a_session_takes_its_columns_and_what_is_free_the_rest():
    found = laid(part("10:00", "11:30"), part("09:00", "10:00", faint=True), part("11:30", "16:00", faint=True))
    assert found == [(2, []), (2, ["09:00-10:00"]), (3, ["10:00-11:30"]), (9, ["11:30-16:00"])]


def test_what_begins_in_the_same_half_hour_shares_its_cell_in_order():
    found = laid(part("10:00", "11:15"), part("11:20", "12:00"), part("11:30", "13:00", faint=True))
    assert found == [(4, []), (4, ["10:00-11:15", "11:20-12:00"]), (2, ["11:30-13:00"]), (6, [])]


def test_an_early_and_a_late_session_widen_the_hours():
    assert hours([(DAY, [part("07:15", "08:00"), part("18:00", "19:30")])]) == range(7, 20)
    assert hours([]) == range(8, 16)


@pytest.mark.parametrize("day", ["2027-03-28", "2026-10-25", "2027-10-31"])
def test_on_the_nights_when_clocks_change_ten_stands_at_ten_B1(day: str):
    on = date.fromisoformat(day)
    row = cells(on, [part("10:00", "11:30", on=day)], range(8, 16))
    assert [cell.span for cell in row] == [4, 3, 9]


def test_what_goes_on_after_midnight_ends_there():
    late = Part(start=helsinki("2027-02-09 23:00"), end=helsinki("2027-02-10 00:30"), entry=Gap("leaf", ""))
    shown = hours([(DAY, [late])])
    assert shown == range(8, 24)
    assert sum(cell.span for cell in cells(DAY, [late], shown)) == 32
