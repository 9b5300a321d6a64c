"""What stops an invoice: each fault by its name, and the sound ones by silence."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from invoicing.documents.document import Address, EarlierCredit, VatCategory
from invoicing.documents.faults import PLACES, Fault
from invoicing.documents.problems import problems
from tests.invoicing.documents import samples
from tests.invoicing.documents.making import KUULOKE, LEHTOLA, invoice


def faults(document):
    return {problem.fault for problem in problems(document)}


@pytest.mark.parametrize("name", samples.ALL)
def test_a_sound_invoice_has_none(name):
    assert problems(samples.ALL[name]()) == []


USUAL = samples.usual()
FIRST, SECOND = USUAL.lines
ROW = USUAL.sums.vat_rows[0]
NOWHERE = Address(street=(), postcode="33210", town="Tampere")
TALL = Address(street=("a", "b", "c", "d"), postcode="33210", town="Tampere")


@pytest.mark.parametrize(
    "change, fault",
    [
        ({"language": "de"}, Fault.LANGUAGE),
        ({"number": "0017"}, Fault.NUMBER),
        ({"number": "2027-17"}, Fault.NUMBER),
        ({"seller": replace(KUULOKE, name=" ")}, Fault.NAME_MISSING),
        ({"seller": replace(KUULOKE, business_id="9000016-8")}, Fault.BUSINESS_ID),
        ({"seller": replace(KUULOKE, iban="FI3715903000000777")}, Fault.IBAN),
        ({"seller": replace(KUULOKE, bic="")}, Fault.BIC),
        ({"seller": replace(KUULOKE, vat_registered=False)}, Fault.LINE_VAT),
        ({"buyer": replace(LEHTOLA, address=NOWHERE)}, Fault.ADDRESS_MISSING),
        ({"buyer": replace(LEHTOLA, address=TALL)}, Fault.ADDRESS_TOO_LONG),
        ({"buyer": replace(LEHTOLA, business_id="")}, Fault.BUSINESS_ID),
        ({"buyer": replace(LEHTOLA, einvoice_operator="")}, Fault.EINVOICE_HALF),
        ({"buyer_reference": "x" * 71}, Fault.TOO_LONG),
        ({"cost_centre": "44\x0010"}, Fault.CHARACTER),
        ({"buyer_reference": "Metsä 🌲"}, Fault.CHARACTER),  # no shape in the typeface: the paper would leave it out
        ({"buyer": replace(LEHTOLA, name="شركة")}, Fault.CHARACTER),
        ({"reference": "202700178"}, Fault.REFERENCE),
        ({"due_on": None}, Fault.DUE_MISSING),
        ({"due_on": date(2027, 2, 12)}, Fault.DUE_EARLY),
        ({"due_on": date(2027, 2, 20)}, Fault.DUE_DAY_OFF),
        ({"period_last_on": date(2026, 12, 31)}, Fault.PERIOD),
        ({"lines": ()}, Fault.NO_LINES),
        ({"lines": (FIRST, replace(SECOND, number=1))}, Fault.LINE_NUMBERS),
        ({"lines": (FIRST, replace(SECOND, performed_on=date(2027, 2, 2)))}, Fault.LINE_DAY),
        ({"lines": (FIRST, replace(SECOND, quantity=Decimal(-1), net=-SECOND.net))}, Fault.LINE_SIGN),
        ({"lines": (FIRST, replace(SECOND, net=Decimal("199.99")))}, Fault.LINE_NET),
        ({"lines": (FIRST, replace(SECOND, vat_percent=Decimal(0)))}, Fault.LINE_VAT),
        ({"lines": (FIRST,)}, Fault.VAT_BASE),
        ({"sums": replace(USUAL.sums, vat_rows=())}, Fault.VAT_ROWS),
        ({"sums": replace(USUAL.sums, vat_rows=(replace(ROW, tax=Decimal("95.62")),))}, Fault.VAT_TAX),
        ({"sums": replace(USUAL.sums, gross=Decimal("470.62"))}, Fault.TOTALS),
        ({"credited": samples.credit_note().credited}, Fault.CREDIT),
    ],
)
def test_each_fault_is_named(change, fault):
    assert fault in faults(replace(USUAL, **change))


def test_names_of_people_here_can_be_printed():
    """Also those that came from elsewhere in Europe, and an ä of two characters as some keyboards write it."""
    for name in (
        "Åsa Öberg",
        "Ánde Čáhppesuolu",
        "Łucja Wiśniewska",
        "Ольга Иванова",
        "Γιώργος",
        "Nguyễn Thị",
        "Ma\u0308ki",
    ):
        assert faults(replace(USUAL, buyer=replace(LEHTOLA, name=name))) == set(), name


def test_no_vat_without_its_ground():
    document = samples.small_business()
    assert faults(invoice(lines=document.lines, seller=document.seller)) == {Fault.GROUND_MISSING}


def test_a_credit_cannot_be_more_than_the_invoice():
    document = samples.credit_note()
    before = EarlierCredit(number="20270022", issue_on=date(2027, 2, 5), gross=Decimal("-219.64"))
    assert document.credited
    again = replace(document, credited=replace(document.credited, earlier=(before,)))
    assert faults(again) == {Fault.CREDIT_TOO_MUCH}


def test_a_credit_note_names_its_invoice():
    assert Fault.CREDIT in faults(replace(samples.credit_note(), credited=None))


def test_the_last_credit_may_carry_the_rounding_and_no_more():
    document = samples.credit_note()
    row = document.sums.vat_rows[0]

    def with_tax(tax):
        rows = (replace(row, tax=tax),)
        return replace(document, sums=replace(document.sums, vat_rows=rows, vat=tax, gross=row.base + tax))

    assert faults(with_tax(row.tax + Decimal("0.01"))) == set()
    assert Fault.VAT_TAX in faults(with_tax(row.tax + Decimal("0.02")))


def test_a_consumer_needs_no_business_id():
    assert problems(samples.consumer()) == []


def test_problems_are_told_in_the_readers_language():
    finnish = {"the practice": "toiminimi", Fault.BUSINESS_ID.value: "Y-tunnus ei kelpaa: %(where)s %(found)s."}
    found = problems(replace(USUAL, seller=replace(KUULOKE, business_id="123")))
    assert [problem.told(lambda text: finnish.get(text, text)) for problem in found] == [
        "Y-tunnus ei kelpaa: toiminimi 123."
    ]


def test_every_sentence_takes_its_facts():
    facts = {"where": "1", "found": "2", "expected": "3"}
    for fault in Fault:
        assert "%" not in (fault.value % facts).replace(" % ", " ").replace(" %:", ":")
    assert all(PLACES.values())


def test_an_exempt_line_bears_no_tax():
    exempt = replace(SECOND, vat_category=VatCategory.EXEMPT)
    assert Fault.LINE_VAT in faults(invoice(lines=(FIRST, exempt)))


@pytest.mark.parametrize("own", [{"name": "Kuuloke ☀"}, {"address": replace(KUULOKE.address, town="Tampere\t")}])
def test_what_the_practice_is_to_mend_is_not_asked_of_its_payer(own):
    """Its month's page sends the office to where it stands (invoicing/drafts.py)."""
    assert {problem.where for problem in problems(samples.usual(seller=replace(KUULOKE, **own)))} == {"seller"}
