"""A whole invoice or credit note, frozen: what the PDF, the e-invoice and the archive are made of.

It is stored with the issued invoice and nothing on it is read from live rows again; what no verb fills yet is laid down
ahead (docs/decisions/0016). A line has no free text at all:
what it says is put together from its parts (C17), and a late cancellation and a no-show are one part (C10).
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self
from uuid import UUID

from tyonohjaus.lib import finnish, frozen
from tyonohjaus.lib.vat import SMALL_BUSINESS

TEMPLATE_VERSION = 2
ZERO = Decimal("0.00")


class Kind(StrEnum):
    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class Service(StrEnum):
    SESSION = "session"
    PACKAGE = "package"  # sessions that were bought together
    TRAVEL = "travel"  # what getting to a session cost
    RESERVED = "reserved"  # cancelled late or not come to: the invoice does not tell which


class Trade(StrEnum):
    """What a practice sells; the same words as the process has."""

    SUPERVISION = "supervision"
    MEDIATION = "mediation"
    CONSULTATION = "consultation"
    TRAINING = "training"


class Form(StrEnum):
    INDIVIDUAL = "individual"
    PAIR = "pair"
    GROUP = "group"
    WORK_COMMUNITY = "work_community"
    MANAGERS = "managers"
    TOTO = "toto"


class Unit(StrEnum):
    """Each frozen line names it."""

    TIME = "time"
    PIECE = "piece"
    KM = "km"


class VatCategory(StrEnum):
    """The codes of EN 16931."""

    STANDARD = "S"
    EXEMPT = "E"
    OUTSIDE = "O"  # of the scope of VAT: a seller that is not registered, where its operator wants no ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    street: tuple[str, ...]
    postcode: str
    town: str

    @property
    def lines(self) -> tuple[str, ...]:
        return (*self.street, f"{self.postcode} {self.town.upper()}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    media_type: str  # image/svg+xml or image/png
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    name: str
    address: Address
    business_id: str
    vat_registered: bool
    iban: str
    bic: str
    prepayment_registered: bool = True
    home_town: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    accent: str = ""
    logo: Logo | None = None

    @property
    def vat_id(self) -> str | None:
        return f"FI{self.business_id.replace('-', '')}" if self.vat_registered else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Where the bill goes, when not to the buyer itself."""

    name: str
    address: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    name: str
    address: Address
    is_consumer: bool = False
    business_id: str = ""
    einvoice_address: str = ""
    einvoice_operator: str = ""
    recipient: Recipient | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Quantity and net are negative on a credit note, the unit price never is; its number is the original's."""

    number: int
    key: UUID | None = None  # of the row that it was frozen from; None where it was frozen before that was noted
    performed_on: date
    service: Service
    trade: Trade = Trade.SUPERVISION
    form: Form | None = None
    minutes: int | None = None
    sessions: int | None = None  # of a package
    share: Decimal | None = None  # percent of the price, for a reserved time
    part: Decimal | None = None  # percent that this payer carries, where employers share the cost
    process_code: str = ""
    people: tuple[str, ...] = ()  # only where the agreement says that names stand on invoices
    quantity: Decimal
    unit: Unit = Unit.TIME
    unit_price: Decimal
    vat_percent: Decimal
    vat_category: VatCategory = VatCategory.STANDARD
    vat_ground: str = ""  # why there is no tax, in the invoice's language
    net: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class VatRow:
    category: VatCategory
    percent: Decimal
    base: Decimal
    tax: Decimal
    ground: str = ""  # of all its lines, each once


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    vat_rows: tuple[VatRow, ...]
    net: Decimal
    vat: Decimal
    gross: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierCredit:
    number: str
    issue_on: date
    gross: Decimal  # negative


@dataclass(frozen=True, slots=True, kw_only=True)
class Credited:
    """The invoice that a credit note mends."""

    number: str
    issue_on: date
    due_on: date
    reference: str
    gross: Decimal
    earlier: tuple[EarlierCredit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceDocument:
    kind: Kind
    number: str
    language: str  # fi, sv or en
    issue_on: date
    due_on: date | None  # None on a credit note, as the term
    payment_term_days: int | None
    period_first_on: date
    period_last_on: date
    seller: Seller
    buyer: Buyer
    buyer_reference: str = ""
    order_number: str = ""
    cost_centre: str = ""
    contract: str = ""
    lines: tuple[Line, ...]
    sums: Sums
    reference: str = ""  # Finnish or RF, without spaces; empty on a credit note
    credited: Credited | None = None
    late_interest_percent: Decimal | None = None  # None: by the Interest Act
    notice_days: int | None = 8
    footer: str = ""  # the practice's own line, the same on each invoice
    template_version: int = TEMPLATE_VERSION

    def to_json(self) -> str:
        return frozen.dump(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """ValueError, TypeError or ArithmeticError for what `to_json` has not written."""
        return frozen.load(cls, text)

    @property
    def digest(self) -> bytes:
        """SHA-256 of the JSON."""
        return hashlib.sha256(self.to_json().encode()).digest()

    @property
    def content(self) -> str:
        """SHA-256 of all but what its number and its day bring, in hex: the same as it is shown and as it goes out."""
        seller = replace(self.seller, logo=None)  # a picture says nothing of what is sold
        lines = tuple(replace(line, key=None) for line in self.lines)  # a row that was replaced by its like
        same = replace(self, seller=seller, lines=lines)
        return replace(same, number="", issue_on=self.period_last_on, due_on=None, reference="").digest.hex()

    @property
    def is_credit_note(self) -> bool:
        return self.kind is Kind.CREDIT_NOTE

    @property
    def file_name(self) -> str:
        """Letters a–z and digits only, as scanning services demand, and nobody's name (C18)."""
        return f"{'hyvityslasku' if self.is_credit_note else 'lasku'}{self.number}.pdf"

    @property
    def is_payable(self) -> bool:
        return not self.is_credit_note and self.sums.gross > 0

    @property
    def barcode(self) -> str | None:
        """The 54 digits, from the frozen sum, day and reference; None where nothing may be printed: nor of a
        draft whose seller has no account yet."""
        if not self.is_payable or not finnish.is_iban(self.seller.iban):
            return None
        return finnish.bank_barcode(
            iban=self.seller.iban, amount=self.sums.gross, reference=self.reference, due_on=self.due_on
        )

    @property
    def turnover(self) -> Decimal:
        """Net, of what counts against the limit of a small business: not what another section exempts."""
        counted = (line for line in self.lines if not line.vat_ground or line.vat_ground in SMALL_BUSINESS.printed)
        return sum((line.net for line in counted), ZERO)

    @property
    def left_to_pay(self) -> Decimal:
        """Of the credited invoice, after this and earlier credits; nought when this is none."""
        if self.credited is None:
            return ZERO
        return self.credited.gross + sum((credit.gross for credit in self.credited.earlier), self.sums.gross)

    @property
    def credits_whole_invoice(self) -> bool:
        return self.credited is not None and not self.credited.earlier and self.left_to_pay == 0


def printed_number(*, year: int, running: int) -> str:
    """`20270017`: the year and a running number of at least four digits."""
    return f"{year}{running:04d}"
