"""The general VAT rate by the day on which a service is performed, never by the invoice's date (INVOICING.md 6.2)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class VatTable:
    """Read once, asked for many days. `rates`: from which day on, percent; latest first."""

    rates: tuple[tuple[date, Decimal], ...] = ()
    is_registered: bool = True

    def rate(self, day: date) -> Decimal | None:
        """What the law says for that day; None before the table begins."""
        return next((percent for since, percent in self.rates if since <= day), None)

    def percent(self, day: date) -> Decimal:
        """What this seller adds: nothing where it is not registered (AVL 3 §). LookupError before the table begins."""
        if not self.is_registered:
            return Decimal(0)
        if (rate := self.rate(day)) is None:
            raise LookupError(f"No VAT rate for {day}")
        return rate
