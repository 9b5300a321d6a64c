"""The document as Finvoice 3.0, as operators and banks of Finland take it (INVOICING.md 7; Finance Finland's schema).

Made from the same frozen document as the paper. What the schema cannot see is asked before: `einvoice.problems`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from textwrap import wrap

from invoicing.documents.document import Address, Buyer, InvoiceDocument, Line, Recipient, Unit, VatCategory, VatRow
from invoicing.documents.markup import Element, element, written
from invoicing.documents.wording import service_text
from invoicing.documents.words import fixed_words, word
from tyonohjaus.lib import finnish

STREET, NAME, NOTE = 35, 70, 70
ROW_TEXT = 512
# The unit's own word in Finnish, and its code of UN/ECE Recommendation 20.
UNITS = {Unit.TIME: ("krt", "C62"), Unit.PIECE: ("kpl", "C62"), Unit.KM: ("km", "KMT")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One attempt to send it: the frame's addresses and a name that no other attempt has."""

    message_id: str
    at: datetime  # aware
    from_address: str
    from_operator: str


def finvoice(document: InvoiceDocument, *, frame: Frame | None = None) -> bytes:
    """The XML; without `frame` it has none, as in the PDF. For a document that has no problems."""
    buyer = document.buyer
    return written(
        element(
            "Finvoice",
            _frame(document, frame) if frame else None,
            *_seller(document),
            _recipient(buyer.recipient) if buyer.recipient else None,
            _party("Buyer", buyer.name, buyer.address, business_id=buyer.business_id),
            element("BuyerOrganisationUnitNumber", _unit_number(buyer)),
            element("DeliveryDetails", _delivery(document)),
            _details(document),
            element("VirtualBankBarcode", document.barcode),
            *(_row(line, document) for line in document.lines),
            _payment(document),
            Version="3.0",
        )
    )


def _frame(document: InvoiceDocument, frame: Frame) -> Element | None:
    return element(
        "MessageTransmissionDetails",
        element(
            "MessageSenderDetails",
            element("FromIdentifier", frame.from_address),
            element("FromIntermediator", frame.from_operator),
        ),
        element(
            "MessageReceiverDetails",
            element("ToIdentifier", document.buyer.einvoice_address),
            element("ToIntermediator", document.buyer.einvoice_operator),
        ),
        element(
            "MessageDetails",
            element("MessageIdentifier", frame.message_id),
            element("MessageTimeStamp", frame.at.isoformat(timespec="seconds")),
            element("SpecificationIdentifier", "EN16931"),
        ),
    )


def _seller(document: InvoiceDocument) -> Iterator[Element | None]:
    seller, words = document.seller, fixed_words(document.language)
    yield _party("Seller", seller.name, seller.address, business_id=seller.business_id, tax_code=seller.vat_id or "")
    yield element("SellerOrganisationUnitNumber", finnish.ovt(seller.business_id))
    yield element(
        "SellerCommunicationDetails",
        element("SellerPhoneNumberIdentifier", seller.phone),
        element("SellerEmailaddressIdentifier", seller.email),
    )
    yield element(
        "SellerInformationDetails",
        element("SellerHomeTownName", seller.home_town),
        element("SellerVatRegistrationText", words["vat_registered"] if seller.vat_registered else ""),
        element("SellerTaxRegistrationText", words["prepayment_registered"] if seller.prepayment_registered else ""),
        element("SellerWebaddressIdentifier", seller.website),
        element(
            "SellerAccountDetails",
            element("SellerAccountID", _bare(seller.iban), IdentificationSchemeName="IBAN"),
            element("SellerBic", seller.bic, IdentificationSchemeName="BIC"),
        ),
    )


def _party(kind: str, name: str, address: Address, *, business_id: str = "", tax_code: str = "") -> Element | None:
    return element(
        f"{kind}PartyDetails",
        element(f"{kind}PartyIdentifier", business_id),
        *(element(f"{kind}OrganisationName", part) for part in wrap(name, NAME)),
        element(f"{kind}OrganisationTaxCode", tax_code),
        _address(kind, address),
    )


def _recipient(recipient: Recipient) -> Element | None:
    kind = "InvoiceRecipient"
    return element(
        f"{kind}PartyDetails",
        *(element(f"{kind}OrganisationName", part) for part in wrap(recipient.name, STREET)),
        _address(kind, recipient.address),
    )


def _address(kind: str, address: Address) -> Element | None:
    streets = [part for line in address.street for part in wrap(line, STREET)]
    return element(
        f"{kind}PostalAddressDetails",
        *(element(f"{kind}StreetName", street) for street in streets),
        element(f"{kind}TownName", address.town),
        element(f"{kind}PostCodeIdentifier", address.postcode),
        element("CountryCode", "FI"),
    )


def _unit_number(buyer: Buyer) -> str:
    """The buyer's OVT code, with the unit to which its e-invoices go where it has named one."""
    own = finnish.ovt(buyer.business_id) if buyer.business_id else ""
    address = buyer.einvoice_address.removeprefix("TE")
    return address if own and address.startswith(own) else own


def _delivery(document: InvoiceDocument) -> Element | None:
    return element(
        "DeliveryPeriodDetails",
        _day("StartDate", document.period_first_on),
        _day("EndDate", document.period_last_on),
    )


