"""What can be wrong with an invoice, as types with a sentence each.

The sentences are msgids; who shows a problem passes its gettext to `Problem.told`, since nothing here knows Django.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


def _(sentence: str) -> str:
    """Marks a sentence for the message catalog."""
    return sentence


class Faulty(Exception):
    """What is wrong keeps it in the house. `problems`: what to mend first, each typed, and `told` in a sentence."""

    def __init__(self, problems: list[Any]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class Fault(StrEnum):
    LANGUAGE = _("The invoice's language must be fi, sv or en: %(found)s.")
    NUMBER = _("The invoice number must have 4–19 digits and begin with no zero: %(found)s.")
    NAME_MISSING = _("Name missing: %(where)s.")
    ADDRESS_MISSING = _("Street address, postcode or town missing: %(where)s.")
    ADDRESS_TOO_LONG = _("Address too long for the window of an envelope, %(expected)s lines at most: %(where)s.")
    BUSINESS_ID = _("Business ID not valid: %(where)s %(found)s.")
    IBAN = _("The practice's account number is not a valid IBAN: %(found)s.")
    BIC = _("The BIC of the practice's bank is missing or not valid: %(found)s.")
    EINVOICE_HALF = _("An e-invoice address needs its operator, and an operator its address.")
    EINVOICE_MISSING = _("The customer has no e-invoice address and operator.")
    PEPPOL_ADDRESS = _("The Peppol network does not know such an e-invoice address: %(found)s.")
    PEPPOL_REFERENCE = _("The Peppol network demands the customer's reference or an order number.")
    SCHEMA = _("The form of the e-invoice does not take what stands in %(where)s.")
    TOO_SHORT = _("Shorter than %(expected)s characters: %(where)s.")
    TOO_LONG = _("Longer than %(expected)s characters: %(where)s.")
    CHARACTER = _("A character that cannot be printed: %(where)s.")
    REFERENCE = _("The reference number is not valid: %(found)s.")
    DUE_MISSING = _("The due date or the payment terms are missing.")
    DUE_EARLY = _("The due date %(found)s is before the payment terms allow: %(expected)s.")
    DUE_DAY_OFF = _("The due date %(found)s is not a working day; the next one is %(expected)s.")
    PERIOD = _("The billing period ends before it begins.")
    NO_LINES = _("There is nothing to invoice.")
    LINE_NUMBERS = _("Two lines have the same number: %(found)s.")
    LINE_DAY = _("Line %(where)s: its day is after the invoice date.")
    LINE_SIGN = _("Line %(where)s: quantity with the wrong sign, or a negative price.")
    LINE_NET = _("Line %(where)s: quantity times price is %(expected)s, not %(found)s.")
    LINE_VAT = _("Line %(where)s: VAT %(found)s %% does not fit its VAT treatment.")
    GROUND_MISSING = _("The ground for invoicing without VAT is missing.")
    VAT_ROWS = _("The VAT rows do not match the lines.")
    VAT_BASE = _("VAT %(where)s %%: the lines make %(expected)s, not %(found)s.")
    VAT_TAX = _("VAT %(where)s %%: the tax is %(expected)s, not %(found)s.")
    TOTALS = _("The totals do not add up: %(expected)s, not %(found)s.")
    TOTAL_SIGN = _("An invoice cannot be negative and a credit note cannot be positive: %(found)s.")
    CREDIT = _("A credit note names the invoice that it credits, an invoice names none.")
    CREDIT_TOO_MUCH = _("The credits are more than the invoice: %(found)s would be left.")


PLACES = {
    "seller": _("the practice"),
    "buyer": _("the customer"),
    "recipient": _("the recipient of the invoice"),
    "name": _("name"),
    "street": _("street address"),
    "postcode": _("postcode"),
    "town": _("town"),
    "home_town": _("registered office"),
    "email": _("e-mail"),
    "phone": _("phone"),
    "website": _("website"),
    "einvoice_address": _("e-invoice address"),
    "einvoice_operator": _("e-invoice operator"),
    "buyer_reference": _("your reference"),
    "order_number": _("order number"),
    "cost_centre": _("cost centre"),
    "contract": _("contract"),
    "people": _("names on a line"),
    "process_code": _("process code"),
    "ground": _("ground for no VAT"),
    "footer": _("the practice's own line"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    fault: Fault
    where: str = ""
    found: str = ""
    expected: str = ""

    def told(self, gettext: Callable[[str], str]) -> str:
        """The sentence in the reader's language."""
        place = PLACES.get(self.where)
        where = gettext(place) if place else self.where
        return gettext(self.fault.value) % {"where": where, "found": self.found, "expected": self.expected}
