from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from processes.models import PriceItem, Trade
from tyonohjaus.ui.inputs import DayField, NumberField, PriceField


class PriceForm(forms.ModelForm):
    trade = forms.ChoiceField(label=later("Service"), choices=Trade.choices, required=False, initial=Trade.SUPERVISION)
    minutes = NumberField(label=later("Length, minutes"), min_value=45, max_value=120, initial=90)
    price = PriceField(label=later("Price of a session without VAT, €"))
    valid_from = DayField(label=later("Valid from"))
    valid_to = DayField(
        label=later("Valid to"),
        required=False,
        help_text=later("Left empty, until a later price takes its place."),
    )

    class Meta:
        model = PriceItem
        fields = ["trade", "kind", "minutes", "group", "price", "valid_from", "valid_to"]
        labels = {"kind": later("Kind"), "group": later("Customer group")}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["trade"] = values.get("trade") or Trade.SUPERVISION
        once = {name: values.get(name) for name in ("trade", "kind", "minutes", "group", "valid_from")}
        if PriceItem.objects.filter(**once).exclude(pk=self.instance.pk).exists():
            self.add_error(
                "valid_from",
                _("This price is on the list already from that day. Change it there, or choose another day."),
            )
        if values.get("valid_from") and values.get("valid_to") and values["valid_to"] < values["valid_from"]:
            self.add_error("valid_to", _("This day is before the first. Write a later one, or none."))
        return values

    def _get_validation_exclusions(self) -> set[str]:
        """That a price stands once, and its days in order, is told beside the day, in our words."""
        return {*super()._get_validation_exclusions(), "valid_from", "valid_to"}  # type: ignore[misc]

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
