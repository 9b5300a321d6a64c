"""What the office writes for invoices: a price, how one was delivered, the year's first number."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tyonohjaus.ui.inputs import EurosField, NumberField

from .models import Delivery


class PriceForm(forms.Form):
    price = EurosField(
        label=_("Price without VAT, €"),
        help_text=_("Of the whole session. Where only a share of it is charged, the share is taken of this."),
    )


class DeliveryForm(forms.Form):
    how = forms.ChoiceField(label=_("How was it delivered?"), choices=Delivery.How.choices, widget=forms.RadioSelect)


class NumberForm(forms.Form):
    number = NumberField(
        label=_("The first running number"),
        min_value=1,
        max_value=9999,
    )

    def __init__(self, data: Any = None, *, year: int, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["number"].help_text = _("17 gives the invoice number %(year)d0017.") % {"year": year}
