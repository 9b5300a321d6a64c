"""A reminder letter, frozen: it says what its invoice said, what has come in, and what is left. Nothing more (C17)."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Self

from invoicing.documents.document import Buyer, InvoiceDocument, Seller
from tyonohjaus.lib import finnish, frozen

TEMPLATE_VERSION = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderDocument:
    """`due_on`: until when the letter asks for the money; the invoice's own due day stays what it was."""

    step: int
    number: str  # of the invoice, as all of `invoice_…`
    language: str
    issue_on: date
    due_on: date
    invoice_on: date
    invoice_due_on: date
    invoice_gross: Decimal
    credited: Decimal
    paid: Decimal
    fee: Decimal
    earlier_fees: Decimal = Decimal("0.00")  # of the reminders before this one
    seller: Seller
    buyer: Buyer
    buyer_reference: str = ""
    order_number: str = ""
    cost_centre: str = ""
    contract: str = ""
    reference: str
    late_interest_percent: Decimal | None = None
    template_version: int = TEMPLATE_VERSION

    @classmethod
    def of(cls, invoice: InvoiceDocument, **more: object) -> Self:
        """From the invoice as it was frozen, not as its rows are now."""
        assert invoice.due_on
        same = {field.name for field in fields(cls)} - {"template_version", "issue_on", "due_on"}
        copied = {name: getattr(invoice, name) for name in same if hasattr(invoice, name)}
        own = {
            "invoice_on": invoice.issue_on,
            "invoice_due_on": invoice.due_on,
            "invoice_gross": invoice.sums.gross,
        }
        return cls(**{**copied, **own, **more})

    def to_json(self) -> str:
        return frozen.dump(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        return frozen.load(cls, text)

    @property
    def open(self) -> Decimal:
        return self.invoice_gross - self.credited - self.paid

    @property
    def total(self) -> Decimal:
        return self.open + self.earlier_fees + self.fee

    @property
    def file_name(self) -> str:
        """As an invoice's: letters a–z, digits, nobody's name (C18)."""
        return f"maksumuistutus{self.step}lasku{self.number}.pdf"

    @property
    def barcode(self) -> str | None:
        return finnish.bank_barcode(
            iban=self.seller.iban, amount=self.total, reference=self.reference, due_on=self.due_on
        )
