"""How near a seller that is not registered for VAT is to the limit of a small business (AVL 3 §; INVOICING.md 6.2).

Of the calendar year in which the work was done: an invoice counts for the year of its month, a credit note for that of
its invoice's. What is exempt by another section counts for nothing. One sum in SQL, whatever the number of invoices.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from tyonohjaus.lib.vat import FIRST_LIMITED, WARNING_AT, small_business_limit
from tyonohjaus.people.models import Practice

from .models import Invoice


@dataclass(frozen=True, kw_only=True)
class Turnover:
    """Euros without VAT."""

    year: int
    sum: Decimal
    limit: Decimal

    @property
    def percent(self) -> Decimal:
        return (100 * self.sum / self.limit).quantize(Decimal(1))

    @property
    def is_near(self) -> bool:
        return self.sum >= WARNING_AT * self.limit

    @property
    def is_over(self) -> bool:
        return self.sum > self.limit


def turnover_of(practice: Practice, *, year: int) -> list[Turnover]:
    """That year's and, since the law looks at both, the one before. Empty for a seller that is registered, and for
    years before the table of limits."""
    if practice.vat == Practice.Vat.REGISTERED:
        return []
    first, last = date(year - 1, 1, 1), date(year, 12, 31)
    rows = Invoice.objects.issued().filter(period_first_on__range=(first, last)).order_by()
    sums = dict(rows.values_list("period_first_on__year").annotate(sum=Sum("turnover")))
    return [
        Turnover(year=one, sum=sums.get(one) or Decimal(), limit=small_business_limit(one))
        for one in (year, year - 1)
        if one >= FIRST_LIMITED
    ]
