"""VAT by the day on which a service is performed, never by the invoice's date (INVOICING.md 6.2).

The grounds are those that a practice may have been told to use. The portal prints one and never decides: supervision is
taxed as a rule (KHO 2014:123), and each practice asks the Tax Administration or its accountant first.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

ACT = date(1994, 6, 1)  # the Value Added Tax Act 1501/1993 came into force


@dataclass(frozen=True)
class Ground:
    """Why there is no tax: the Act's sections, and what the invoice prints, in Finnish, Swedish and English. In force
    from a day to a day, both included."""

    law: str
    printed: tuple[str, str, str]
    since: date = ACT
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


# A paragraph that is repealed keeps its row, with its last day.
GROUNDS: dict[str, Ground] = {
    "health": Ground(
        "AVL 34–35 §",
        (
            "Veroton terveydenhoitopalvelu, AVL 34 §",
            "Momsfri hälsovårdstjänst, mervärdesskattelagen 34 §",
            "VAT-exempt health care service, Finnish VAT Act, section 34",
        ),
    ),
    "related": Ground(
        "AVL 36 §",
        (
            "Veroton terveydenhoitoon liittyvä myynti, AVL 36 §",
            "Momsfri försäljning inom hälsovården, mervärdesskattelagen 36 §",
            "VAT-exempt sale related to health care, Finnish VAT Act, section 36",
        ),
    ),
    "welfare": Ground(
        "AVL 37–38 §",
        (
            "Veroton sosiaalihuoltopalvelu, AVL 37 §",
            "Momsfri socialvårdstjänst, mervärdesskattelagen 37 §",
            "VAT-exempt social welfare service, Finnish VAT Act, section 37",
        ),
    ),
    "education": Ground(
        "AVL 39–40 §",
        (
            "Veroton koulutuspalvelu, AVL 39 §",
            "Momsfri utbildningstjänst, mervärdesskattelagen 39 §",
            "VAT-exempt education service, Finnish VAT Act, section 39",
        ),
    ),
}

SMALL_BUSINESS = Ground(
    "AVL 3 §",
    (
        "Veroton myynti, AVL 3 §",
        "Momsfri försäljning, mervärdesskattelagen 3 §",
        "VAT-free sales, Finnish VAT Act, section 3",
    ),
)

# From which year on, euros of turnover in a calendar year up to which a seller need not register; latest first.
SMALL_BUSINESS_LIMITS = ((2025, Decimal(20_000)), (2021, Decimal(15_000)), (2016, Decimal(10_000)))
FIRST_LIMITED = SMALL_BUSINESS_LIMITS[-1][0]
WARNING_AT = Decimal("0.8")


def small_business_limit(year: int) -> Decimal:
    """LookupError before the table begins."""
    for since, limit in SMALL_BUSINESS_LIMITS:
        if since <= year:
            return limit
    raise LookupError(f"No limit for {year}")


@dataclass(frozen=True)
class Vat:
    """What is added to a service of one day: so many percent, or nothing and the ground for it."""

    percent: Decimal
    ground: Ground | None = None


@dataclass(frozen=True)
class VatTable:
    """Read once, asked for many days. `rates`: from which day on, percent; latest first. `registered_on`: what was
    performed before it was that of a small business."""

    rates: tuple[tuple[date, Decimal], ...] = ()
    is_registered: bool = True
    registered_on: date | None = None

    def rate(self, day: date) -> Decimal | None:
        """What the law says for that day; None before the table begins."""
        return next((percent for since, percent in self.rates if since <= day), None)

    def percent(self, day: date) -> Decimal:
        """What this seller adds: nothing where it is not registered (AVL 3 §). LookupError before the table begins."""
        return self.of(day).percent

    def of(self, day: date, *, ground: Ground | None = None) -> Vat:
        """Of a service that is exempt by that ground, or by none. LookupError before the table begins."""
        if ground:
            return Vat(Decimal(0), ground)
        if not self.is_registered or (self.registered_on and day < self.registered_on):
            return Vat(Decimal(0), SMALL_BUSINESS)
        if (rate := self.rate(day)) is None:
            raise LookupError(f"No VAT rate for {day}")
        return Vat(rate)
