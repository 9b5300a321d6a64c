"""What a kilometre by one's own car costs at most without tax, by day: the Tax Administration's yearly decisions."""

from datetime import date
from decimal import Decimal

# From which day on, euros; latest first. Each year's decision is a new row; until it stands here, the last one holds.
PER_KM = (
    (date(2026, 1, 1), Decimal("0.55")),
    (date(2025, 1, 1), Decimal("0.59")),
    (date(2024, 1, 1), Decimal("0.57")),
)


def per_km(day: date) -> Decimal:
    """LookupError before the table begins."""
    for since, euros in PER_KM:
        if since <= day:
            return euros
    raise LookupError(f"No mileage for {day}")
