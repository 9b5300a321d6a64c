"""The retention policy says something of every model and column."""

from tyonohjaus.privacy import policy


def test_every_model_and_column_has_a_rule_C36() -> None:
    assert policy.gaps() == []
