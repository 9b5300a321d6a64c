"""The document as Peppol BIS Billing 3 (UBL 2.1; EN 16931): an Invoice, or a CreditNote with its sums turned positive.

Made from the same frozen document as the paper. What neither schema nor network sees is asked before:
`einvoice.problems`.
"""

from datetime import date
from decimal import Decimal

from invoicing.documents.document import (
    Address,
    Buyer,
    InvoiceDocument,
    Line,
    Recipient,
    Seller,
    Unit,
    VatCategory,
    VatRow,
)
from invoicing.documents.markup import Content, Element, element, written
from invoicing.documents.wording import service_text
from invoicing.documents.words import word
from tyonohjaus.lib import finnish

NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:"
CAC = f"{{{NAMESPACE}CommonAggregateComponents-2}}"
CBC = f"{{{NAMESPACE}CommonBasicComponents-2}}"
CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
OVT, GLN, BUSINESS_ID = "0216", "0088", "0212"  # ISO 6523
UNITS = {Unit.TIME: "C62", Unit.PIECE: "C62", Unit.KM: "KMT"}  # UN/ECE Recommendation 20
CREDIT_TRANSFER = "58"  # UNTDID 4461: SEPA


def ubl(document: InvoiceDocument) -> bytes:
    """The XML of a document that has no problems."""
    kind = _kind(document)
    space = f"{NAMESPACE}{kind}-2"
    return written(
        element(
            f"{{{space}}}{kind}",
            *_head(document),
            *_references(document),
            _part("AccountingSupplierParty", _seller(document.seller, is_taxable=_is_taxable(document))),
            _part("AccountingCustomerParty", _buyer(document.buyer, is_taxable=_is_taxable(document))),
            _means(document),
            _part("PaymentTerms", _text("Note", _terms(document))),
            _taxes(document),
            _totals(document),
            *(_line(line, document) for line in document.lines),
        ),
        prefixes={None: space, "cac": CAC[1:-1], "cbc": CBC[1:-1]},
    )


def schema_in(folder: str, document: InvoiceDocument) -> str:
    """The schema of this document, in a folder laid out as OASIS publishes it: `maindoc` beside `common`."""
    return f"{folder}/maindoc/UBL-{_kind(document)}-2.1.xsd"


def endpoint(address: str) -> tuple[str, str] | None:
    """An e-invoice address with the scheme by which the network knows it; None for one that only Finvoice carries."""
    bare = address.removeprefix("TE")
    if bare.startswith("0037") and finnish.is_business_id(bare[4:12]) and len(bare) <= 17:
        return OVT, bare
    if len(bare) == 13 and bare.isdigit():
        return GLN, bare
    return None


def _kind(document: InvoiceDocument) -> str:
    return "CreditNote" if document.is_credit_note else "Invoice"


def _head(document: InvoiceDocument) -> list[Element | None]:
    code = "CreditNoteTypeCode" if document.is_credit_note else "InvoiceTypeCode"
    return [
        _text("CustomizationID", CUSTOMIZATION),
        _text("ProfileID", PROFILE),
        _text("ID", document.number),
        _text("IssueDate", document.issue_on.isoformat()),
        _text("DueDate", document.due_on.isoformat() if document.due_on else ""),
        _text(code, "381" if document.is_credit_note else "380"),
        _text("Note", document.footer),
        _text("DocumentCurrencyCode", "EUR"),
        _text("AccountingCost", document.cost_centre),
        _text("BuyerReference", document.buyer_reference),
        _period(document.period_first_on, document.period_last_on),
    ]


def _references(document: InvoiceDocument) -> list[Element | None]:
    credited = document.credited
    earlier = [_text("ID", credited.number), _text("IssueDate", credited.issue_on.isoformat())] if credited else []
    return [
        _part("OrderReference", _text("ID", document.order_number)),
        _part("BillingReference", _part("InvoiceDocumentReference", *earlier)),
        _part("ContractDocumentReference", _text("ID", document.contract)),
    ]


def _is_taxable(document: InvoiceDocument) -> bool:
    """Outside the scope of VAT no party may have a VAT number on it (BR-O-02)."""
    return all(row.category is not VatCategory.OUTSIDE for row in document.sums.vat_rows)


def _seller(seller: Seller, *, is_taxable: bool) -> Element | None:
    number, scheme = (seller.vat_id, "VAT") if seller.vat_id else (seller.business_id, "TAX")
    return _party(
        address=(OVT, finnish.ovt(seller.business_id)),
        where=seller.address,
        tax=_tax_scheme(number, scheme) if is_taxable else None,
        name=seller.name,
        business_id=seller.business_id,
        contact=_part("Contact", _text("Telephone", seller.phone), _text("ElectronicMail", seller.email)),
    )


def _buyer(buyer: Buyer, *, is_taxable: bool) -> Element | None:
    vat_id = f"FI{buyer.business_id.replace('-', '')}" if buyer.business_id else ""
    return _party(
        address=endpoint(buyer.einvoice_address),
        where=buyer.recipient.address if buyer.recipient else buyer.address,
        tax=_tax_scheme(vat_id, "VAT") if is_taxable else None,
        name=buyer.name,
        business_id=buyer.business_id,
        contact=_part("Contact", _text("Name", _attention(buyer.recipient))),
    )


