"""Numbers with a check digit: what is wrong with them, and what to do."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tyonohjaus.lib import finnish

_BUSINESS_ID = re.compile(r"(?:FI)?(\d{7})-?(\d)")
FINNISH_IBAN = 18


def business_id(text: str) -> str:
    """`9000011-8`, also from `90000118` and `FI90000118`; "" for nothing. Raises ValidationError."""
    bare = _bare(text)
    if not bare:
        return ""
    match = _BUSINESS_ID.fullmatch(bare)
    if not match:
        raise ValidationError(_("A business ID has seven digits, a hyphen and a check digit: 1234567-8."))
    found = "-".join(match.groups())
    if not finnish.is_business_id(found):
        raise ValidationError(_("The check digit does not fit the other digits. Compare with the trade register."))
    return found


def iban(text: str) -> str:
    """Without spaces, in capitals; "" for nothing. Raises ValidationError."""
    bare = _bare(text)
    if not bare:
        return ""
    if not bare[:2].isalpha() or not bare.isascii() or not bare.isalnum():
        raise ValidationError(_("An account number begins with a country, like this: FI21 1234 5600 0007 85."))
    if bare.startswith("FI") and len(bare) != FINNISH_IBAN:
        raise ValidationError(
            _("A Finnish account number has FI and 16 digits; this one has %(count)d.") % {"count": len(bare) - 2}
        )
    if not finnish.is_iban(bare):
        raise ValidationError(_("A digit is wrong in this account number. Compare with your bank's statement."))
    return bare


def bic(text: str) -> str:
    bare = _bare(text)
    if bare and not finnish.is_bic(bare):
        raise ValidationError(_("A BIC has 8 or 11 letters and digits: NDEAFIHH."))
    return bare


def postcode(text: str) -> str:
    """Finnish, five digits: an invoice without it does not arrive."""
    bare = _bare(text)
    if bare and not re.fullmatch(r"\d{5}", bare, re.ASCII):
        raise ValidationError(_("A postcode has five digits: 33100."))
    return bare


def einvoice_address(text: str) -> str:
    """An OVT code, a GLN, or an account number at a bank that takes e-invoices. Raises ValidationError."""
    bare = _bare(text).removeprefix("0216:").removeprefix("0088:")
    if not bare or finnish.is_ovt(bare) or finnish.is_gln(bare) or finnish.is_iban(bare):
        return bare
    if bare.removeprefix("TE").startswith("0037"):
        raise ValidationError(
            _("An OVT code is 0037 and the business ID without its hyphen; here a digit is wrong or missing.")
        )
    raise ValidationError(_("An e-invoice address is an OVT code, like this: 003712345678. Ask the payer."))


def einvoice_operator(text: str) -> str:
    """An OVT code, a BIC or another code of letters and digits. Raises ValidationError."""
    bare = _bare(text)
    if bare.startswith("0037") and not finnish.is_ovt(bare):
        raise ValidationError(_("A digit is wrong or missing in this operator's code. Ask the payer."))
    if bare and not re.fullmatch(r"[A-Z0-9]{3,35}", bare, re.ASCII):
        raise ValidationError(_("An operator's code has letters and digits only, like this: 003721291126."))
    return bare


def _bare(text: str) -> str:
    return "".join(text.split()).upper()
