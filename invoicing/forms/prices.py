"""What a session costs, several that are bought together, and the way to one."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from bookings.models import Booking
from invoicing import words
from invoicing.models.package import FEWEST, MOST
from invoicing.models.travel import MOST_KM
from tyonohjaus.ui.inputs import DayField, EurosField, NumberField, RowField

# What a receipt may name, of any year: nought, newspapers and the like, food and transport, the general rate.
RECEIPT_RATES = ("25.5", "24", "14", "13.5", "10", "0")


class PriceForm(forms.Form):
    price = EurosField(
        label=_("Price without VAT, €"),
        help_text=_("Of the whole session. Where only a share of it is charged, the share is taken of this."),
    )


class PackageForm(forms.Form):
    sessions = NumberField(label=_("Number of sessions"), min_value=FEWEST, max_value=MOST, initial=4)
    price = EurosField(
        label=_("Price of the package without VAT, €"),
        min_value=Decimal("0.01"),
        help_text=_("Of all its sessions together. They are billed in the month of the first, on one line."),
        error_messages={"min_value": _("A package costs something. Write its price.")},
    )
    bought_on = DayField(label=_("Bought on"))
    starts_on = DayField(label=_("Holds from"))
    ends_on = DayField(
        label=_("Holds until"), required=False, help_text=_("Left empty, until its sessions have been used.")
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _t("This day is before the first. Write a later one, or none."))
        return values


class TravelForm(forms.Form):
    """Which held session, and kilometres or a receipt. No place is asked, and none can be written (C17)."""

    booking = RowField(Booking.objects.none(), label=_("Session"), empty_label=None)
    km = EurosField(
        label=_("Kilometres, there and back"),
        required=False,
        max_digits=5,
        decimal_places=1,
        min_value=Decimal("0.1"),
        max_value=MOST_KM,
        error_messages={
            "invalid": _("Write the kilometres in numbers, like this: 42,5."),
            "min_value": _("Write more than nothing, or leave it empty."),
            "max_decimal_places": _("Kilometres have one decimal at most."),
            "max_value": _("This is too far for one session: %(limit_value)s km at most."),
        },
    )
    paid = EurosField(
        label=_("Or a receipt: what you paid, €"),
        required=False,
        min_value=Decimal("0.01"),
        max_value=Decimal(5000),
        error_messages={
            "min_value": _("Write more than nothing, or leave it empty."),
            "max_value": _("A receipt is %(limit_value)s € at most."),
        },
    )
    vat_percent = forms.TypedChoiceField(
        label=_("VAT on the receipt"),
        required=False,
        coerce=Decimal,
        empty_value=None,
        choices=[("", _("Choose")), *((rate, f"{rate.replace('.', ',')} %") for rate in RECEIPT_RATES)],
    )

    def __init__(self, *args: Any, sessions: QuerySet[Booking], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["booking"]
        field.queryset = sessions
        field.label_from_instance = words.when

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self.errors:
            return values
        km, paid = values.get("km"), values.get("paid")
        if (km is None) == (paid is None):
            self.add_error("km", _t("Write either kilometres or a receipt; each on its own row."))
        elif paid is not None and values.get("vat_percent") is None:
            self.add_error("vat_percent", _t("Choose the VAT that the receipt names."))
        return values