def _details(document: InvoiceDocument) -> Element | None:
    is_credit, sums, credited = document.is_credit_note, document.sums, document.credited
    return element(
        "InvoiceDetails",
        element("InvoiceTypeCode", "INV02" if is_credit else "INV01"),
        element("InvoiceTypeCodeUN", "381" if is_credit else "380"),
        element("InvoiceTypeText", "HYVITYSLASKU" if is_credit else "LASKU"),
        element("OriginCode", "Original"),
        element("InvoiceNumber", document.number),
        _day("InvoiceDate", document.issue_on),
        element("OriginalInvoiceNumber", credited.number if credited else None),
        _day("OriginalInvoiceDate", credited.issue_on if credited else None),
        _day("InvoicingPeriodStartDate", document.period_first_on),
        _day("InvoicingPeriodEndDate", document.period_last_on),
        element("OrderIdentifier", document.order_number),
        element("AgreementIdentifier", document.contract),
        element("BuyerReferenceIdentifier", document.buyer_reference),
        element("ProjectReferenceIdentifier", document.cost_centre),
        _money("RowsTotalVatExcludedAmount", sums.net),
        _money("InvoiceTotalVatExcludedAmount", sums.net),
        _money("InvoiceTotalVatAmount", sums.vat),
        _money("InvoiceTotalVatIncludedAmount", sums.gross),
        *(_vat(row) for row in sums.vat_rows),
        *(element("InvoiceFreeText", part) for part in wrap(document.footer, ROW_TEXT)),
        _terms(document),
    )


def _vat(row: VatRow) -> Element | None:
    return element(
        "VatSpecificationDetails",
        _money("VatBaseAmount", row.base),
        element("VatRatePercent", _number(row.percent)) if row.category is not VatCategory.OUTSIDE else None,
        element("VatCode", row.category),
        _money("VatRateAmount", row.tax),
        *(element("VatFreeText", part) for part in wrap(row.ground, NOTE)),
    )


def _terms(document: InvoiceDocument) -> Element | None:
    """A credit note asks for nothing."""
    if document.due_on is None or document.payment_term_days is None:
        return None
    days, percent = document.payment_term_days, document.late_interest_percent
    interest = word("interest_by_law", document.language)
    if percent is not None:
        interest = word("interest", document.language, percent=f"{_number(percent)} %")
    return element(
        "PaymentTermsDetails",
        element("PaymentTermsFreeText", word("net_days" if days else "at_once", document.language, days=days)),
        _day("InvoiceDueDate", document.due_on),
        element(
            "PaymentOverDueFineDetails",
            element("PaymentOverDueFineFreeText", interest),
            element("PaymentOverDueFinePercent", _number(percent)) if percent is not None else None,
        ),
    )


def _row(line: Line, document: InvoiceDocument) -> Element | None:
    unit, code = UNITS[line.unit]
    credited = document.credited
    return element(
        "InvoiceRow",
        element("ArticleName", service_text(line, document.language)),
        element("InvoicedQuantity", _number(line.quantity), QuantityUnitCode=unit, QuantityUnitCodeUN=code),
        _day("StartDate", line.performed_on),
        _day("EndDate", line.performed_on),
        _money("UnitPriceAmount", line.unit_price),
        element("RowIdentifier", "" if document.buyer.is_consumer else line.process_code),  # as on the paper
        element("RowPositionIdentifier", str(line.number)),
        element("OriginalInvoiceNumber", credited.number if credited else None),
        _day("OriginalInvoiceDate", credited.issue_on if credited else None),
        *(element("RowFreeText", part) for part in wrap(", ".join(line.people), ROW_TEXT)),
        element("RowVatRatePercent", _number(line.vat_percent))
        if line.vat_category is not VatCategory.OUTSIDE
        else None,
        element("RowVatCode", line.vat_category),
        _money("RowVatExcludedAmount", line.net),
    )


def _payment(document: InvoiceDocument) -> Element | None:
    """The payment order that the buyer's bank reads. Of a credit note it has no reference and a sum below nought."""
    seller, reference = document.seller, document.reference
    due_on = document.due_on or document.issue_on
    return element(
        "EpiDetails",
        element(
            "EpiIdentificationDetails",
            _day("EpiDate", document.issue_on),
            element("EpiReference", document.number),
        ),
        element(
            "EpiPartyDetails",
            element(
                "EpiBfiPartyDetails",
                element("EpiBfiIdentifier", seller.bic, IdentificationSchemeName="BIC"),
            ),
            element(
                "EpiBeneficiaryPartyDetails",
                element("EpiNameAddressDetails", seller.name[:STREET].strip()),
                element("EpiAccountID", _bare(seller.iban), IdentificationSchemeName="IBAN"),
            ),
        ),
        element(
            "EpiPaymentInstructionDetails",
            element("EpiRemittanceInfoIdentifier", reference, IdentificationSchemeName=_scheme(reference)),
            _money("EpiInstructedAmount", document.sums.gross),
            element("EpiCharge", "SLEV", ChargeOption="SLEV"),
            _day("EpiDateOptionDate", due_on),
            element("EpiPaymentMeansCode", "58"),
        ),
    )


def _scheme(reference: str) -> str:
    return "ISO" if reference.startswith("RF") else "SPY"


def _day(tag: str, day: date | None) -> Element | None:
    return element(tag, f"{day:%Y%m%d}" if day else None, Format="CCYYMMDD")


def _money(tag: str, amount: Decimal) -> Element | None:
    """Two decimals and a comma; a unit price keeps up to five."""
    text = f"{amount:f}" if _decimals(amount) > 2 else f"{amount:.2f}"
    return element(tag, text.replace(".", ","), AmountCurrencyIdentifier="EUR")


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.normalize().as_tuple().exponent))


def _bare(text: str) -> str:
    return "".join(text.split())
