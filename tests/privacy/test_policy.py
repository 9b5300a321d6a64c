"""The retention policy says something of every model and column, and some columns are nowhere."""

import re

from tyonohjaus.privacy import policy

NEVER = re.compile(
    r"reason|cause|why|motive|health|illness|sick|diagnos|patient|treatment|union|religio|identity_code|hetu|birth"
)


def test_every_model_and_column_has_a_rule_C36() -> None:
    assert policy.gaps() == []


def test_no_column_asks_why_somebody_comes_or_of_their_health_C40() -> None:
    """Nor is there a patient's record or a diagnosis: it is no therapy (S4-2, S4-12)."""
    columns = {
        f"{model._meta.label}.{field.name}" for model in policy.models() for field in model._meta.concrete_fields
    }
    assert [column for column in sorted(columns) if NEVER.search(column.lower())] == []
