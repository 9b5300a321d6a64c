"""The frozen document: an exact round trip, and no place where content could stand."""

import json
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.documents.document import InvoiceDocument, Line, Service, Unit, VatCategory, printed_number
from tests.invoicing.documents import samples
from tyonohjaus.lib import frozen


@pytest.mark.parametrize("name", samples.ALL)
def test_json_and_back_is_the_same_document(name):
    document = samples.ALL[name]()
    again = InvoiceDocument.from_json(document.to_json())
    assert again == document
    assert again.to_json() == document.to_json()


money = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
some_lines = st.builds(
    Line,
    number=st.integers(1, 10**6),
    performed_on=st.dates(),
    service=st.sampled_from(Service),
    share=st.none() | st.decimals(0, 100, places=3),
    process_code=st.text(),
    people=st.lists(st.text(), max_size=3).map(tuple),
    quantity=money,
    unit=st.sampled_from(Unit),
    unit_price=st.decimals(0, 1000, places=5),
    vat_percent=st.sampled_from([Decimal("25.5"), Decimal("25.50"), Decimal(0)]),
    vat_category=st.sampled_from(VatCategory),
    net=money,
)


@given(some_lines)
def test_every_digit_of_a_line_survives(line):
    again = frozen.load(Line, frozen.dump(line))
    assert again == line
    assert str(again.net) == str(line.net)
    assert str(again.vat_percent) == str(line.vat_percent)


def test_what_does_not_fit_is_refused():
    data = json.loads(samples.usual().to_json())
    for wrong in (data | {"theme": "jaksaminen"}, data | {"number": 20270017}, data | {"kind": "reminder"}):
        with pytest.raises(ValueError):
            InvoiceDocument.from_json(json.dumps(wrong))
    short = {key: value for key, value in data.items() if key != "seller"}
    with pytest.raises(TypeError):
        InvoiceDocument.from_json(json.dumps(short))


def test_a_document_of_last_year_takes_defaults_for_new_fields():
    data = json.loads(samples.usual().to_json())
    del data["footer"]
    assert InvoiceDocument.from_json(json.dumps(data)) == samples.usual()


def test_a_line_has_no_field_for_prose():
    """C17: a line is put together from its parts; text are only code, names (agreement's flag) and a listed ground."""
    hints = get_type_hints(Line)
    assert {field.name for field in fields(Line) if "str" in str(hints[field.name])} == {
        "process_code",
        "people",
        "vat_ground",
    }


def test_a_late_cancellation_and_a_no_show_are_one_thing():
    """C10"""
    assert set(Service) - {Service.PACKAGE, Service.TRAVEL} == {"session", "reserved"}


def test_number_and_file_name():
    assert printed_number(year=2027, running=17) == "20270017"
    assert printed_number(year=2027, running=12345) == "202712345"
    assert samples.usual().file_name == "lasku20270017.pdf"
    assert samples.credit_note().file_name == "hyvityslasku20270023.pdf"


def test_the_barcode_says_sum_day_and_reference():
    document = samples.usual()
    assert document.barcode == "437159030000007760004706300000000000000202700179270215"
    later = replace(document, due_on=date(2027, 2, 22))
    assert later.barcode
    assert later.barcode.endswith("270222")
    rf = replace(document, reference="RF71202700179")
    assert rf.barcode == "537159030000007760004706371000000000000202700179270215"


def test_nothing_is_paid_with_a_credit_note():
    document = samples.credit_note()
    assert document.barcode is None
    assert not document.is_payable
    assert document.left_to_pay == Decimal("219.63")
