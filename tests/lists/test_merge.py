"""A changed list updates; it never undoes what was since changed in the portal."""

import pytest

from tyonohjaus.lists.merge import Last, merge

OLD, NEW, PORTAL = "vanha", "uusi", "portaalin"


@pytest.mark.parametrize(
    "case, cell, last, current, write, kept",
    [
        ("nothing changed", OLD, Last(OLD, OLD), OLD, None, False),
        ("the list changed", NEW, Last(OLD, OLD), OLD, NEW, False),
        ("the portal changed", OLD, Last(OLD, OLD), PORTAL, None, True),
        ("both changed, apart", NEW, Last(OLD, OLD), PORTAL, None, True),
        ("both changed, alike", NEW, Last(OLD, OLD), NEW, None, False),
        ("the cell was emptied", None, Last(OLD, OLD), OLD, "", False),
        ("emptied, and changed in the portal", None, Last(OLD, OLD), PORTAL, None, True),
        ("an empty cell says nothing", None, Last(None, ""), PORTAL, None, False),
        ("first import, the portal says nothing", NEW, None, "", NEW, False),
        ("first import, the portal says another thing", NEW, None, PORTAL, None, True),
        ("first import, an empty cell", None, None, PORTAL, None, False),
        ("first filled by what empty stands for", NEW, Last(None, OLD), OLD, NEW, False),
        ("first filled by what empty stands for, then changed", NEW, Last(None, OLD), PORTAL, None, True),
    ],
)
def test_a_cell(case: str, cell: object, last: Last | None, current: str, write: str | None, kept: bool) -> None:
    merged = merge({"x": cell}, last={"x": last} if last else {}, current={"x": current}, meaning={"x": ""})

    assert merged.write == ({} if write is None else {"x": write}), case
    assert merged.kept == (["x"] if kept else []), case


def test_what_was_written_is_remembered_and_what_was_kept_is_not() -> None:
    last = {"a": Last(OLD, OLD), "b": Last(OLD, OLD)}
    merged = merge({"a": NEW, "b": NEW}, last=last, current={"a": OLD, "b": PORTAL}, meaning={})

    assert merged.last == {"a": Last(NEW, NEW), "b": Last(OLD, OLD)}


def test_a_column_that_the_list_does_not_have_is_left_alone() -> None:
    assert merge({}, last={"x": Last(OLD, OLD)}, current={"x": PORTAL}, meaning={}).kept == []