def _attention(recipient: Recipient | None) -> str:
    return recipient.name if recipient else ""


def _party(
    *,
    address: tuple[str, str] | None,
    where: Address,
    tax: Element | None,
    name: str,
    business_id: str,
    contact: Element | None,
) -> Element | None:
    scheme, number = address or ("", "")
    street, *more = where.street
    return _part(
        "Party",
        _text("EndpointID", number, schemeID=scheme),
        _part(
            "PostalAddress",
            _text("StreetName", street),
            _text("AdditionalStreetName", ", ".join(more)),
            _text("CityName", where.town),
            _text("PostalZone", where.postcode),
            _part("Country", _text("IdentificationCode", "FI")),
        ),
        tax,
        _part(
            "PartyLegalEntity",
            _text("RegistrationName", name),
            _text("CompanyID", business_id, schemeID=BUSINESS_ID),
        ),
        contact,
    )


def _tax_scheme(number: str, scheme: str) -> Element | None:
    if not number:
        return None
    return _part("PartyTaxScheme", _text("CompanyID", number), _part("TaxScheme", _text("ID", scheme)))


def _means(document: InvoiceDocument) -> Element | None:
    seller = document.seller
    return _part(
        "PaymentMeans",
        _text("PaymentMeansCode", CREDIT_TRANSFER),
        _text("PaymentID", document.reference),
        _part(
            "PayeeFinancialAccount",
            _text("ID", "".join(seller.iban.split())),
            _text("Name", seller.name),
            _part("FinancialInstitutionBranch", _text("ID", seller.bic)),
        ),
    )


def _terms(document: InvoiceDocument) -> str:
    language, days = document.language, document.payment_term_days
    if days is None:
        return word("not_paid", language)
    return word("net_days" if days else "at_once", language, days=days)


def _taxes(document: InvoiceDocument) -> Element | None:
    turn = _turn(document)
    return _part(
        "TaxTotal",
        _money("TaxAmount", document.sums.vat * turn),
        *(
            _part(
                "TaxSubtotal",
                _money("TaxableAmount", row.base * turn),
                _money("TaxAmount", row.tax * turn),
                _category("TaxCategory", row.category, row.percent, ground=_ground(row)),
            )
            for row in document.sums.vat_rows
        ),
    )


def _ground(row: VatRow) -> str:
    return row.ground if row.category is not VatCategory.STANDARD else ""


def _totals(document: InvoiceDocument) -> Element | None:
    sums, turn = document.sums, _turn(document)
    return _part(
        "LegalMonetaryTotal",
        _money("LineExtensionAmount", sums.net * turn),
        _money("TaxExclusiveAmount", sums.net * turn),
        _money("TaxInclusiveAmount", sums.gross * turn),
        _money("PayableAmount", sums.gross * turn),
    )


def _line(line: Line, document: InvoiceDocument) -> Element | None:
    turn = _turn(document)
    kind, quantity = ("CreditNoteLine", "CreditedQuantity") if turn < 0 else ("InvoiceLine", "InvoicedQuantity")
    return _part(
        kind,
        _text("ID", str(line.number)),
        _text("Note", ", ".join(line.people)),
        _text(quantity, _number(line.quantity * turn), unitCode=UNITS[line.unit]),
        _money("LineExtensionAmount", line.net * turn),
        _period(line.performed_on, line.performed_on),
        _part(
            "Item",
            _text("Name", service_text(line, document.language)),
            _category("ClassifiedTaxCategory", line.vat_category, line.vat_percent),
            _part(
                "AdditionalItemProperty",
                _text("Name", word("process", document.language)),
                _text("Value", line.process_code),
            )
            if line.process_code
            else None,
        ),
        _part("Price", _text("PriceAmount", f"{line.unit_price:f}", currencyID="EUR")),
    )


def _turn(document: InvoiceDocument) -> int:
    """A credit note's own sums are below nought; a CreditNote says the same with sums above it."""
    return -1 if document.is_credit_note else 1


def _category(tag: str, category: VatCategory, percent: Decimal, *, ground: str = "") -> Element | None:
    return _part(
        tag,
        _text("ID", category),
        _text("Percent", _number(percent) if category is not VatCategory.OUTSIDE else ""),
        _text("TaxExemptionReason", ground),
        _part("TaxScheme", _text("ID", "VAT")),
    )


def _period(first: date, last: date) -> Element | None:
    return _part("InvoicePeriod", _text("StartDate", first.isoformat()), _text("EndDate", last.isoformat()))


def _money(tag: str, amount: Decimal) -> Element | None:
    return _text(tag, f"{amount + 0:.2f}", currencyID="EUR")


def _number(value: Decimal) -> str:
    return f"{value.normalize() + 0:f}"


def _part(tag: str, *content: Content) -> Element | None:
    return element(CAC + tag, *content)


def _text(tag: str, text: str, **attributes: str) -> Element | None:
    return element(CBC + tag, text, **attributes)
