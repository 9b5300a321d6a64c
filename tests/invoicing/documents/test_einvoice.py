"""The two electronic forms of an invoice: valid by schema where it is at hand, and saying what the paper says."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from invoicing.documents.document import Address
from invoicing.documents.einvoice import Format, problems
from invoicing.documents.faults import Fault
from invoicing.documents.finvoice import Frame, finvoice
from invoicing.documents.ubl import CAC, CBC, endpoint, ubl
from tests.invoicing.documents import samples
from tests.invoicing.documents.making import KUULOKE, LEHTOLA
from tests.missing import SHARED, missing

SCHEMA = Path("../shared/data/finvoice/Finvoice3.0-20201130.xsd")
USUAL = samples.usual()
FRAME = Frame(
    message_id="20270017-1",
    at=datetime(2027, 2, 1, 7, 0, tzinfo=UTC),
    from_address="003790000169",
    from_operator="E204503",
)


@pytest.fixture(scope="module")
def schema():
    """A setting of the practice names its own copy; the project carries none, since it is Finance Finland's."""
    path = Path(os.environ.get("FINVOICE_XSD", SCHEMA))
    if not path.exists():
        missing(f"{SHARED}: {path.name}")
    return etree.XMLSchema(file=str(path))


@pytest.mark.parametrize("name", samples.ALL)
def test_every_invoice_is_valid_finvoice(schema, name):
    for frame in (None, FRAME):
        document = samples.ALL[name]()
        if frame and not document.buyer.einvoice_address:
            continue
        schema.assertValid(etree.fromstring(finvoice(document, frame=frame)))


def test_finvoice_has_one_frame_for_each_sending():
    first, again = FRAME, replace(FRAME, message_id="20270017-2")
    texts = [finvoice(USUAL, frame=frame) for frame in (first, again)]
    found = [etree.fromstring(text).findtext(".//MessageIdentifier") for text in texts]
    assert found == ["20270017-1", "20270017-2"]
    assert etree.fromstring(finvoice(USUAL)).find("MessageTransmissionDetails") is None


def test_finvoice_says_what_the_paper_says():
    read = etree.fromstring(finvoice(USUAL))
    assert read.findtext(".//InvoiceTotalVatIncludedAmount") == "470,63"
    assert read.findtext(".//EpiInstructedAmount") == "470,63"
    assert read.findtext("VirtualBankBarcode") == USUAL.barcode
    assert read.findtext(".//EpiRemittanceInfoIdentifier") == USUAL.reference
    assert [row.findtext("ArticleName") for row in read.iter("InvoiceRow")] == [
        "Työnohjaus, yksilö, 90\u00a0min",
        "Työnohjaus, ryhmä, 90\u00a0min",
    ]
    assert [row.findtext("RowIdentifier") for row in read.iter("InvoiceRow")] == ["KV7-2RM", "D4T-9HX"]
    assert read.find(".//RowVatAmount") is None, "tax is summed once per rate, never by the line"


def test_a_credit_note_reaches_every_form():
    credit = samples.credit_note()
    read = etree.fromstring(finvoice(credit))
    assert read.findtext(".//InvoiceTypeCode") == "INV02"
    assert read.findtext(".//OriginalInvoiceNumber") == "20270017"
    assert read.findtext(".//InvoiceTotalVatIncludedAmount") == "-251,00"
    assert read.find("VirtualBankBarcode") is None
    peppol = etree.fromstring(ubl(credit))
    assert etree.QName(peppol).localname == "CreditNote"
    assert peppol.findtext(f".//{CBC}CreditNoteTypeCode") == "381"
    assert peppol.findtext(f".//{CBC}PayableAmount") == "251.00", "a CreditNote turns the sums: below nought is a debit"
    assert peppol.findtext(f".//{CAC}BillingReference//{CBC}ID") == "20270017"


@pytest.mark.parametrize("name", samples.ALL)
def test_ubl_and_finvoice_have_the_sums_of_the_document(name):
    document = samples.ALL[name]()
    turn = -1 if document.is_credit_note else 1
    fi, eu = etree.fromstring(finvoice(document)), etree.fromstring(ubl(document))
    for ours, theirs, sum_ in (
        ("InvoiceTotalVatExcludedAmount", "TaxExclusiveAmount", document.sums.net),
        ("InvoiceTotalVatIncludedAmount", "PayableAmount", document.sums.gross),
    ):
        assert Decimal(fi.findtext(f".//{ours}").replace(",", ".")) == sum_
        assert Decimal(eu.findtext(f".//{CBC}{theirs}")) == sum_ * turn
    assert Decimal(eu.findtext(f"{CAC}TaxTotal/{CBC}TaxAmount")) == document.sums.vat * turn
    lines = [Decimal(one.text) for one in eu.iterfind(f".//{CAC}Price/../{CBC}LineExtensionAmount")]
    assert sum(lines) == document.sums.net * turn
    subtotals = eu.findall(f".//{CAC}TaxSubtotal")
    assert sum(Decimal(one.findtext(f"{CBC}TaxableAmount")) for one in subtotals) == document.sums.net * turn


