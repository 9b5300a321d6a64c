"""What accounts payable want on an invoice, asked of them by a signed link."""

from typing import Any

from crispy_forms.layout import Column, Fieldset, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from tyonohjaus.people.forms import numbers
from tyonohjaus.people.forms.buyer import EinvoiceCodes
from tyonohjaus.people.models import Organisation
from tyonohjaus.ui.layout import ordered


class AskDetailsForm(forms.Form):
    email = forms.EmailField(label=later("E-mail of the billing contact"))


class DetailsForm(EinvoiceCodes):
    name = forms.CharField(label=later("Official name"), max_length=70)
    business_id = forms.CharField(label=later("Business ID"), max_length=12, help_text=later("Like this: 1234567-8."))
    street = forms.CharField(label=later("Street address"), max_length=35, required=False)
    postcode = forms.CharField(label=later("Postcode"), max_length=12, required=False)
    city = forms.CharField(label=later("Post office"), max_length=35, required=False)
    einvoice_address = forms.CharField(label=later("E-invoice address"), max_length=35, required=False)
    einvoice_operator = forms.CharField(label=later("Operator"), max_length=35, required=False)
    billing_email = forms.EmailField(label=later("E-mail for invoices"), required=False)
    cost_centre = forms.CharField(label=later("Cost centre"), max_length=35, required=False)
    buyer_reference = forms.CharField(
        label=later("Your reference"),
        max_length=35,
        required=False,
        help_text=later("What the payer wants to read on the invoice; not the reference number."),
    )

    helper = ordered(
        "name",
        "business_id",
        Fieldset(
            later("Address"),
            "street",
            Row(Column("postcode", css_class="col-sm-5"), Column("city", css_class="col-sm-7")),
        ),
        Fieldset(
            later("Invoices"),
            Row(Column("einvoice_address", css_class="col-sm-7"), Column("einvoice_operator", css_class="col-sm-5")),
            "billing_email",
            "cost_centre",
            "buyer_reference",
        ),
    )

    def clean_business_id(self) -> str:
        return numbers.business_id(self.cleaned_data["business_id"])

    def clean_postcode(self) -> str:
        return numbers.postcode(self.cleaned_data["postcode"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        self.require_both_codes(values)
        address = values.get("einvoice_address")
        if not address and not values.get("billing_email") and not self.errors:
            self.add_error(
                "billing_email", _("Write an e-invoice address or an e-mail: invoices must arrive somewhere.")
            )
        return values


class ConfirmForm(forms.Form):
    """The office has looked at just this. Another organisation may have the number already."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, business_id: str = "", organisation: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.business_id, self.organisation = business_id, organisation

    def clean(self) -> dict[str, Any]:
        same = Organisation.objects.filter(business_id=self.business_id or None).exclude(pk=self.organisation.pk)
        if self.business_id and (other := same.first()):
            sentence = _("This business ID is already that of: %(name)s. One of them is wrong, or both are the same.")
            raise ValidationError(sentence % {"name": other.name})
        return super().clean() or self.cleaned_data
