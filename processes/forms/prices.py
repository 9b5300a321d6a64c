from typing import Any

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from processes.models import Kind, PriceItem, Trade
from tyonohjaus.ui.inputs import DayField, NumberField, PriceField


class PriceForm(forms.Form):
    """`item`: the price that is changed, where it is not a new one."""

    trade = forms.ChoiceField(label=later("Service"), choices=Trade.choices, required=False, initial=Trade.SUPERVISION)
    kind = forms.ChoiceField(label=later("Kind"), choices=[*BLANK_CHOICE_DASH, *Kind.choices])
    minutes = NumberField(label=later("Length, minutes"), min_value=45, max_value=120, initial=90)
    group = forms.ChoiceField(label=later("Customer group"), choices=PriceItem.Group.choices, required=False)
    price = PriceField(label=later("Price of a session without VAT, €"))
    valid_from = DayField(label=later("Valid from"))
    valid_to = DayField(
        label=later("Valid to"),
        required=False,
        help_text=later("Left empty, until a later price takes its place."),
    )

    def __init__(self, *args: Any, item: PriceItem | None = None, **kwargs: Any) -> None:
        stands = {name: getattr(item, name) for name in self.base_fields} if item else {}
        super().__init__(*args, **{"initial": stands, **kwargs})
        self.item = item

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["trade"] = values.get("trade") or Trade.SUPERVISION
        once = {name: values.get(name) for name in ("trade", "kind", "minutes", "group", "valid_from")}
        others = PriceItem.objects.exclude(pk=self.item.pk) if self.item else PriceItem.objects.all()
        if others.filter(**once).exists():
            self.add_error(
                "valid_from",
                _("This price is on the list already from that day. Change it there, or choose another day."),
            )
        if values.get("valid_from") and values.get("valid_to") and values["valid_to"] < values["valid_from"]:
            self.add_error("valid_to", _("This day is before the first. Write a later one, or none."))
        return values
