"""The invented practice and its payers, and how a line and an invoice of theirs are made. Plain functions."""

from datetime import date
from decimal import Decimal
from typing import Any

from invoicing.documents.document import (
    Address,
    Buyer,
    Form,
    InvoiceDocument,
    Kind,
    Line,
    Logo,
    Seller,
    Service,
    VatCategory,
)
from invoicing.documents.sums import net_of, sums_of
from tyonohjaus.lib import finnish

RINGS = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="4 1 44 37">\
<g fill="none" stroke="#1d4d4a" stroke-width="2.6">\
<circle cx="18" cy="24" r="12.5"/><circle cx="34" cy="24" r="12.5"/><circle cx="26" cy="15" r="12.5"/></g>\
<circle cx="26" cy="21" r="2.4" fill="#1d4d4a"/></svg>"""

KUULOKE = Seller(
    name="Kuuloke Työnohjaus Oy",
    address=Address(street=("Rantakatu 9 A 4",), postcode="33210", town="Tampere"),
    business_id="9000016-9",
    vat_registered=True,
    iban="FI3715903000000776",
    bic="NDEAFIHH",
    home_town="Tampere",
    email="laskut@kuuloke.example",
    phone="+358 40 000 0100",
    website="kuuloke.example",
    accent="#1d4d4a",
    logo=Logo(media_type="image/svg+xml", content=RINGS),
)
LEHTOLA = Buyer(
    name="Lehtolan Kuntoutus Oy",
    address=Address(street=("Asemakatu 4",), postcode="33100", town="Tampere"),
    business_id="9000011-8",
    einvoice_address="003790000118",
    einvoice_operator="E204503",
)
AINO = Buyer(
    name="Aino Mäkelä",
    address=Address(street=("Kuusikuja 3 B 12",), postcode="33820", town="Tampere"),
    is_consumer=True,
)
RATE = Decimal("25.5")


def line(number: int, day: date, what: tuple[Form, int] | None, price: str, code: str, **more: Any) -> Line:
    form, minutes = what or (None, None)
    facts: dict[str, Any] = {
        "service": Service.SESSION,
        "quantity": Decimal(1),
        "vat_percent": RATE,
        "vat_category": VatCategory.STANDARD,
    } | more
    return Line(
        number=number,
        performed_on=day,
        form=form,
        minutes=minutes,
        unit_price=Decimal(price),
        process_code=code,
        net=net_of(quantity=facts["quantity"], unit_price=Decimal(price)),
        **facts,
    )


def invoice(*, lines: tuple[Line, ...], grounds: dict[VatCategory, str] | None = None, **more: Any) -> InvoiceDocument:
    number = more.get("number", "20270017")
    facts: dict[str, Any] = {
        "kind": Kind.INVOICE,
        "number": number,
        "language": "fi",
        "issue_on": date(2027, 2, 1),
        "due_on": date(2027, 2, 15),
        "payment_term_days": 14,
        "period_first_on": date(2027, 1, 1),
        "period_last_on": date(2027, 1, 31),
        "seller": KUULOKE,
        "buyer": LEHTOLA,
        "reference": finnish.reference_number(number),
        "sums": sums_of(lines, grounds=grounds),
    } | more
    return InvoiceDocument(lines=lines, **facts)
