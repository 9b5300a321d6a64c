"""What a session costs, several that are bought together, and the way to one."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from bookings.models import Booking
from invoicing import words
from invoicing.models import Line
from invoicing.models.package import FEWEST, MOST
from invoicing.models.travel import MOST_KM
from tyonohjaus.ui.fields import tell
from tyonohjaus.ui.inputs import DayField, EurosField, NumberField, PriceField, RowField

# What a receipt may name, of any year: nought, newspapers and the like, food and transport, the general rate.
RECEIPT_RATES = ("25.5", "24", "14", "13.5", "10", "0")


class PriceForm(forms.Form):
    price = PriceField(
        label=later("Price without VAT, €"),
        help_text=later("Of the whole session. Where only a share of it is charged, the share is taken of this."),
    )


class SettleForm(PriceForm):
    """What a line costs says of what it is the price: a session, a package, the way to it, or one payer's part."""

    def __init__(self, *args: Any, line: Line, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["price"]
        if line.package:
            most = PriceField.MOST * line.package.sessions
            self.fields["price"] = field = PriceField(label=field.label, max_value=most)
        if line.is_part:
            field.help_text = later("What this payer pays of it. The parts of the others stay as they are.")
        elif line.package:
            field.help_text = later("Of the whole package, all its sessions together.")
        elif line.travel:
            field.help_text = later("Of these travel costs alone. The session has a line of its own.")


class PackageForm(forms.Form):
    sessions = NumberField(label=later("Number of sessions"), min_value=FEWEST, max_value=MOST, initial=4)
    price = EurosField(
        label=later("Price of the package without VAT, €"),
        min_value=Decimal("0.01"),
        help_text=later("Of all its sessions together. They are billed in the month of the first, on one line."),
        error_messages={"min_value": later("A package costs something. Write its price.")},
    )
    bought_on = DayField(label=later("Bought on"))
    starts_on = DayField(label=later("Holds from"))
    ends_on = DayField(
        label=later("Holds until"), required=False, help_text=later("Left empty, until its sessions have been used.")
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("This day is before the first. Write a later one, or none."))
        sessions, price = values.get("sessions"), values.get("price")
        if sessions and price and price > PriceField.MOST * sessions:
            self.add_error("price", _("This is too much for so many sessions. Check the comma."))
        return values


class TravelForm(forms.Form):
    """Which held session, and kilometres or a receipt. No place is asked, and none can be written (C17)."""

    booking = RowField(Booking.objects.none(), label=later("Session"), empty_label=None)
    km = EurosField(
        label=later("Kilometres, there and back"),
        required=False,
        decimal_places=1,
        min_value=Decimal("0.1"),
        max_value=MOST_KM,
        error_messages={
            "invalid": later("Write the kilometres in numbers, like this: 42,5."),
            "min_value": later("Write more than nothing, or leave it empty."),
            "max_decimal_places": later("Kilometres have one decimal at most."),
            "max_value": later("This is too far for one session: %(limit_value)s km at most."),
        },
    )
    paid = EurosField(
        label=later("A receipt: what you paid, €"),
        required=False,
        min_value=Decimal("0.01"),
        max_value=Decimal(5000),
        error_messages={
            "min_value": later("Write more than nothing, or leave it empty."),
            "max_value": later("A receipt is %(limit_value)s € at most."),
        },
    )
    vat_percent = forms.TypedChoiceField(
        label=later("VAT on the receipt"),
        required=False,
        coerce=Decimal,
        empty_value=None,
        choices=[("", later("Choose")), *((rate, f"{rate.replace('.', ',')} %") for rate in RECEIPT_RATES)],
    )

    def __init__(self, *args: Any, sessions: QuerySet[Booking], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["booking"]
        field.queryset = sessions
        field.label_from_instance = words.when
        tell(self.fields["km"], remark=_("or a receipt"))
        tell(self.fields["paid"], remark=_("or kilometres"))
        tell(self.fields["vat_percent"], remark=_("with a receipt"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self.errors:
            return values
        km, paid = values.get("km"), values.get("paid")
        if (km is None) == (paid is None):
            self.add_error("km", _("Write either kilometres or a receipt; each on its own row."))
        elif paid is not None and values.get("vat_percent") is None:
            self.add_error("vat_percent", _("Choose the VAT that the receipt names."))
        return values
