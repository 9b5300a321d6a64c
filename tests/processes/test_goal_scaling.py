"""Goal attainment scaling: the formula with its vectors (docs/domain.md), and what a scale refuses."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.gas import LEVELS, TEN, WEIGHTS, NoLevelZero, OutOfRange, Scale, t_score


@pytest.mark.parametrize(
    "weights, levels, score",
    [
        ((1, 1, 1), (0, 0, 0), "50.00"),
        ((1, 1, 1), (1, 1, 0), "59.13"),
        ((2, 1), (1, -1), "54.02"),
        ((1, 1, 1), (2, 2, 2), "77.39"),
        ((1,), (1,), "60.00"),
        ((1, 2, 3, 1), (-1, 0, 1, 2), "57.97"),
    ],
)
def test_the_score_is_that_of_the_published_formula(
    weights: tuple[int, ...], levels: tuple[int, ...], score: str
) -> None:
    assert t_score(zip(weights, levels, strict=True)) == Decimal(score)


goals = st.lists(st.tuples(st.sampled_from(WEIGHTS), st.sampled_from(LEVELS)), min_size=1, max_size=8)


@given(goals)
def test_it_mirrors_around_fifty_and_does_not_hang_on_the_order(rated: list[tuple[int, int]]) -> None:
    score = t_score(rated)
    mirrored = t_score((weight, -level) for weight, level in rated)
    assert abs(score + mirrored - 100) <= Decimal("0.01")  # each is rounded half up
    assert t_score(reversed(rated)) == score


@pytest.mark.parametrize("rated", [[], [(0, 1)], [(5, 1)], [(1, 3)], [(1, -3)]])
def test_a_weight_or_level_out_of_range_has_no_score(rated: list[tuple[int, int]]) -> None:
    with pytest.raises(OutOfRange):
        t_score(rated)


def test_no_other_level_is_taken_without_level_zero_S3_7() -> None:
    with pytest.raises(NoLevelZero):
        Scale(words={1: "Kolme päivää viikossa"})
    assert Scale(words={0: "Kaksi päivää viikossa"}).values == LEVELS


@pytest.mark.parametrize("wrong", [{"words": {0: "a", 3: "b"}}, {"baseline": -3}, {"weight": 0}, {"weight": 5}])
def test_a_scale_knows_its_range(wrong: dict[str, object]) -> None:
    with pytest.raises(OutOfRange):
        Scale(**wrong)  # type: ignore[arg-type]


def test_without_levels_it_goes_from_0_to_10_S1_11() -> None:
    assert Scale().values == TEN
    assert Scale.unpacked("") == Scale()


def test_what_is_packed_is_unpacked_with_emoji_and_markup() -> None:
    scale = Scale(words={0: "<b>Lähden</b> klo 16 🙂", -2: "En koskaan"}, baseline=-2, weight=4)
    assert Scale.unpacked(scale.packed()) == scale
