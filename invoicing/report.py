"""Revenue, hours and what is open, by month: from frozen invoices, sessions that were held, and payments."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Sum
from django.db.models.functions import TruncMonth

from bookings.models import Booking, Status
from tyonohjaus.lib import clock

from .models import Balance, Invoice, Standing, owing, with_balance
from .models.balance import NOUGHT

SIXTY = 60
AT_ONCE = 2000  # invoices whose rows are read together


@dataclass(kw_only=True)
class Month:
    """Euros. An invoice and a credit note count in the month of their issue, a session in that of its day."""

    first: date
    invoices: int = 0
    net: Decimal = NOUGHT
    vat: Decimal = NOUGHT
    gross: Decimal = NOUGHT
    sessions: int = 0
    minutes: int = 0
    open: Decimal = NOUGHT
    overdue: Decimal = NOUGHT

    @property
    def hours(self) -> Decimal:
        return (Decimal(self.minutes) / SIXTY).quantize(Decimal("0.01"))

    def add(self, other: "Month") -> None:
        for name in ("invoices", "net", "vat", "gross", "sessions", "minutes", "open", "overdue"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True, kw_only=True)
class Year:
    year: int
    months: list[Month] = field(default_factory=list)

    @property
    def together(self) -> Month:
        whole = Month(first=date(self.year, 1, 1))
        for month in self.months:
            whole.add(month)
        return whole


def of_year(year: int, *, today: date) -> Year:
    """In five queries for two thousand invoices, and linear in what was issued. This year ends with this month."""
    months = {number: Month(first=date(year, number, 1)) for number in range(1, 13)}
    for issued_on, month in _money(year, today=today):
        months[issued_on.month].add(month)
    for row in _held(year):
        month = months[row["month"].month]
        month.sessions += row["count"]
        month.minutes += round(row["length"].total_seconds() / SIXTY)
    last = today.month if year == today.year else 12
    return Year(year=year, months=list(months.values())[:last])


def open_items() -> Iterator[tuple[Invoice, Balance]]:
    """All that is owed today, the oldest first."""
    rows = owing(Invoice.objects.invoices()).select_related("organisation", "consumer").defer("document")
    for row in rows.order_by("due_on", "number").iterator(AT_ONCE):
        yield row, Balance.of(row)


def _money(year: int, *, today: date) -> Iterator[tuple[date, Month]]:
    rows = with_balance(Invoice.objects.issued().filter(issue_on__year=year))
    for row in rows.only("issue_on", "due_on", "net", "vat", "gross", "credits").iterator(AT_ONCE):
        balance = Balance.of(row)
        left = NOUGHT if row.is_credit_note else balance.open
        yield (
            row.issue_on,
            Month(
                first=row.issue_on,
                invoices=0 if row.is_credit_note else 1,
                net=row.net,
                vat=row.vat,
                gross=row.gross,
                open=left,
                overdue=left if balance.standing(today) is Standing.OVERDUE else NOUGHT,
            ),
        )


def _held(year: int) -> Any:
    """Lengths of what was held, by month; nothing of what was said there."""
    start, end = clock.day_bounds(date(year, 1, 1))[0], clock.day_bounds(date(year + 1, 1, 1))[0]
    length = ExpressionWrapper(F("ends_at") - F("starts_at"), output_field=DurationField())
    rows = Booking.objects.filter(status=Status.HELD, starts_at__gte=start, starts_at__lt=end).order_by()
    months = rows.annotate(month=TruncMonth("starts_at", tzinfo=clock.HELSINKI), length_of=length)
    return months.values("month").annotate(count=Count("pk"), length=Sum("length_of"))
