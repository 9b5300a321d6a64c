"""Where the points of a picture stand."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tyonohjaus.ui import chart
from tyonohjaus.ui.chart import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Line

FIRST = date(2026, 8, 31)
TENTHS = {0: "0", 5: "5", 10: "10"}


def drawn(*values: int, levels: dict[int, str] | None = None) -> chart.Picture:
    days = [FIRST + timedelta(weeks=4 * number) for number in range(len(values))]
    line = Line(label="Aino", values=dict(zip(days, values, strict=True)))
    return chart.path([line], levels=levels or TENTHS, days={day: str(day) for day in days})


def test_ten_stands_on_top_and_nothing_at_the_bottom() -> None:
    [line] = drawn(0, 10).lines
    assert line.path == f"M{LEFT + 14} {BOTTOM}L{RIGHT - 8} {TOP}"


def test_a_single_rating_stands_in_the_middle() -> None:
    [line] = drawn(5).lines
    assert line.path == f"M214 {(TOP + BOTTOM) // 2}"
    assert [dot.last for dot in line.dots] == [True]


def test_levels_have_their_line_and_a_true_minus() -> None:
    picture = drawn(-2, 1, levels={level: str(level) for level in (-2, -1, 0, 1, 2)})
    assert len(picture.grid) == 5
    assert [number.text for number in picture.lines[0].numbers] == ["−2", "+1"]


def test_two_lines_differ_by_their_mark_and_not_by_colour_alone() -> None:
    lines = [Line(label=name, values={FIRST: 3, FIRST + timedelta(days=7): 4}) for name in ("Aino", "Sami", "Kaisa")]
    days = {day: str(day) for line in lines for day in line.values}
    picture = chart.path(lines, levels=TENTHS, days=days)
    assert [line.mark for line in picture.lines] == ["circle", "square", "diamond"]
    assert len({line.sample for line in picture.lines}) == 3


def test_of_forty_days_at_most_four_are_written_the_first_and_the_last_among_them() -> None:
    picture = drawn(*[number % 11 for number in range(40)])
    below = [text.text for text in picture.texts if text.anchor == "middle"]
    assert len(below) == 4
    assert below[0] == str(FIRST)
    assert len(picture.lines[0].numbers) == 1


@given(st.lists(st.integers(0, 10), min_size=1, max_size=60))
def test_every_point_is_inside(values: list[int]) -> None:
    [line] = drawn(*values).lines
    for point in line.path.removeprefix("M").split("L"):
        x, y = map(float, point.split())
        assert LEFT < x < WIDTH
        assert 0 < y < HEIGHT


def test_a_spread_has_a_bar_for_each_number_that_was_given() -> None:
    picture = chart.spread({value: {6: 1, 7: 3}.get(value, 0) for value in range(11)})
    assert [bool(bar.path) for bar in picture.bars] == [value in {6, 7} for value in range(11)]
    assert [bar.number.text for bar in picture.bars if bar.number] == ["1", "3"]


def test_nobodys_answers_make_no_bar() -> None:
    assert not any(bar.path for bar in chart.spread(dict.fromkeys(range(11), 0)).bars)
