"""Finnish numbers of payment: business ID, reference number, RF, IBAN in print, bank barcode.

Source of the vectors: Finance Finland's public descriptions of the reference number and of the bank barcode 5.3.
"""

import re
from datetime import date
from decimal import Decimal

from stdnum import iban as _iban
from stdnum import iso11649
from stdnum.fi import ytunnus

WEIGHTS = (7, 3, 1)
BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
OVT = re.compile(r"0037\d{8}[A-Z0-9]{0,5}", re.ASCII)
BARCODE_CEILING = Decimal("999999.99")


def reference_number(base: str | int) -> str:
    """The base with its 7-3-1 check digit. ValueError unless the base has 3–19 digits and no leading zero."""
    digits = str(base)
    if not (_is_digits(digits) and 3 <= len(digits) <= 19 and digits[0] != "0"):
        raise ValueError(f"A reference number is made of 3–19 digits, the first not zero, not {digits!r}")
    return digits + _check_digit(digits)


def rf_reference(reference: str) -> str:
    """A Finnish reference number in the international form of ISO 11649, without spaces: `RF341234561`."""
    digits = _bare(reference)
    if not _is_finnish_reference(digits):
        raise ValueError(f"Not a Finnish reference number: {reference!r}")
    return f"RF{98 - int(digits + '271500') % 97:02d}{digits}"


def is_reference(text: str) -> bool:
    """Whether this is a Finnish reference number or an RF reference; spaces are no fault."""
    bare = _bare(text)
    return bool(iso11649.is_valid(bare)) if bare.startswith("RF") else _is_finnish_reference(bare)


def group_reference(reference: str) -> str:
    """As printed: fives from the right, an RF reference in fours from the left."""
    bare = _bare(reference)
    return _grouped(bare, 4) if bare.startswith("RF") else _grouped(bare[::-1], 5)[::-1]


def group_iban(iban: str) -> str:
    """As printed: fours from the left."""
    return _grouped(_bare(iban), 4)


def is_iban(text: str) -> bool:
    return bool(_iban.is_valid(text))


def is_bic(text: str) -> bool:
    """In capitals, of 8 or 11 characters; whether such a bank is there is not asked."""
    return bool(BIC.fullmatch(text))


def is_business_id(text: str) -> bool:
    """A Y-tunnus of seven digits, a hyphen and a check digit; it also stands without the hyphen."""
    return bool(ytunnus.is_valid(text))


def ovt(business_id: str, unit: str = "") -> str:
    """The OVT code: 0037, the business ID without its hyphen, and up to five characters of a unit."""
    if not is_business_id(business_id):
        raise ValueError(f"Not a business ID: {business_id!r}")
    if len(unit) > 5 or not (unit == "" or (unit.isascii() and unit.isalnum())):
        raise ValueError(f"A unit of an OVT code has at most 5 letters or digits: {unit!r}")
    return f"0037{ytunnus.compact(business_id)}{unit}"


def is_ovt(text: str) -> bool:
    """An OVT code whose business ID has the right check digit; also with the TE of an e-invoice address before it."""
    bare = text.removeprefix("TE")
    return bool(OVT.fullmatch(bare)) and is_business_id(bare[4:12])


def is_gln(text: str) -> bool:
    """A location number of 13 digits, the last one a check digit of weights 1 and 3."""
    if not (_is_digits(text) and len(text) == 13):
        return False
    return sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(text)) % 10 == 0


def bank_barcode(*, iban: str, amount: Decimal, reference: str, due_on: date | None) -> str | None:
    """The 54 digits of the bank barcode: version 4, or 5 with an RF reference.

    None where nothing may be printed: no positive sum, a sum of a million or more, a foreign account, letters in the
    reference. ValueError for an account or a reference that is false in itself, and for parts of a cent.
    """
    account, bare = _bare(iban), _bare(reference)
    if not is_iban(account):
        raise ValueError(f"Not an IBAN: {iban!r}")
    if not is_reference(bare):
        raise ValueError(f"Not a reference number: {reference!r}")
    if amount * 100 != (cents := int(amount * 100)):
        raise ValueError(f"An amount has two decimals at most: {amount}")
    tail = _barcode_reference(bare)
    if tail is None or not account.startswith("FI") or not 0 < amount <= BARCODE_CEILING:
        return None
    version = "5" if bare.startswith("RF") else "4"
    return f"{version}{account[2:]}{cents:08d}{tail}{_barcode_day(due_on)}"


def _barcode_reference(reference: str) -> str | None:
    if not reference.startswith("RF"):
        return "000" + reference.zfill(20)
    digits = reference[4:]
    return reference[2:4] + digits.zfill(21) if _is_digits(digits) else None


def _barcode_day(day: date | None) -> str:
    if day is None:
        return "000000"
    if not 2000 <= day.year <= 2099:
        raise ValueError(f"A barcode holds the years 2000–2099 only: {day.isoformat()}")
    return f"{day:%y%m%d}"


def _is_finnish_reference(text: str) -> bool:
    return _is_digits(text) and 4 <= len(text) <= 20 and text[0] != "0" and text[-1] == _check_digit(text[:-1])


def _check_digit(digits: str) -> str:
    total = sum(int(digit) * WEIGHTS[place % 3] for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def _grouped(text: str, size: int) -> str:
    return " ".join(text[start : start + size] for start in range(0, len(text), size))


def _bare(text: str) -> str:
    return "".join(text.split()).upper()


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
