"""Which rounds of a group may be shown at all (C16)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.spread import FEWEST, shown

FIVE = "abcde"


@pytest.mark.parametrize(
    "rounds, expected",
    [
        ([], []),
        (["abc"], [False]),
        (["abcd"], [True]),
        ([FIVE, FIVE], [True, True]),
        ([FIVE, "abcd"], [False, False]),  # what is missing is e's answer
        (["abcd", FIVE], [False, False]),
        (["abcd", "abce"], [False, False]),  # one for another
        (["abcd", "efgh"], [True, True]),  # nobody is the same
        (["abcd", "abcdefgh"], [True, True]),  # four came: a group of answers, and nobody's alone
        (["abcd", "abc", "abcd"], [True, False, True]),  # too few is no shown round to compare with
        ([FIVE, "abcd", "abcd"], [False, False, True]),  # a group that one left is shown again after a dark round
        ([FIVE, "abcd", FIVE], [False, False, False]),
    ],
)
def test_two_rounds_that_differ_by_one_to_three_people_are_not_shown(rounds: list[str], expected: list[bool]) -> None:
    assert shown(rounds) == expected


people = st.frozensets(st.sampled_from("abcdefghij"), max_size=10)


@given(st.lists(people, max_size=6))
def test_no_two_shown_rounds_can_be_subtracted(rounds: list[frozenset[str]]) -> None:
    seen = [who for who, may_be_shown in zip(rounds, shown(rounds), strict=True) if may_be_shown]
    for one in seen:
        assert len(one) >= FEWEST
        for other in seen:
            assert not 0 < len(one - other) < FEWEST
