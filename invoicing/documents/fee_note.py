"""A fee note (palkkiotosite), frozen: which sessions, at what fee. Codes, days and minutes; no names and no content."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Self

from invoicing.documents.document import ZERO, Seller
from tyonohjaus.lib import frozen, money

TEMPLATE_VERSION = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidFee:
    """`vat_percent`: what is added for one who is registered, by the session's day; nought for one who is not."""

    performed_on: date
    process_code: str
    minutes: int
    fee: Decimal
    vat_percent: Decimal = ZERO


class RateRow(NamedTuple):
    percent: Decimal
    base: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeNoteDocument:
    """`payer`: the practice. `address`: the payee's name, and the lines of their address that are known. `edition`: how
    many of the same month were taken back before it."""

    language: str
    made_on: date
    period_first_on: date
    period_last_on: date
    payer: Seller
    address: tuple[str, ...]
    vat_registered: bool
    rows: tuple[PaidFee, ...]
    edition: int = 0
    template_version: int = TEMPLATE_VERSION

    def to_json(self) -> str:
        return frozen.dump(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        return frozen.load(cls, text)

    @property
    def net(self) -> Decimal:
        return sum((row.fee for row in self.rows), ZERO)

    @property
    def gross(self) -> Decimal:
        return self.net + sum((rate.tax for rate in self.rates), ZERO)

    @property
    def rates(self) -> list[RateRow]:
        """The tax once per rate, as on an invoice; the highest rate first."""
        return list(self._rates())

    @property
    def file_name(self) -> str:
        """The month alone: nobody's name (C18). In the place of one that was taken back, the how manieth it is."""
        anew = f"v{self.edition + 1}" if self.edition else ""
        return f"palkkiotosite{self.period_last_on:%Y%m}{anew}.pdf"

    def _rates(self) -> Iterator[RateRow]:
        for percent in sorted({row.vat_percent for row in self.rows}, reverse=True):
            base = sum((row.fee for row in self.rows if row.vat_percent == percent), ZERO)
            yield RateRow(percent, base, money.vat(base, percent))
