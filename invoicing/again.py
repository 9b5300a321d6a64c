"""What the first press of a button has written, when it is pressed again."""

from typing import Any

from django.db.models import QuerySet


def is_written(rows: QuerySet[Any], *, known: str | None, **same: Any) -> bool:
    """Was the very same written since the page was opened, which knew of so many `rows`? With what they belong to
    locked, so that two presses of one button write one row."""
    return known is not None and known != str(rows.count()) and rows.filter(**same).exists()
