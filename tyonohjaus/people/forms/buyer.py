"""How a payer is invoiced: the part of its form that says so, and what each way of delivery needs."""

from typing import Any

from crispy_forms.layout import Column, Fieldset, Row
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from tyonohjaus.people.models.buyer import Channel, Demanded, Grouping, can_go, starts
from tyonohjaus.ui.layout import Folded, beside

from . import numbers

COLUMNS = [
    "channel",
    "billing_email",
    "einvoice_address",
    "einvoice_operator",
    "grouping",
    "cost_centre",
    "buyer_reference",
    "order_number",
    "demands",
    "buyer_reference_begins",
    "order_number_begins",
]
LABELS = {
    "billing_email": later("E-mail for invoices"),
    "einvoice_address": later("E-invoice address"),
    "einvoice_operator": later("Operator"),
    "cost_centre": later("Cost centre"),
    "buyer_reference": later("Your reference"),
    "order_number": later("Order number"),
    "buyer_reference_begins": later("“Your reference” begins with"),
    "order_number_begins": later("The order number begins with"),
}
HELP = {
    "billing_email": later("Needed when invoices go by e-mail."),
    "einvoice_address": later("Needed for e-invoices, like this: 003712345678."),
    "buyer_reference": later("What the payer wants to read on the invoice; not the reference number."),
    "order_number_begins": later("For example OT. Several with a comma between them."),
}
DELIVERY = Fieldset(
    later("Delivery of invoices"),
    "channel",
    "billing_email",
    Row(Column("einvoice_address", css_class="col-sm-7"), Column("einvoice_operator", css_class="col-sm-5")),
)
REFERENCES = Fieldset(
    later("References"),
    "cost_centre",
    "buyer_reference",
    "order_number",
    Folded(
        later("What the payer demands"),
        later("Usually nothing: an invoice goes out also without references."),
        "demands",
        beside("buyer_reference_begins", "order_number_begins"),
    ),
)


class EinvoiceCodes(forms.Form):
    """The two codes: alone each is of no use."""

    def clean_einvoice_address(self) -> str:
        return numbers.einvoice_address(self.cleaned_data["einvoice_address"])

    def clean_einvoice_operator(self) -> str:
        return numbers.einvoice_operator(self.cleaned_data["einvoice_operator"])

    def require_both_codes(self, values: dict[str, Any]) -> None:
        address, operator = values.get("einvoice_address"), values.get("einvoice_operator")
        if address and not operator and not self.has_error("einvoice_operator"):
            self.add_error("einvoice_operator", _("An e-invoice finds its way only with an operator. Ask the payer."))
        if operator and not address and not self.has_error("einvoice_address"):
            self.add_error("einvoice_address", _("Write the address too, or leave the operator empty."))


class BuyerFields(EinvoiceCodes):
    channel = forms.ChoiceField(
        label=later("Invoices go"), choices=Channel.choices, initial=Channel.MAIL, widget=forms.RadioSelect
    )
    grouping = forms.ChoiceField(
        label=later("One invoice holds"),
        choices=Grouping.choices,
        initial=Grouping.REFERENCES,
        widget=forms.RadioSelect,
        help_text=later("Drafts are made anew when this changes; what has been sent stays."),
    )
    demands = forms.MultipleChoiceField(
        label=later("An invoice goes out only with"),
        choices=Demanded.choices,
        initial=[],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def require_delivery(self, values: dict[str, Any]) -> None:
        """What the chosen way lacks is told where it is to be written."""
        self.require_both_codes(values)
        channel = values.get("channel")
        if self.errors or channel is None or can_go(channel, values):
            return
        if channel == Channel.MAIL:
            self.add_error("billing_email", _("Invoices go by e-mail: write the address, or choose another way."))
        else:
            self.add_error("einvoice_address", _("E-invoices need an address and an operator. Ask the payer for both."))

    def require_own_rules(self, values: dict[str, Any]) -> None:
        """The organisation's own references as it demands them; an empty one may stand on the process instead."""
        for name in ("buyer_reference", "order_number"):
            begins, found = values.get(f"{name}_begins", ""), values.get(name, "")
            if found and begins and not found.startswith(starts(begins)):
                self.add_error(name, _("The payer takes only one that begins so: %(begins)s.") % {"begins": begins})