@pytest.mark.parametrize("name", samples.ALL)
def test_nothing_empty_is_written(name):
    for text in (finvoice(samples.ALL[name]()), ubl(samples.ALL[name]())):
        assert not [one.tag for one in etree.fromstring(text).iter() if len(one) == 0 and not (one.text or "").strip()]


@pytest.mark.parametrize("name", ["swedish", "long", "english", "small_business"])
def test_both_forms_say_who_pays_whom_what_for_and_how(name):
    """No schema asks for what the payer demanded, nor that it can be paid; Finvoice writes a day without hyphens."""
    document = samples.ALL[name]()
    seller, buyer = document.seller, document.buyer
    said = [
        *(document.number, seller.name, seller.business_id, seller.iban, seller.bic, document.reference),
        *(buyer.name, buyer.business_id, buyer.einvoice_address, *buyer.address.street, buyer.address.town),
        *(document.buyer_reference, document.order_number, document.cost_centre, document.contract),
        *(line.process_code for line in document.lines),
    ]
    days = {document.issue_on, document.due_on, *(line.performed_on for line in document.lines)}
    for written, day_format in ((finvoice(document), "%Y%m%d"), (ubl(document), "%Y-%m-%d")):
        texts = {one.text for one in etree.fromstring(written).iter() if one.text}
        assert {one for one in said if one} - texts == set()
        assert {f"{day:{day_format}}" for day in days} - texts == set()


def test_without_vat_the_ground_stands_and_a_tax_number_that_is_none_of_vat():
    read = etree.fromstring(ubl(samples.small_business()))
    assert read.findtext(f".//{CAC}TaxSubtotal//{CBC}TaxExemptionReason") == "Veroton myynti, AVL 3 §"
    seller = read.find(f"{CAC}AccountingSupplierParty")
    assert seller.findtext(f".//{CAC}PartyTaxScheme/{CAC}TaxScheme/{CBC}ID") == "TAX"
    assert seller.findtext(f".//{CAC}PartyTaxScheme/{CBC}CompanyID") == KUULOKE.business_id


def test_outside_the_scope_of_vat_there_is_no_vat_number_and_no_percent():
    read = etree.fromstring(ubl(samples.outside()))
    assert read.find(f".//{CAC}PartyTaxScheme") is None
    assert read.find(f".//{CBC}Percent") is None
    assert {one.text for one in read.iterfind(f".//{CAC}ClassifiedTaxCategory/{CBC}ID")} == {"O"}


@pytest.mark.parametrize(
    "address, found",
    [
        ("003790000118", ("0216", "003790000118")),
        ("003790000118ABC12", ("0216", "003790000118ABC12")),
        ("TE003790000118", ("0216", "003790000118")),
        ("6430020000006", ("0088", "6430020000006")),
        ("FI2112345600000785", None),
        ("003790000119", None),
    ],
)
def test_how_the_network_knows_an_address(address, found):
    assert endpoint(address) == found


BANK = replace(LEHTOLA, einvoice_address="FI2112345600000785")
NOWHERE = replace(LEHTOLA, einvoice_address="", einvoice_operator="")
TALL = replace(LEHTOLA, address=Address(street=("Ostolaskut " * 12,), postcode="33100", town="Tampere"))


@pytest.mark.parametrize(
    "form, change, fault",
    [
        (Format.FINVOICE, {"buyer": NOWHERE}, Fault.EINVOICE_MISSING),
        (Format.PEPPOL, {"buyer": NOWHERE}, Fault.EINVOICE_MISSING),
        (Format.PEPPOL, {"buyer": BANK}, Fault.PEPPOL_ADDRESS),
        (Format.PEPPOL, {"buyer_reference": "", "order_number": ""}, Fault.PEPPOL_REFERENCE),
        (Format.FINVOICE, {"buyer": TALL}, Fault.ADDRESS_TOO_LONG),
        (Format.FINVOICE, {"seller": replace(KUULOKE, home_town="x" * 36)}, Fault.TOO_LONG),
        (
            Format.FINVOICE,
            {"buyer": replace(LEHTOLA, address=Address(street=("A",), postcode="33100", town="Tampere"))},
            Fault.TOO_SHORT,
        ),
    ],
)
def test_what_keeps_it_from_being_sent_is_named(form, change, fault):
    assert fault in {problem.fault for problem in problems(replace(USUAL, **change), form)}


@pytest.mark.parametrize("form", Format)
def test_a_usual_invoice_may_be_sent(form):
    assert problems(USUAL, form) == []
    assert problems(samples.swedish(), form) == []


def test_a_consumers_finvoice_names_no_process_as_the_paper_does():
    """It rides inside the PDF (C17)."""
    assert b"H8P-5QZ" not in finvoice(samples.consumer())
