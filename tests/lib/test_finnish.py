"""Vectors are facts: examples of the public descriptions of reference number, RF and bank barcode."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyonohjaus.lib import finnish

IBAN = "FI37 1590 3000 0007 76"


@pytest.mark.parametrize(
    "base, reference, rf",
    [
        ("123", "1232", "RF11 1232"),
        ("1111", "11112", "RF98 1111 2"),
        ("1234", "12344", "RF08 1234 4"),  # a leading zero in the check digits
        ("123456", "1234561", "RF34 1234 561"),
        ("234823", "2348236", "RF33 2348 236"),
        ("55958224329467", "559582243294671", "RF06 5595 8224 3294 671"),
        ("86851625961989", "868516259619897", "RF09 8685 1625 9619 897"),
        ("20270017", "202700179", "RF71 2027 0017 9"),
    ],
)
def test_reference_number_and_its_rf_form(base: str, reference: str, rf: str) -> None:
    assert finnish.reference_number(base) == reference
    assert finnish.reference_number(int(base)) == reference
    assert finnish.group_reference(finnish.rf_reference(reference)) == rf
    assert finnish.is_reference(reference)
    assert finnish.is_reference(rf)


def test_a_foreign_rf_reference_is_a_reference() -> None:
    assert finnish.is_reference("RF18 5390 0754 7034")
    assert not finnish.is_reference("RF18 5390 0754 7035")


@pytest.mark.parametrize("wrong", ["", "12", "1231", "01232", "1" * 21, "12 3x", "RF", "RF1112", "١٢٣٢"])
def test_no_reference(wrong: str) -> None:
    assert not finnish.is_reference(wrong)


@pytest.mark.parametrize("wrong", ["", "12", "0123", "1" * 20, "12a", "-123"])
def test_a_base_has_3_to_19_digits_and_no_leading_zero(wrong: str) -> None:
    with pytest.raises(ValueError):
        finnish.reference_number(wrong)


def test_printed_in_groups_from_the_right() -> None:
    assert finnish.group_reference("202700179") == "2027 00179"
    assert finnish.group_reference("1232") == "1232"
    assert finnish.group_iban("fi3715903000000776") == IBAN


@given(st.integers(min_value=100, max_value=10**19 - 1))
def test_every_reference_proves_itself_and_no_digit_may_change(base: int) -> None:
    reference = finnish.reference_number(base)
    assert finnish.is_reference(reference)
    assert finnish.is_reference(finnish.rf_reference(reference))
    assert not finnish.is_reference(reference[:-1] + str((int(reference[-1]) + 1) % 10))


# version, account, reference, amount, due day, code: the barcode specification's own examples
BARCODES = """
FI7944052020036082 868516259619897     4883.15 2010-06-12 479440520200360820048831500000000868516259619897100612
FI7944052020036082 RF09868516259619897 4883.15 2010-06-12 579440520200360820048831509000000868516259619897100612
FI5810171000000122 559582243294671     482.99  2012-01-31 458101710000001220004829900000000559582243294671120131
FI5810171000000122 RF06559582243294671 482.99  2010-01-31 558101710000001220004829906000000559582243294671100131
FI0250004640001302 69875672083435364   693.80  2011-07-24 402500046400013020006938000000069875672083435364110724
FI0250004640001302 RF02698756720834    693.80  2011-07-24 502500046400013020006938002000000000698756720834110724
FI1566010001530641 7758474790647489    7444.54 2019-12-19 415660100015306410074445400000007758474790647489191219
FI1566010001530641 RF847758474790647489 7444.54 2019-12-19 515660100015306410074445484000007758474790647489191219
"""


@pytest.mark.parametrize("example", BARCODES.strip().splitlines())
def test_bank_barcode(example: str) -> None:
    iban, reference, amount, due_on, code = example.split()
    made = finnish.bank_barcode(
        iban=iban, amount=Decimal(amount), reference=reference, due_on=date.fromisoformat(due_on)
    )
    assert made == code


def barcode(
    amount: str = "470.63", *, reference: str = "202700179", due_on: date | None = date(2027, 2, 15)
) -> str | None:
    return finnish.bank_barcode(iban=IBAN, amount=Decimal(amount), reference=reference, due_on=due_on)


def test_the_edges_of_the_bank_barcode() -> None:
    assert barcode() == "437159030000007760004706300000000000000202700179270215"
    assert str(barcode(due_on=None)).endswith("000000")
    assert str(barcode(due_on=date(2099, 12, 31))).endswith("991231")
    assert str(barcode("123456.78"))[17:25] == "12345678"
    assert str(barcode("999999.99"))[17:25] == "99999999"
    twenty = finnish.reference_number("1234567890123456789")
    assert str(barcode(reference=twenty))[28:48] == twenty


@pytest.mark.parametrize("amount", ["0", "-470.63", "1000000.00"])
def test_no_barcode_for_a_credit_nothing_or_a_million(amount: str) -> None:
    assert barcode(amount) is None


def test_no_barcode_for_a_foreign_account_or_letters() -> None:
    swedish = "SE45 5000 0000 0583 9825 7466"
    assert finnish.bank_barcode(iban=swedish, amount=Decimal(1), reference="1232", due_on=None) is None
    assert barcode(reference="RF45G72UUR") is None


@pytest.mark.parametrize(
    "facts",
    [{"amount": "1.005"}, {"reference": "1231"}, {"due_on": date(2100, 1, 1)}],
)
def test_what_is_false_in_itself_gets_no_barcode(facts: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        barcode(**facts)  # type: ignore[arg-type]


def test_business_id_and_ovt() -> None:
    for good in ("0112038-9", "1572860-0", "2345678-0", "9000016-9"):
        assert finnish.is_business_id(good)
    assert not finnish.is_business_id("0112038-8")
    assert finnish.ovt("0112038-9") == "003701120389"
    assert finnish.ovt("0112038-9", "12345") == "00370112038912345"
    for wrong in (("0112038-8", ""), ("0112038-9", "123456"), ("0112038-9", "a-b")):
        with pytest.raises(ValueError):
            finnish.ovt(*wrong)


def test_iban() -> None:
    for good in (IBAN, "FI21 1234 5600 0007 85", "FI58 1017 1000 0001 22", "FI79 4405 2020 0360 82"):
        assert finnish.is_iban(good)
    assert not finnish.is_iban("FI37 1590 3000 0007 77")
    assert not finnish.is_iban("")
